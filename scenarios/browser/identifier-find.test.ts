// The locator as people meet it: found where names and numbers stand together, found where they are kept apart, not found, too
// often; wide and narrow, by keyboard and by program. And the way to it from the page that finds students.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "../../src/access/index.ts";
import { type FrontDesk, openFrontDesk } from "../access/testing/front-desk.ts";
import { expectAccessible, expectNoSidewaysScroll, openBrowser, picture, textOf } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const facts = {
  ...{ last_name: "Tremblay-Roy", first_name: "Elizabeth", middle_name: "Marie", name_suffix: "" },
  ...{ birth_date: "2012-03-07", sex: "F", race_ethnicity: "5", town_of_birth: "Keene", guardian_name: "" },
  ssn: "",
};
const enter = (desk: FrontDesk, district: number, changes: Partial<typeof facts>, localIdentifier: string) =>
  desk.registry!.ask(systemActor, {
    ...{ district, localIdentifier, facts: { ...facts, ...changes }, key: `a key of the test ${localIdentifier}` },
  });
const account = (desk: FrontDesk, name: string, role: string, district: number) =>
  desk.access.createAccount(systemActor, {
    ...{ name, email: `${name.toLowerCase().replace(" ", ".")}@example.org`, role, district },
  });

const fill = async (page: Page, last: string, first: string, born: string): Promise<number> => {
  await page.getByLabel("Last name").fill(last);
  await page.getByLabel("First name").fill(first);
  await page.getByLabel("Birth date").fill(born);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  const response = await answered;
  await page.waitForLoadState("load");
  return response.status();
};
const looksWell = async (page: Page, name: string): Promise<void> => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
};

describe("where names and numbers stand together", () => {
  let desk: FrontDesk;
  let page: Page;
  let number: string;
  let reference: string;
  const registrar = "rita.registrar@example.org";
  beforeAll(async () => {
    desk = await openFrontDesk("missouri");
    await account(desk, "Sam Super", "superintendent", 17);
    const waiting = await account(desk, "Rita Registrar", "registrar", 17);
    await account(desk, "Tina Teacher", "teacher", 17);
    const known = await enter(desk, 19, {}, "E1");
    number = known.number!;
    reference = known.reference!;
    await enter(desk, 19, { last_name: "Kowalczyk", first_name: "Anna", birth_date: "2014-11-30" }, "A1");
    page = await desk.signIn(browser, registrar);
    expect((await page.goto(`${desk.address}/identifiers/find`))?.status(), "before the designation").toBe(403);
    await desk.grants.designate(await desk.actor("sam.super@example.org"), {
      ...{ kind: "designation", person: registrar, role: "registrar", district: 17, schools: [] },
      ...{ from: "2025-10-06", to: "2026-06-30", signature: "Sam Super" },
    });
    for (const { id } of waiting.assignments) await desk.access.endAssignment(systemActor, id);
    const context = page.context();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto(`${desk.address}/sign-in`);
    await page.getByLabel("E-mail address").fill(registrar);
    await page.getByLabel("Password").fill("tango violet 93 lamp");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    expect(context.pages()).toHaveLength(1);
  }, 120_000);
  afterAll(() => desk?.close());

  test("the page that finds students leads here, and a student of another district is found by a nickname", async () => {
    await page.goto(`${desk.address}/students/search`);
    expect(new URL(page.url()).pathname).toBe("/identifiers/find");
    await page.goto(`${desk.address}/students/locate`);
    expect(new URL(page.url()).pathname).toBe("/identifiers/find");
    await looksWell(page, "identifier-find-form");
    expect(await fill(page, "Tremblay-Roy", "Betsy", "3/7/2012")).toBe(200);
    const row = page.locator("main tbody tr");
    expect(await row.count()).toBe(1);
    const words = await textOf(row);
    for (const told of [reference, number, "Tremblay-Roy, Elizabeth Marie", "District 19"])
      expect(words).toContain(told);
    expect(words).not.toMatch(/Keene|E1/);
    expect(await page.locator("main tbody a[href*='/students/']").count()).toBe(0);
    expect(page.url(), "nothing typed stands in the address").toBe(`${desk.address}/identifiers/find`);
    await looksWell(page, "identifier-find-found");
  });

  test("nobody fits: it is said what to do next, and errors stand at their fields", async () => {
    expect(await fill(page, "Nobody", "Noone", "2012-03-07")).toBe(200);
    expect(await textOf(page.locator("main .rb-empty"))).toContain("No student fits");
    expect(await page.getByRole("link", { name: "request a" }).getAttribute("href")).toBe("/identifiers/request");
    await looksWell(page, "identifier-find-nobody");
    expect(await fill(page, "Tre*", "-", "2012-02-30")).toBe(422);
    expect(await page.locator("main [role=alert] li").count()).toBe(3);
    expect(await page.getByLabel("Last name").getAttribute("aria-invalid")).toBe("true");
    await looksWell(page, "identifier-find-errors");
  });

  test("by keyboard alone", async () => {
    await page.goto(`${desk.address}/identifiers/find`);
    await page.getByLabel("Last name").focus();
    await page.keyboard.type("Kowalczyk");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Anna");
    await page.keyboard.press("Tab");
    await page.keyboard.type("11/30/2014");
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.keyboard.press("Enter");
    expect((await answered).status()).toBe(200);
    await page.locator("main tbody tr").waitFor();
  });

  test("too often: when to go on is said", async () => {
    await page.goto(`${desk.address}/identifiers/find`);
    let status = 0;
    for (let at = 0; at < 16 && status !== 429; at++) {
      status = await fill(page, `${"BCDFGKLMNPRSTVXZ"[at]}od${"aeiou"[at % 5]}`, "Nobody", "2013-05-05");
    }
    expect(status).toBe(429);
    expect(await textOf(page.locator("main"))).toMatch(
      /15 searches that found nobody within 10 minutes.*Go on in 10 minutes/s,
    );
    await looksWell(page, "identifier-find-too-often");
  });

  test("whose role finds nobody is denied", async () => {
    const other = await desk.signIn(browser, "tina.teacher@example.org");
    expect((await other.goto(`${desk.address}/identifiers/find`))?.status()).toBe(403);
    await other.context().close();
  });
});

describe("where names and numbers are kept apart", () => {
  let desk: FrontDesk;
  let page: Page;
  let reference: string;
  beforeAll(async () => {
    desk = await openFrontDesk("new-hampshire");
    await account(desk, "Carla Clerk", "clerk", 17);
    await account(desk, "Ida Searcher", "identifier-searcher", 17);
    reference = (await enter(desk, 19, {}, "E1")).reference!;
    page = await desk.signIn(browser, "carla.clerk@example.org");
  }, 120_000);
  afterAll(() => desk?.close());

  test("whom to call and the reference are told, and nothing of the child", async () => {
    await page.goto(`${desk.address}/identifiers/find`);
    expect(await fill(page, "Tremblay Roy", "Elisabeth", "3/7/2012")).toBe(200);
    const words = await textOf(page.locator("main table"));
    expect(words).toContain(reference);
    expect(words).toContain("Andover");
    expect(words).not.toMatch(/Tremblay|Elizabeth|Marie|Keene|2012|\d{10}/);
    expect(await page.locator("main tbody a[href^='tel:']").count()).toBe(1);
    await looksWell(page, "identifier-find-apart");
  });

  test("who only searches has no way to a request, and programs are told the same", async () => {
    const searcher = await desk.signIn(browser, "ida.searcher@example.org");
    expect(new URL(searcher.url()).pathname).toBe("/identifiers/find");
    expect(await fill(searcher, "Nobody", "Noone", "2012-03-07")).toBe(200);
    expect(await searcher.getByRole("link", { name: "request a" }).count()).toBe(0);
    const csrf = await searcher.locator("main input[name=_csrf]").getAttribute("value");
    const ask = (path: string, body: object) =>
      searcher.request.post(desk.address + path, {
        data: body,
        headers: { "x-csrf-token": csrf ?? "", origin: desk.address },
      });
    const known = { last_name: "Tremblay-Roy", first_name: "Elizabeth", birth_date: "2012-03-07" };
    const found = await ask("/api/v1/identifiers/find", known);
    expect(found.status()).toBe(200);
    expect(await found.json()).toEqual({
      too_many: false,
      students: [
        {
          ...{ reference, number: null, facts: {} },
          holder: {
            ...{ district: 19, district_name: "Andover" },
            contact: { name: expect.any(String), phone: expect.any(String), email: expect.any(String) },
          },
        },
      ],
    });
    expect((await ask("/api/v1/identifiers/find", { ...known, birth_date: "2012" })).status()).toBe(422);
    expect((await ask("/api/v1/students/locate", known)).status(), "one way is enough").toBe(404);
    await searcher.context().close();
  });
});

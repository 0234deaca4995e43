// Asking for one student's identifier on the screen, under split custody: a new student, one whom another district knows, one
// whom the own district knows, a twin; by keyboard alone, wide and narrow, without script, and on paper.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../../src/platform/index.ts";
import {
  expectAccessible,
  expectNoSidewaysScroll,
  openBrowser,
  picture,
  textOf,
  type Visit,
  visit,
} from "./browser.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
let browser: Browser;
let clerk: Visit;
let neighbour: Visit;
let narrow: Visit;
let scriptless: Visit;
let manager: Visit;

const lily = { last: "Fontaine-Marsh", first: "Lily", born: "3/7/2014", local: "A-100" };
const newNumber = /^[1-9]\d{9}$/;

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  const clerkLink = () => workbench.linkFor("Carla Clerk", "clerk", 17);
  clerk = await visit(browser, await clerkLink());
  neighbour = await visit(browser, await workbench.linkFor("Nora Neighbour", "superintendent", 19));
  manager = await visit(browser, await workbench.linkFor("Mona Manager", "state-manager"));
  narrow = await visit(browser, await clerkLink(), { width: 390 });
  scriptless = await visit(browser, await clerkLink(), { script: false });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const open = (page: Page, path: string) => page.goto(workbench.address + path);
const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id ?? "");

async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if ((await focusedId(page)) === id) return;
  }
  throw new Error(`Tab never came to ${id}`);
}

type Child = { last: string; first: string; born: string; local: string; town?: string };

/** Fills the form by keyboard alone and sends it with Enter. */
async function type(page: Page, { last, first, born, local, town = "Keene" }: Child): Promise<void> {
  await open(page, "/identifiers/request");
  const words: [string, string][] = [
    ...([
      ["last_name", last],
      ["first_name", first],
      ["birth_date", born],
    ] as [string, string][]),
    ...([
      ["sex", "F"],
      ["race_ethnicity", "5"],
      ["town_of_birth", town],
      ["local_identifier", local],
    ] as [string, string][]),
  ];
  for (const [field, text] of words) {
    await tabTo(page, field);
    await page.keyboard.type(text);
  }
  await page.locator("#last_name").focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

const heading = (page: Page) => textOf(page.getByRole("heading", { level: 1 }));
const shownNumber = async (page: Page) => (await textOf(page.locator("#number"))).trim();

test("a new student gets a number, by keyboard; the same form sent again shows the same one", async () => {
  const { page } = clerk;
  await type(page, lily);
  expect(await heading(page)).toBe("New SASID");
  const number = await shownNumber(page);
  expect(number).toMatch(newNumber);
  expect(await textOf(page.locator("main"))).toContain("Write it into the student's folder now");
  expect(await textOf(page.locator("main"))).toContain("A-100");
  await expectAccessible(page);
  await picture(page, "identifier-new-1280");
  await Promise.all([page.waitForNavigation(), page.reload()]).catch(() => undefined);
  expect(await shownNumber(page)).toBe(number);
  const { rows } = await workbench.db.query("SELECT 1 FROM identity.setting WHERE custody = 'split'");
  expect(rows).toHaveLength(1);
});

test("on paper the number and what belongs to it are left", async () => {
  const { page } = clerk;
  await page.emulateMedia({ media: "print" });
  await picture(page, "identifier-new-paper");
  expect(await page.locator("#number").isVisible()).toBe(true);
  expect(await page.getByText("Keep it with the student's folder").isVisible()).toBe(true);
  expect(await page.locator("nav.rb-nav").isVisible()).toBe(false);
  expect(await page.locator(".rb-why").isVisible()).toBe(false);
  expect(await page.getByRole("link", { name: "Request another" }).isVisible()).toBe(false);
  await page.emulateMedia({ media: "screen" });
});

test("another district is told whom to call, and no number", async () => {
  const { page } = neighbour;
  await type(page, { ...lily, local: "N-7" });
  expect(await heading(page)).toBe("Match: there is a SASID already");
  const text = await textOf(page.locator("main"));
  expect(text).toContain("Amherst");
  expect(text).toMatch(/Telephone\s+\S+/);
  expect(text).toMatch(/reference [0-9A-Z]{10}/);
  expect(text).not.toMatch(/\b[1-9]\d{9}\b/);
  await page.locator(".rb-why summary").focus();
  await page.keyboard.press("Enter");
  const why = await textOf(page.locator(".rb-why"));
  expect(why).toContain("Birth date");
  expect(why).toMatch(/the same birth date and (a )?(first|last) name/);
  expect(why).toContain("Runner-up");
  await expectAccessible(page);
  await picture(page, "identifier-match-1280");
});

test("the own district is told when it asked before", async () => {
  const { page } = clerk;
  await type(page, { ...lily, local: "A-100" });
  expect(await textOf(page.locator("main"))).toContain("Your district asked before, on 10/06/2025");
});

test("somebody much alike waits for a person, with a way to the decision", async () => {
  const { page } = clerk;
  await type(page, { ...lily, first: "Lila", local: "A-101" });
  expect(await heading(page)).toBe("Near match: a person decides");
  const text = await textOf(page.locator("main"));
  expect(text).toContain("nothing is entered as new");
  expect(text).not.toMatch(/\b[1-9]\d{9}\b/);
  expect(await page.getByRole("link", { name: "Compare and decide" }).getAttribute("href")).toMatch(
    /^\/identifiers\/near\/[0-9a-f-]{36}$/,
  );
  await expectAccessible(page);
  await picture(page, "identifier-near-1280");
});

test("what is wrong is said field by field, and what was typed stays", async () => {
  const { page } = clerk;
  await open(page, "/identifiers/request");
  await page.locator("form[action='/identifiers/request']").evaluate((form) => form.setAttribute("novalidate", ""));
  await page.locator("#last_name").fill("Kept");
  await page.locator("#birth_date").fill("13/45/2012");
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Send the request" }).click()]);
  const summary = page.getByRole("alert");
  expect(await textOf(summary)).toContain("such as 3/7/2012");
  expect(await textOf(summary)).toContain("First name is needed.");
  expect(await page.locator("#last_name").inputValue()).toBe("Kept");
  expect(await page.locator("#birth_date").inputValue()).toBe("13/45/2012");
  await summary.getByRole("link", { name: /First name/ }).click();
  expect(await focusedId(page)).toBe("first_name");
  await expectAccessible(page);
  await picture(page, "identifier-errors-1280");
});

test("a form that was sent and changed becomes a request of its own, and says so first", async () => {
  const { page } = clerk;
  await type(page, { last: "Ostrowski", first: "Hanna", born: "11/2/2013", local: "A-200" });
  const first = await shownNumber(page);
  await page.goBack();
  const key = await page.locator("input[name=key]").inputValue();
  await type(page, { last: "Ostrowski", first: "Hanna", born: "11/2/2013", local: "A-201" });
  // Whatever key the browser's "back" brings, an answer never becomes another student's.
  expect(key.length).toBeGreaterThan(16);
  expect(await textOf(page.locator("main"))).toContain("Your district asked before");
  expect(await textOf(page.locator("main"))).not.toContain(first);
});

test("the list says who was asked for and what became of it; no number stands in it", async () => {
  const { page } = clerk;
  await open(page, "/identifiers/requests");
  const text = await textOf(page.locator("main"));
  expect(text).toContain("Fontaine-Marsh, Lily");
  expect(text).toContain("Waiting for a decision");
  expect(text).not.toMatch(/\b[1-9]\d{9}\b/);
  await expectAccessible(page);
  await picture(page, "identifier-requests-1280");
  await page.getByLabel("Answer").selectOption("waiting");
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Filter" }).click()]);
  expect(await page.locator("tbody tr").count()).toBe(1);
  await page.locator("tbody a").first().click();
  expect(await heading(page)).toBe("Near match: a person decides");
  expect(await textOf(page.locator("main"))).toContain("What the request said");
  expect(await textOf(page.locator("main"))).toContain("5: White");
  await expectAccessible(page);
  await picture(page, "identifier-request-1280");
});

test("a new student's request, read again, keeps the number to itself", async () => {
  const { page } = clerk;
  await open(page, "/identifiers/requests?show=new");
  await page.locator("tbody a").last().click();
  const text = await textOf(page.locator("main"));
  expect(text).toContain("The SASID was given on 10/06/2025");
  expect(text).not.toMatch(/\b[1-9]\d{9}\b/);
});

test("the state reads every district's requests, and no name", async () => {
  const { page } = manager;
  await open(page, "/identifiers/requests");
  const text = await textOf(page.locator("main"));
  expect(text).toContain("Amherst");
  expect(text).toContain("Andover");
  expect(text).not.toMatch(/Fontaine|A-101|N-7/);
  await expectAccessible(page);
  await picture(page, "identifier-requests-state-1280");
  await page.getByLabel("District").selectOption("19");
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Filter" }).click()]);
  expect(await page.locator("tbody tr").count()).toBe(1);
  await page.locator("tbody a").first().click();
  expect(await textOf(page.locator("main"))).not.toMatch(/Fontaine|Lily|N-7/);
});

test("the start leads everywhere the role may go, and says what waits", async () => {
  const { page } = clerk;
  await open(page, "/");
  await page.getByRole("link", { name: "Identifiers" }).click();
  expect(await heading(page)).toBe("Identifiers");
  expect(await page.getByRole("link", { name: "Request a SASID" }).count()).toBe(1);
  for (const href of await page.locator(".rb-links a").evaluateAll((all) => all.map((a) => a.getAttribute("href")))) {
    const answer = await page.request.get(workbench.address + href);
    expect(answer.status(), String(href)).toBe(200);
  }
  await expectAccessible(page);
  await picture(page, "identifier-hub-1280");
});

test("at 390 pixels nothing sticks out", async () => {
  const { page } = narrow;
  for (const [path, name] of [
    ["/identifiers", "hub"],
    ["/identifiers/request", "request-form"],
    ["/identifiers/requests", "requests"],
  ]) {
    await open(page, path!);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, `identifier-${name}-390`);
  }
  await type(page, { last: "Nakamura", first: "Sora", born: "2015-05-30", local: "A-300" });
  expect(await shownNumber(page)).toMatch(newNumber);
  await expectNoSidewaysScroll(page);
  await picture(page, "identifier-new-390");
  await type(page, { last: "Nakamura", first: "Sara", born: "2015-05-30", local: "A-301" });
  await page.locator(".rb-why summary").click();
  await expectNoSidewaysScroll(page);
  await picture(page, "identifier-near-390");
});

test("without script the same form does the same", async () => {
  const { page } = scriptless;
  await open(page, "/identifiers/request");
  const words = { last_name: "Adeyemi", first_name: "Tola", birth_date: "6/1/2012", town_of_birth: "Lagos" };
  for (const [field, text] of Object.entries({ ...words, local_identifier: "A-400" }))
    await page.locator(`#${field}`).fill(text);
  await page.locator("#sex").selectOption("F");
  await page.locator("#race_ethnicity").selectOption("4");
  await page.getByRole("button", { name: "Send the request" }).click();
  expect(await shownNumber(page)).toMatch(newNumber);
});

test("no page complained", () => {
  for (const { errors } of [clerk, neighbour, manager, narrow, scriptless])
    expect(errors.filter((e) => !e.includes("422"))).toEqual([]);
});

test("a student who was split off: the district that asked fetches the number on its request", async () => {
  const { page } = neighbour;
  await open(page, "/identifiers/requests?show=match");
  await page.locator("tbody a").first().click();
  expect(await heading(page)).toBe("Match: there is a SASID already");
  const address = new URL(page.url()).pathname;
  const operator = await workbench.access.getActor("Mona Manager");
  const asked = await workbench.registry!.request(operator, address.split("/").at(-1)!);
  const reference = asked.answer.reference!;
  const { records } = await workbench.registry!.history(operator, reference);
  const record = records.find(({ holder }) => holder.district === 19)!.record;
  await workbench.registry!.split(operator, { student: reference, records: [record], reason: "Two of one name" });

  await open(manager.page, address);
  expect(await heading(manager.page)).toBe("New SASID");
  expect(await textOf(manager.page.locator("main"))).toContain("in the district that asked fetches it");
  expect(await manager.page.getByRole("button", { name: "Fetch the SASID" }).count()).toBe(0);

  await page.reload();
  expect(await textOf(page.locator("main"))).toContain("none of the students who were known before");
  await expectAccessible(page);
  await picture(page, "identifier-owed-1280");
  await page.setViewportSize({ width: 390, height: 900 });
  await expectNoSidewaysScroll(page);
  await picture(page, "identifier-owed-390");
  await page.setViewportSize({ width: 1280, height: 900 });
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Fetch the SASID" }).click()]);
  const number = await shownNumber(page);
  expect(number).toMatch(newNumber);
  expect(await textOf(page.locator("main"))).toMatch(/Reference\s+[0-9A-Z]{10}/);
  await page.reload();
  expect(await shownNumber(page)).toBe(number);
  await page.getByRole("link", { name: "Back to the request" }).click();
  const after = await textOf(page.locator("main"));
  expect(after).toContain("The SASID was fetched on 10/06/2025");
  expect(after).not.toMatch(/\b[1-9]\d{9}\b/);
  await expectAccessible(page);
});

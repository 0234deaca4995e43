// Near matches on the screen, under split custody: the queue, both sides, the decision by keyboard alone in two steps, the number
// that is fetched once; wide and narrow, without script, and for two who decide.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeFacts } from "../../src/identity/registry/testing/registry-world.ts";
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
let second: Visit;
let neighbour: Visit;
let empty: Visit;

/** Children of district 19, by reference, and requests of district 17 that may mean them. */
const known: string[] = [];
const requests: string[] = [];
const names = ["Kowalczyk", "Oyelaran", "Vandermeer", "Castellanos", "Ferncombe", "Ilunga"];

const ask = async (person: string, district: number, last: string, changes: object, local: string) => {
  const actor = await workbench.access.getActor(person);
  return workbench.registry!.ask(actor, {
    ...{ district, localIdentifier: local, key: `near-scenario-${district}-${local}` },
    facts: madeFacts({ last_name: last, birth_date: `2011-05-0${1 + names.indexOf(last)}`, ...changes }),
  });
};
const faint = { middle_name: "", guardian_name: "", sex: "M", race_ethnicity: "3", town_of_birth: "Concord" };

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  const clerkLink = await workbench.linkFor("Carla Clerk", "clerk", 17);
  const secondLink = await workbench.linkFor("Sam Super", "superintendent", 17);
  const neighbourLink = await workbench.linkFor("Nora Neighbour", "superintendent", 19);
  for (const [at, last] of names.entries()) {
    const child = await ask("Nora Neighbour", 19, last, {}, `N${at}`);
    expect(child.outcome).toBe("new");
    known.push(child.reference!);
    const near = await ask("Carla Clerk", 17, last, faint, `C${at}`);
    expect(near.outcome).toBe("near");
    requests.push(near.request);
  }
  clerk = await visit(browser, clerkLink);
  second = await visit(browser, secondLink);
  neighbour = await visit(browser, neighbourLink);
  empty = await visit(browser, await workbench.linkFor("Emma Empty", "clerk", 33));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const open = (page: Page, path: string) => page.goto(workbench.address + path);
const nearOf = (at: number): string => `/identifiers/near/${requests[at]}`;
const main = (page: Page) => textOf(page.locator("main"));

const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement?.textContent ?? "").trim() || (document.activeElement?.id ?? ""));
const tabTo = async (page: Page, words: string): Promise<void> => {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).startsWith(words)) return;
  }
  throw new Error(`Tab never came to "${words}" on ${page.url()}`);
};

/** Chooses by label, gives the reason, and goes as far as the confirmation; all by keyboard. */
const prepare = async (page: Page, choice: string, reason: string): Promise<void> => {
  await tabTo(page, "decision-");
  for (let presses = 0; presses < 6; presses++) {
    const label: string = await page.evaluate(
      () => (document.activeElement as HTMLInputElement).labels?.[0]?.innerText ?? "",
    );
    if (label.startsWith(choice)) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Space");
  await tabTo(page, "reason");
  await page.keyboard.type(reason);
  await tabTo(page, "Go on");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/review$/);
};

const screens: [name: string, seat: () => Visit, path: () => string][] = [
  ["queue", () => clerk, () => "/identifiers/near"],
  ["queue-empty", () => empty, () => "/identifiers/near"],
  ["match", () => clerk, () => nearOf(5)],
];

describe.each([1280, 390])("%i pixels wide", (width) => {
  test.each(screens)("%s", async (name, seat, path) => {
    const { page, errors } = seat();
    errors.length = 0;
    await page.setViewportSize({ width, height: 900 });
    await open(page, path());
    await picture(page, `near-${name}-${width}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(errors).toEqual([]);
  });

  test("the form says what is missing, and keeps what was typed", async () => {
    const { page } = clerk;
    await page.setViewportSize({ width, height: 900 });
    await open(page, nearOf(5));
    await page.getByText("Another student who is known").click();
    await page.locator("#reason").fill("x");
    await page.getByRole("button", { name: "Go on" }).click();
    expect(await main(page)).toContain("Give the reference of the student you mean.");
    expect(await main(page)).toContain("3 to 500 characters");
    expect(await page.locator("#decision-other").isChecked()).toBe(true);
    await picture(page, `near-wrong-${width}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});

test("the queue lists the own children by name; the neighbour's is empty and sees none", async () => {
  const { page } = clerk;
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page, "/identifiers/near");
  const words = await main(page);
  for (const name of names) expect(words).toContain(name);
  await open(neighbour.page, "/identifiers/near");
  expect(await main(neighbour.page)).toContain("No near match waits");
  const refused = await open(neighbour.page, nearOf(0));
  expect(refused?.status()).toBe(404);
});

test("of the neighbour's child no fact is shown, only how far it agrees, and whom to call", async () => {
  const { page } = clerk;
  await open(page, nearOf(0));
  const words = await main(page);
  for (const seen of [known[0]!, "Andover", "Kowalczyk", "same", "different"]) expect(words).toContain(seen);
  // What the neighbour had said of the child, and the clerk had not.
  for (const hidden of ["Marie", "Lucie", "Keene"]) expect(words).not.toContain(hidden);
});

test("by keyboard: the same student, and whom to call", async () => {
  const { page, errors } = clerk;
  errors.length = 0;
  await open(page, "/identifiers/near");
  await tabTo(page, names[0]!);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/near\/[0-9a-f-]+$/);
  await prepare(page, "Student A", "The mother confirmed it on the telephone");
  const words = await main(page);
  expect(words).toContain(`a record of the student ${known[0]}`);
  expect(words).toContain("is told whom to call");
  await picture(page, "near-confirm-same-1280");
  await expectAccessible(page);
  await tabTo(page, "Yes, the same student");
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=decided/);
  const after = await main(page);
  for (const said of ["Your decision is kept.", known[0]!, "Carla Clerk", "Andover"]) expect(after).toContain(said);
  expect(after).not.toContain("Go on");
  await picture(page, "near-decided-same-1280");
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test("by keyboard: a new student, and the number is fetched once", async () => {
  const { page } = clerk;
  await open(page, nearOf(1));
  await prepare(page, "A new student", "Two cousins, the school knows both");
  expect(await main(page)).toContain(`none of the students shown: ${known[1]}`);
  await tabTo(page, "Yes, a new student");
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=decided/);
  await picture(page, "near-decided-new-1280");
  await tabTo(page, "Fetch the SASID");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/number$/);
  const number = (await textOf(page.locator("#number"))).trim();
  expect(number).toMatch(/^[1-9]\d{9}$/);
  expect(await main(page)).toContain("C1");
  await picture(page, "near-number-1280");
  await expectAccessible(page);
  // The form sent again: the same number, though the registry keeps it nowhere.
  await page.reload();
  expect((await textOf(page.locator("#number"))).trim()).toBe(number);
  await open(page, nearOf(1));
  const words = await main(page);
  expect(words).toContain("has fetched the SASID");
  expect(words).not.toContain(number);
  expect(await page.getByRole("button", { name: "Fetch the SASID" }).count()).toBe(0);
});

test("of two who decide, the second is told who was first", async () => {
  for (const { page } of [clerk, second]) {
    await open(page, nearOf(2));
    await prepare(page, "A new student", "Nobody of that name is known");
  }
  await clerk.page.getByRole("button", { name: "Yes, a new student" }).click();
  await clerk.page.waitForURL(/done=decided/);
  await second.page.getByRole("button", { name: "Yes, a new student" }).click();
  await second.page.getByRole("heading", { name: "Already decided" }).waitFor();
  expect(await main(second.page)).toContain("Carla Clerk");
});

test("who came in meanwhile is shown, and nothing is decided", async () => {
  const { page } = clerk;
  await open(page, nearOf(3));
  await prepare(page, "A new student", "Nobody of that name is known");
  const same = await ask("Emma Empty", 33, names[3]!, faint, "E3");
  const emma = await workbench.access.getActor("Emma Empty");
  const other = await workbench.registry!.decide(emma, same.request, "new", "Not the child of the other district");
  await page.getByRole("button", { name: "Yes, a new student" }).click();
  await page.waitForURL(/changed=yes/);
  const words = await main(page);
  for (const seen of ["Another student turned up", other.reference!, known[3]!, "Student B"])
    expect(words).toContain(seen);
  await picture(page, "near-changed-1280");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 900 });
  await picture(page, "near-changed-390");
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("a reference that nobody has comes back with the form; without script all of it works", async () => {
  const { page } = await visit(browser, await workbench.linkFor("Carla Clerk", "clerk", 17), {
    script: false,
    width: 390,
  });
  await open(page, nearOf(4));
  await page.locator("label[for=decision-other]").click();
  await page.locator("#other").fill("NOBODYHERE");
  await page.locator("#reason").fill("Somebody told me");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Yes, the same student" }).click();
  expect(await main(page)).toContain("NOBODYHERE names no student");
  await page.locator("#other").fill(known[4]!.toLowerCase());
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Yes, the same student" }).click();
  expect(await main(page)).toContain("Your decision is kept.");
});

// Merging and splitting on the screen, by keyboard, wide and narrow, with script and without: side by side, the reason, the box that
// says what will happen, the undoing; and what the districts then read of it.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { madeFacts } from "../../src/identity/registry/testing/registry-world.ts";
import { fixedClock } from "../../src/platform/index.ts";
import { expectAccessible, expectNoSidewaysScroll, openBrowser, picture, textOf, visit } from "./browser.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
let browser: Browser;

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  await workbench.linkFor("Carla Clerk", "clerk", 17);
  await workbench.linkFor("Nora Neighbour", "superintendent", 19);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const ask = async (person: string, district: number, changes: object, local: string) => {
  const actor = await workbench.access.getActor(person);
  const key = `merge-scenario-${district}-${local}`;
  return workbench.registry!.ask(actor, { district, localIdentifier: local, key, facts: madeFacts(changes) });
};

/** By keyboard: Tab until the field or button is reached. */
const tabTo = async (page: Page, id: string): Promise<void> => {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const at = await page.locator(":focus").evaluate((one) => one.id || (one.textContent ?? "").trim());
    if (at === id) return;
  }
  throw new Error(`Tab never came to ${id} on ${page.url()}`);
};

const type = async (page: Page, id: string, text: string): Promise<void> => {
  await tabTo(page, id);
  await page.keyboard.type(text);
};

test.each([
  [1280, true],
  [390, false],
])("two students are merged, and it is undone; a record is split off (%i px, script: %s)", async (width, script) => {
  const [first, second] =
    width === 1280
      ? [
          { last_name: "Fenwick", birth_date: "2012-04-05" },
          { last_name: "Arsenault", first_name: "Odile", birth_date: "2011-12-24", guardian_name: "Guy Arsenault" },
        ]
      : [
          { last_name: "Zabriskie", first_name: "Hugo", birth_date: "2013-09-17", sex: "M", guardian_name: "" },
          { last_name: "Ingersoll", first_name: "Petra", birth_date: "2010-01-30", guardian_name: "Lars Ingersoll" },
        ];
  const one = await ask("Carla Clerk", 17, first, `A${width}`);
  const other = await ask("Nora Neighbour", 19, second, `B${width}`);
  expect([one.outcome, other.outcome]).toEqual(["new", "new"]);
  const link = await workbench.linkFor("Mona Manager", "state-manager");
  const { page, errors, context } = await visit(browser, link, { width, script });
  const main = () => textOf(page.locator("main"));
  const look = async (name: string) => {
    if (script) await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, `merge-${name}-${width}`);
  };

  await page.goto(`${workbench.address}/identifiers/merge`);
  await look("choose");
  await type(page, "a", one.reference!);
  await type(page, "b", one.reference!);
  await page.keyboard.press("Enter");
  await page.getByText("Nothing was changed").waitFor();
  expect(await main()).toContain("lead to one student");
  await look("same");
  errors.length = 0;

  await page.goto(`${workbench.address}/identifiers/merge`);
  await type(page, "a", one.reference!.toLowerCase());
  await type(page, "b", other.reference!);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Side by side" }).waitFor();
  expect(await main()).toMatch(/Amherst[\s\S]*Andover/);
  // How far they agree, and nobody's name.
  expect(await main()).toContain("Birth date");
  expect(await main()).not.toMatch(/Fenwick|Odile|Zabriskie|Petra/);
  await look("compare");
  await type(page, "reason", "One birth certificate");
  await tabTo(page, "confirm-yes");
  await page.keyboard.press("Space");
  await tabTo(page, "Merge");
  await page.keyboard.press("Enter");
  await page.getByText("The two were merged.").waitFor();
  expect(page.url()).toContain(other.reference!);
  await look("merged");

  await page.getByText("Undo this merge").first().click();
  await page.getByLabel("Reason").last().fill("Two birth certificates");
  await page.getByRole("button", { name: "Undo this merge" }).click();
  await page.getByText("The two are remembered as two students").waitFor();
  expect(await main()).toContain("are two students");
  await look("unmerged");

  expect(await ask("Nora Neighbour", 19, first, `C${width}`)).toMatchObject({
    outcome: "match",
    reference: one.reference,
  });
  await page.goto(`${workbench.address}/identifiers/merge`);
  await type(page, "student", one.reference!);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: `Student ${one.reference}` }).waitFor();
  await look("student");
  await page.locator("input[name=records]").first().focus();
  await page.keyboard.press("Space");
  await type(page, "reason", "A cousin of the same name");
  await tabTo(page, "confirm-yes");
  await page.keyboard.press("Space");
  await tabTo(page, "Split off the chosen records");
  await page.keyboard.press("Enter");
  await page.getByText("The records were split off, to a new student.").waitFor();
  await look("split");
  await page.getByText("Undo this split").first().click();
  await page.getByLabel("Reason").last().fill("The same child after all");
  await page.getByRole("button", { name: "Undo this split" }).click();
  await page.getByText("The split was undone.").waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test.each([1280, 390])(
  "a district reads what concerns its own students, and changes nothing (%i px)",
  async (width) => {
    const [first, second] = width === 1280 ? ["Dagenais", "Hathaway"] : ["Lemaire", "Underwood"];
    const at = { birth_date: `20${width === 1280 ? "10" : "08"}-02-03` };
    const known = await ask("Carla Clerk", 17, { ...at, last_name: first }, `D${width}`);
    const kept = { ...at, last_name: second, first_name: "Silas", middle_name: "", sex: "M", guardian_name: "" };
    const stays = await ask("Carla Clerk", 17, kept, `E${width}`);
    const manager = await workbench.access.getActor("Mona Manager");
    await workbench.registry!.merge(manager, known.reference!, stays.reference!, { reason: "One child" });
    const link = await workbench.linkFor("Carla Clerk", "clerk", 17);
    const { page, errors, context } = await visit(browser, link, { width });
    // The feed holds a change back while a transaction that began before it still runs, in whichever database of the cluster.
    await expect
      .poll(
        async () => {
          await page.goto(`${workbench.address}/identifiers/changes`);
          return page.getByRole("link", { name: known.reference! }).count();
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThan(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, `merge-changes-${width}`);
    await page.getByRole("link", { name: known.reference! }).first().click();
    await page.getByText("This student was superseded").waitFor();
    const main = await textOf(page.locator("main"));
    expect(main).toContain(first);
    expect(main).not.toContain("Undo");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, `merge-own-${width}`);
    expect(errors).toEqual([]);
    await context.close();
  },
);

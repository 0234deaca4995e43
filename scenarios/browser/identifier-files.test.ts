// Request files on the screen, under split custody: a file with findings, the same one corrected, its answers, wide and narrow.
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csvOf, fileRows } from "../../src/identity/files/testing/made-file.ts";
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
let narrow: Visit;

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  clerk = await visit(browser, await workbench.linkFor("Carla Clerk", "clerk", 17));
  narrow = await visit(browser, await workbench.linkFor("Carla Clerk", "clerk", 17), { width: 390, script: false });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const children = ["Ann", "Boris"].map((first_name, at) => ({
  ...{ local: `F${at}`, school: 21745 },
  facts: madeFacts({ first_name, last_name: `${first_name}son`, birth_date: `2013-0${at + 1}-15`, guardian_name: "" }),
}));
const content = (): string => csvOf(fileRows(workbench.registry!.profile, 17, children));
const send = async (page: Visit["page"], text: string): Promise<void> => {
  await page.goto(`${workbench.address}/identifiers/files`);
  await page.setInputFiles("#file", { name: "new.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Send the file" }).click();
};

test("a file with findings is not taken, and says where to look", async () => {
  await send(clerk.page, content().replace("1/15/2013", "13/15/2013"));
  const said = await textOf(clerk.page.locator("main"));
  expect(said).toContain("new.csv was not taken");
  expect(said).toContain('"13/15/2013" is no day of the calendar');
  expect(said).toContain("No file was sent yet");
  await expectAccessible(clerk.page);
  await picture(clerk.page, "identifier-file-refused");
}, 60_000);

test("the corrected file is answered, narrow and without script too, and its answers are a download", async () => {
  await send(narrow.page, content());
  expect(await textOf(narrow.page.locator("main"))).toContain("The file was answered");
  await expectNoSidewaysScroll(narrow.page);
  await picture(narrow.page, "identifier-file-narrow");
  const [download] = await Promise.all([
    narrow.page.waitForEvent("download"),
    narrow.page.getByRole("button", { name: "Download the answers" }).click(),
  ]);
  const [heading, ...rows] = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");
  expect(heading).toMatch(/^LASID,.*,sasid,outcome,score,reference,holder,contact$/);
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(row).toMatch(/,[1-9]\d{9},new,,[0-9A-Z]{10},,$/);

  await clerk.page.goto(`${workbench.address}/identifiers/files`);
  await expectAccessible(clerk.page);
  await clerk.page.getByRole("link", { name: "new.csv" }).click();
  await clerk.page.getByLabel("Key of the file").fill("not the key of this file");
  await clerk.page.getByRole("button", { name: "Download the answers" }).click();
  expect(await textOf(clerk.page.locator("main"))).toContain(
    "The answers of this file open with the key that was sent with it",
  );
  await expectAccessible(clerk.page);
}, 60_000);

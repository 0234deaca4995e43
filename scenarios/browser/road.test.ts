// The whole road in the browser: a clerk checks a wrong file where it lies, uploads, corrects, explains, uploads again and
// compares; the superintendent certifies and takes the sign-off document; the state sees it and reopens.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../../src/platform/index.ts";
import { openBrowser, picture, textOf, type Visit, visit } from "./browser.ts";
import { fileOf, pupils } from "./files.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
let browser: Browser;
let clerk: Visit;
let superintendent: Visit;
let manager: Visit;
const home = "/collections/BOY/2026/17";

const middle = pupils("21745", ["5", "6", "7", "8"], 1, 24);
const elementary = pupils("21750", ["13", "14", "1", "2", "3", "4"], 101, 30);
const wrong = middle.map((row, at) => ({
  ...row,
  race: at < 2 ? "77" : row.race,
  born: at === 5 ? "05/14/1999" : row.born,
}));

const fileNamed = (name: string, text: string): string => {
  const path = join(workbench.config.dataDir, name);
  writeFileSync(path, text);
  return path;
};
const open = (page: Page, path: string) => page.goto(workbench.address + path);
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });
/** The design system draws the box on the label and keeps the input out of sight. */
const tick = (page: Page, label: string) => page.locator("label", { hasText: label }).click();
const heading = (page: Page) => textOf(page.getByRole("heading", { level: 1 }));

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  clerk = await visit(browser, await workbench.linkFor("Carla Clerk", "clerk", 17));
  superintendent = await visit(browser, await workbench.linkFor("Sam Super", "superintendent", 17));
  manager = await visit(browser, await workbench.linkFor("Mona Manager", "state-manager"));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

async function choose(page: Page, path: string): Promise<void> {
  await open(page, `${home}/upload`);
  await page.setInputFiles("#file", path);
  await page.locator("#check-outcome").waitFor();
}

test("a wrong file is checked where it lies, and nothing of it leaves the machine", async () => {
  const { page, requests } = clerk;
  await link(page, "Check and upload").click();
  const before = requests.length;
  await page.setInputFiles("#file", fileNamed("middle.csv", fileOf(wrong)));
  await page.locator("#check-outcome").waitFor();
  await picture(page, "road-checked");
  const text = await textOf(page.locator("#check-outcome"));
  expect(text).toContain("2 errors, 1 to explain, 0 warnings");
  expect(text).toContain("24 records checked");
  expect(text).toContain("ENR-003 · Race");
  await page.getByText("Where").first().click();
  expect(await textOf(page.locator("#check-outcome"))).toContain("Record 1 (line 1): Race 77");
  const download = page.waitForEvent("download");
  await button(page, "Download all findings as CSV").click();
  const csv = readFileSync(await (await download).path(), "utf8")
    .trim()
    .split(/\r?\n/);
  expect(csv[0]).toBe("row,column,element,rule_id,severity,value,message,remedy");
  expect(csv).toHaveLength(4);
  const sent = requests.slice(before);
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.filter(({ method, url }) => method !== "GET" && !url.startsWith("blob:"))).toEqual([]);
  expect((await workbench.collections.submission(await workbench.access.getActor("Carla Clerk"), key)).batches).toEqual(
    [],
  );
});
const key = { collection: "BOY", year: 2026, district: 17 };

test("an unreadable file cannot be sent at all", async () => {
  const { page } = clerk;
  await choose(page, fileNamed("cut.csv", fileOf(middle).slice(0, -40)));
  expect(await textOf(page.locator("#check-outcome"))).toContain("cannot be read as a whole");
  expect(await button(page, /Upload/).isDisabled()).toBe(true);
});

test("the upload gives a receipt, and the same file again gives the same batch", async () => {
  const { page } = clerk;
  await choose(page, fileNamed("middle.csv", fileOf(wrong)));
  await button(page, "Upload with these errors").click();
  await page.waitForURL(/\/batches\/.*arrival=stored/);
  await picture(page, "road-receipt");
  expect(await textOf(page.locator("main"))).toContain("All 24 records are kept");
  const receipt = new URL(page.url()).pathname;
  await choose(page, fileNamed("middle.csv", fileOf(wrong)));
  await button(page, "Upload with these errors").click();
  await page.waitForURL(/arrival=repeated/);
  expect(new URL(page.url()).pathname).toBe(receipt);
});

test("one record is corrected in place, and what was is kept", async () => {
  const { page } = clerk;
  await open(page, home);
  await page.getByText("The first 2").click();
  await link(page, "Record 1").click();
  await page.getByLabel("New value of Race").fill("5");
  await button(page, "Save Race").click();
  const text = await textOf(page.locator("main"));
  expect(text).toContain("Race is corrected");
  expect(text).toContain("Nothing in this record blocks");
  expect(await textOf(page.getByRole("table", { name: "Changes of the record" }))).toMatch(
    /Carla Clerk\s+Race\s+77\s+5/,
  );
});

test("a finding is explained for its group, after saying that the words are true", async () => {
  const { page } = clerk;
  await open(page, home);
  await link(page, "Explain it").click();
  await page
    .getByLabel("Why is this right?")
    .fill("Pupil came from abroad and repeats; papers are in the school office.");
  await tick(page, "I have looked at the record");
  await button(page, "Save the explanation").click();
  expect(await textOf(page.getByRole("status"))).toContain("The explanation is saved");
  expect(await textOf(page.locator(".rb-group-confirm"))).toContain("1 explained");
});

test("a corrected file takes the place of the first, says what changed, and the explanation is still there", async () => {
  const { page } = clerk;
  await choose(
    page,
    fileNamed(
      "middle-2.csv",
      fileOf([...wrong.map((row) => ({ ...row, race: "5" })), ...pupils("21745", ["6"], 60, 1)]),
    ),
  );
  await button(page, "Upload this file").click();
  await page.waitForURL(/arrival=stored/);
  await link(page, "Compare with the replaced file").click();
  await picture(page, "road-compare");
  const text = await textOf(page.locator("main"));
  expect(text).toMatch(/1\s+added/);
  expect(text).toMatch(/1\s+changed/);
  expect(text).toMatch(/0\s+gone/);
  await open(page, home);
  expect(await textOf(page.locator(".rb-group-confirm"))).toContain("1 explained");
});

test("without script, a plain form uploads the other school's file beside the first", async () => {
  const plain = await visit(browser, await workbench.linkFor("Carla Clerk", "clerk", 17), { script: false });
  await open(plain.page, `${home}/upload`);
  await plain.page.selectOption("#replaces", "none");
  await plain.page.setInputFiles("#file", fileNamed("elementary.csv", fileOf(elementary)));
  await button(plain.page, "Upload").click();
  expect(await textOf(plain.page.locator("main"))).toContain("All 30 records are kept");
  await plain.page.goto(`${workbench.address + home}/upload`);
  await plain.page.selectOption("#replaces", "none");
  await plain.page.setInputFiles("#file", fileNamed("cut.csv", fileOf(middle).slice(0, -40)));
  await button(plain.page, "Upload").click();
  expect(await textOf(plain.page.locator("main"))).toContain("cut.csv was not stored");
  await plain.context.close();
});

test("the clerk verifies, and cannot certify", async () => {
  const { page } = clerk;
  await open(page, home);
  await button(page, "Verify the district").click();
  expect(await textOf(page.getByRole("status"))).toContain("nothing stands in the way");
  await open(page, `${home}/certify`);
  expect(await heading(page)).toBe("Readiness");
  expect(await button(page, "Certify this submission").count()).toBe(0);
});

test("the superintendent confirms the reports, certifies, and takes the sign-off document", async () => {
  const { page } = superintendent;
  await open(page, "/");
  await link(page, "Certify").click();
  for (const box of await page.locator(".rb-attest label").all()) await box.click();
  await button(page, "Confirm the reports").click();
  await page.locator("label[for=agree-yes]").click();
  await picture(page, "road-certify");
  await button(page, "Certify this submission").click();
  expect(await textOf(page.getByRole("status"))).toContain("The submission is certified");
  const download = page.waitForEvent("download");
  await link(page, "Sign-off document (PDF)").click();
  expect(
    readFileSync(await (await download).path())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
});

test("the state sees the certified district, and reopens it with a reason", async () => {
  const { page } = manager;
  await page.getByRole("link", { name: "Progress", exact: true }).click();
  await page.getByLabel("Status", { exact: true }).selectOption("Certified");
  await button(page, "Show").click();
  await page.getByRole("table", { name: "1 district" }).getByRole("link", { name: "Amherst" }).click();
  await link(page, "Reopen").click();
  await button(page, "Reopen").click();
  expect(await heading(page)).toBe("Reopen");
  await page.getByLabel("Reason").fill("One school sent last year's grades.");
  await tick(page, "Yes, reopen");
  await button(page, "Reopen").click();
  const text = await textOf(page.locator("main"));
  expect(text).toContain("The submission is reopened");
  expect(text).toContain("One school sent last year's grades.");
});

test("nobody's console complained on the way", () => {
  expect([...clerk.errors, ...superintendent.errors, ...manager.errors]).toEqual([]);
});

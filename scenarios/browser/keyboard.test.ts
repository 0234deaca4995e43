// The main screens by keyboard alone: no mouse, no script that presses for the person.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../../src/platform/index.ts";
import { openBrowser, textOf, type Visit, visit } from "./browser.ts";
import { fileOf, pupils } from "./files.ts";
import { openWorkbench, type Workbench, year } from "./workbench.ts";

let workbench: Workbench;
let browser: Browser;
let clerk: Visit;
let manager: Visit;
const key = { collection: "BOY", year, district: 17 };
const home = "/collections/BOY/2026/17";
const rows = pupils("21745", ["5", "6", "7", "8"], 1, 12).map((row, at) => ({
  ...row,
  race: at === 0 || at === 2 ? "77" : row.race,
  born: at === 4 ? "05/14/1999" : row.born,
}));

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  clerk = await visit(browser, await workbench.linkFor("Carla Clerk", "clerk", 17));
  manager = await visit(browser, await workbench.linkFor("Mona Manager", "state-manager"));
  const source = (async function* () {
    yield new TextEncoder().encode(fileOf(rows));
  })();
  const actor = await workbench.access.getActor("Carla Clerk");
  await workbench.collections.submit(actor, { ...key, fileName: "middle.csv", source });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const open = (page: Page, path: string) => page.goto(workbench.address + path);
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    return (element?.getAttribute("aria-label") ?? element?.textContent ?? "").trim() || (element?.id ?? "");
  });

/** Presses Tab until the focus is on something whose words begin so; the focus must be seen on the way. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).startsWith(words)) {
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
      expect(outline, `the focus on "${words}" cannot be seen`).not.toBe("none");
      return;
    }
  }
  throw new Error(`Tab never came to "${words}" on ${page.url()}`);
}

const activate = (page: Page, key = "Enter") => Promise.all([page.waitForLoadState("load"), page.keyboard.press(key)]);

test("the skip link is the first stop and leads past the navigation", async () => {
  const { page } = clerk;
  await open(page, "/");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to main content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement))).toBe(true);
});

test("home: from the next step to the errors", async () => {
  const { page } = clerk;
  await open(page, "/");
  await tabTo(page, "See the errors");
  await activate(page);
  await page.waitForURL(/severity=error/);
});

test("findings: keys walk the rows, fix leads to the field, Enter saves", async () => {
  const { page } = clerk;
  await open(page, `${home}/findings?severity=error`);
  await tabTo(page, "1");
  await page.keyboard.press("j");
  expect(await focused(page)).toBe("3");
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("3");
  await page.keyboard.press("k");
  expect(await focused(page)).toBe("1");
  await page.keyboard.press("?");
  expect(await page.locator("#key-help").isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  expect(await page.locator("#key-help").isVisible()).toBe(false);
  await page.keyboard.press("f");
  await page.waitForURL(/#fix-Race$/);
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Save Race");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await page.waitForURL(/fixed=Race/);
  expect(await textOf(page.getByRole("status"))).toContain("Race is corrected");
});

test("findings: a key for explaining leads to the form, and the form is sent", async () => {
  const { page } = clerk;
  await open(page, `${home}/findings?severity=confirm`);
  await tabTo(page, "5");
  await page.keyboard.press("e");
  await page.waitForURL(/\/findings\/\d+$/);
  await tabTo(page, "text");
  await page.keyboard.type("Came from abroad; papers are in the office.");
  await tabTo(page, "Save the explanation");
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=explained/);
});

test("keys do nothing while a filter is typed", async () => {
  const { page } = clerk;
  await open(page, `${home}/findings`);
  await page.getByLabel("Element").focus();
  await page.keyboard.type("jek?");
  expect(await page.getByLabel("Element").inputValue()).toBe("jek?");
  expect(await page.locator("#key-help").isVisible()).toBe(false);
});

test("check and upload: the file is checked and sent", async () => {
  const { page } = clerk;
  const path = join(workbench.config.dataDir, "middle.csv");
  writeFileSync(path, fileOf(rows.map((row) => ({ ...row, race: "5" }))));
  await open(page, `${home}/upload`);
  await page.locator("#replaces").focus();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("file");
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Space");
  await (await chooser).setFiles(path);
  await page.locator("#check-outcome").waitFor();
  await tabTo(page, "Upload this file");
  await page.keyboard.press("Enter");
  await page.waitForURL(/arrival=stored/);
});

test("submission: a group of findings opens, and the district is verified", async () => {
  const { page } = clerk;
  await open(page, home);
  await tabTo(page, "Verify the district");
  await page.keyboard.press("Enter");
  await page
    .getByText("The verification did not run")
    .or(page.getByText("What they found stands below"))
    .first()
    .waitFor();
});

test("progress: the map leads into a district", async () => {
  const { page } = manager;
  await open(page, "/progress/BOY/2026");
  await tabTo(page, "17");
  expect(await focused(page)).toContain("Amherst");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/BOY\/2026\/17$/);
});

test("reports: a report is opened from the list", async () => {
  const { page } = manager;
  await open(page, "/reports");
  await tabTo(page, "School Enrollments");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reports\/STD-/);
});

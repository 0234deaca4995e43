// "Who sees what" in a browser: the matrix on wide and narrow screens, by keyboard, in print, and the file to print.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../../src/platform/index.ts";
import { expectAccessible, expectNoSidewaysScroll, openBrowser, picture, visit } from "./browser.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
let browser: Browser;

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

test.each([1280, 390])("the matrix is read at a width of %i, and with the keyboard alone", async (width) => {
  const link = await workbench.linkFor("Mona Manager", "state-manager");
  const { page, context, errors } = await visit(browser, link, { width });
  await page.goto(`${workbench.address}/policy`);
  await page.getByRole("heading", { name: "Who sees what", level: 1 }).waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await picture(page, `policy-${width}`);
  const fields = page.getByRole("region", { name: "Fields by role, table 1 of 3" });
  await fields.focus();
  expect(await fields.evaluate((element) => element === document.activeElement)).toBe(true);
  await fields.scrollIntoViewIfNeeded();
  const folder = process.env.ROLLBOOK_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `policy-fields-${width}.png`) });
  const clerkRow = page.getByRole("row", { name: /Data reporting/ });
  expect(await clerkRow.count()).toBe(1);
  expect(errors).toEqual([]);
  await context.close();
});

test("the file to print opens by itself, and paper shows every table whole", async () => {
  const link = await workbench.linkFor("Mona Manager", "state-manager");
  const { page, context } = await visit(browser, link);
  await page.goto(`${workbench.address}/policy`);
  await page.emulateMedia({ media: "print" });
  const hidden = await page.evaluate(() =>
    [...document.querySelectorAll(".rb-policy-scroll")].filter(
      (element) => element.scrollHeight > element.clientHeight + 1,
    ),
  );
  expect(hidden).toEqual([]);
  expect(await page.getByRole("link", { name: "Save for printing" }).isVisible()).toBe(false);
  const folder = process.env.ROLLBOOK_PICTURES;
  if (folder) await page.pdf({ path: join(folder, "policy-page.pdf"), format: "Letter", landscape: true });
  await page.emulateMedia({ media: "screen" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Save for printing" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("who-sees-what.html");
  const file = await download.path();
  const alone = await context.newPage();
  const asked: string[] = [];
  alone.on("request", (request) => asked.push(request.url()));
  await alone.setContent(readFileSync(file, "utf8"));
  await alone.getByRole("heading", { name: "Who sees what: New Hampshire" }).waitFor();
  expect(asked).toEqual([]);
  await expectAccessible(alone);
  if (folder) {
    await picture(alone, "policy-file-1280");
    await alone.pdf({ path: join(folder, "policy-file.pdf"), preferCSSPageSize: true });
  }
  await context.close();
});

test("who may not see the policy finds no entry to it", async () => {
  const { page, context } = await visit(browser, await workbench.linkFor("Ann Analyst", "state-analyst"));
  expect(await page.getByRole("link", { name: "Who sees what" }).count()).toBe(0);
  await context.close();
});

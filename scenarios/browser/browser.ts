// One browser for the scenarios: Debian's chromium without a network of its own, and pages that fail on any console error.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { expect } from "vitest";

const program = process.env.ROLLBOOK_BROWSER || "/usr/bin/chromium";
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function openBrowser(): Promise<Browser> {
  if (!existsSync(program))
    throw new Error(`no browser at ${program}: install chromium, or name one in ROLLBOOK_BROWSER`);
  return chromium.launch({
    executablePath: program,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export type Visit = {
  page: Page;
  context: BrowserContext;
  errors: string[];
  requests: { method: string; url: string }[];
};

/** A fresh person at a fresh browser, signed in by a one-time link. `errors` gathers whatever the console complains of. */
export async function visit(
  browser: Browser,
  link: string,
  options: { width?: number; script?: boolean } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    javaScriptEnabled: options.script ?? true,
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: Visit["requests"] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => requests.push({ method: request.method(), url: request.url() }));
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  return { page, context, errors, requests };
}

type Axe = {
  run(
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[]; passes: unknown[] }>;
};

/** WCAG 2.2 A and AA. Fails with the elements concerned; also fails when axe looked at next to nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  // A page that is looked at before its styles are there has colors and sizes that nobody will see.
  await page.waitForLoadState("load");
  await page.evaluate(axeSource);
  const result = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  expect(result.passes.length).toBeGreaterThan(10);
  const found = result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`),
  );
  expect(found, page.url()).toEqual([]);
}

/** Nothing may stick out sideways: a phone's reader must not have to push the page to and fro. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content, `${page.url()} is wider than the window`).toBeLessThanOrEqual(window as number);
}

/** Keeps a picture where ROLLBOOK_PICTURES names a folder: for people to look at, not compared. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.ROLLBOOK_PICTURES;
  if (!folder) return;
  const width = page.viewportSize()?.width ?? 1280;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(height, 2000) };
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip });
}

/** What a reader sees: unlike textContent, without what is hidden. */
export const textOf = (locator: Locator): Promise<string> => locator.innerText();

// The audit log's screens, wide and narrow, and by keyboard alone: what they show of a few known events.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixedClock, withTransaction } from "../../src/platform/index.ts";
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
let manager: Visit;
let bureau: Visit;
let ada = "";

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  manager = await visit(browser, await workbench.linkFor("Mona Manager", "state-manager"));
  const beas = await workbench.linkFor("Bea Bureau", "bureau-staff");
  const bea = (await workbench.access.findAccount("Bea Bureau"))!.id;
  for (const kind of ["authorization", "assurance"])
    await workbench.db.query(
      `INSERT INTO access.dated_grant (account_id, kind, valid_from, valid_to, given_at, given_by, given_by_name, statement)
       VALUES ($1, $2, '2025-07-01', '2026-06-30', now(), 'system', 'The commissioner', 'As the policy asks.')`,
      [bea, kind],
    );
  bureau = await visit(browser, beas);
  await workbench.linkFor("Ada Lovelace", "clerk", 17);
  await workbench.linkFor("Ben Bracket", "clerk", 19);
  ada = (await workbench.access.findAccount("Ada Lovelace"))!.id;
  const ben = (await workbench.access.findAccount("Ben Bracket"))!.id;
  await withTransaction(workbench.db, async (tx) => {
    const told = async (
      at: string,
      actor: string,
      action: string,
      district: number,
      subject: string | null,
      details: object,
    ) =>
      tx.query(
        "INSERT INTO audit.event (at, actor, action, organization, subject, details) VALUES ($1, $2, $3, $4, $5, $6)",
        [at, actor, action, `district:${district}`, subject, { role: "clerk", ...details }],
      );
    const students = (count: number) => Array.from({ length: count }, (_, at) => 1000000000 + at);
    for (let day = 22; day < 30; day++)
      await told(`2025-09-${day}T15:00:00Z`, ada, "student.list", 17, null, {
        students: students(20 + (day % 3)),
        screen: "roster",
      });
    await told("2025-10-06T13:00:00Z", ada, "student.list", 17, null, { students: students(180), screen: "search" });
    for (let at = 0; at < 60; at++)
      await told(
        `2025-10-06T13:${String(at % 60).padStart(2, "0")}:30Z`,
        ada,
        "student.read",
        17,
        "student:1000000007",
        {
          fields: ["first_name", "last_name", "grade"],
        },
      );
    await told("2025-10-06T13:30:00Z", ben, "student.read", 19, "student:1000000007", {
      fields: ["grade"],
      purpose: "transfer",
    });
    await told("2025-10-05T02:30:00Z", ben, "student.read", 19, "student:1000000009", { fields: ["grade"] });
    for (let at = 0; at < 5; at++)
      await told(`2025-10-06T13:4${at}:00Z`, ben, "access.refused", 19, null, {
        ...{ route: "GET /students/:id", code: "not-found", address: "192.0.2.7" },
      });
  });
  await workbench.auditLog.seal();
  const actor = await workbench.access.getActor("Mona Manager");
  const entry = {
    ...{ what: "Grade 8 scores of the year 2025", students: 1200, medium: "disk" as const, purpose: "Linking study" },
    ...{ recipient: "University of New Hampshire, locked room 12", protection: "Encrypted; key given by telephone" },
  };
  await workbench.monitoring.recordRemoval(actor, { ...entry, removedOn: "2025-09-01", dueOn: "2025-10-01" });
  await workbench.monitoring.recordRemoval(actor, {
    ...entry,
    district: 17,
    removedOn: "2025-10-01",
    dueOn: "2025-12-01",
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const screens = (): [string, string][] => [
  ["overview", "/audit"],
  ["people", "/audit/people"],
  ["person", `/audit/people/${ada}`],
  ["student-search", "/audit/students"],
  ["student", "/audit/students/1000000007"],
  ["student-nobody", "/audit/students/4711"],
  ["unusual", "/audit/unusual"],
  ["out-of-hours", "/audit/out-of-hours"],
  ["refusals", "/audit/refusals"],
  ["removals", "/audit/removals"],
  ["removals-overdue", "/audit/removals?which=overdue"],
];

describe.each([1280, 390])("%i pixels wide", (width) => {
  test.each(screens().map(([name]) => name))("%s", async (name) => {
    const path = screens().find(([one]) => one === name)![1];
    const { page, errors } = manager;
    errors.length = 0;
    await page.setViewportSize({ width, height: 900 });
    expect((await page.goto(workbench.address + path))?.status()).toBe(200);
    await picture(page, `audit-${name}-${width}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(errors).toEqual([]);
  });
});

const open = (page: Page, path: string) => page.goto(workbench.address + path);
const main = (page: Page) => textOf(page.locator("main"));

test("who looked at this child: every reader, when, in which role and for what", async () => {
  await open(manager.page, "/audit/students/1000000007");
  const shown = await main(manager.page);
  expect(shown).toContain("Ben Bracket");
  expect(shown).toContain("purpose: transfer");
  expect(shown).toContain("District data clerk");
  await open(manager.page, "/audit/unusual");
  expect(await main(manager.page)).toContain("usual for this person is 21");
});

test("who only enters what is taken away sees the register and nothing of the log", async () => {
  expect((await open(bureau.page, "/audit/removals"))?.status()).toBe(200);
  expect(await bureau.page.getByRole("navigation", { name: "Audit log" }).count()).toBe(0);
  expect((await open(bureau.page, "/audit/people"))?.status()).toBe(403);
});

test("pages go on by key, and the file holds every line", async () => {
  const { page } = manager;
  await open(page, `/audit/people/${ada}?action=student.read`);
  const first = await page.locator("main table tbody tr").count();
  await page.getByRole("link", { name: "Next page" }).click();
  const second = await page.locator("main table tbody tr").count();
  expect([first, second]).toEqual([50, 10]);
  await open(page, `/audit/people/${ada}?action=student.read`);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const stream = await (await waiting).createReadStream();
  let text = "";
  for await (const part of stream) text += part;
  expect(text.trimEnd().split("\n")).toHaveLength(61);
  const told = await workbench.db.query(
    "SELECT details->>'view' AS view FROM audit.event WHERE action = 'audit.downloaded' ORDER BY id DESC LIMIT 1",
  );
  expect(told.rows).toEqual([{ view: "person" }]);
});

/** Presses Tab until the focus is on something with these words, and sees it. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const [text, outline] = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      return [(at.textContent ?? "").trim() || at.id, getComputedStyle(at).outlineStyle];
    });
    if (text !== words) continue;
    expect(outline, `the focus on "${words}" cannot be seen`).not.toBe("none");
    return;
  }
  throw new Error(`Tab never came to "${words}" on ${page.url()}`);
}

test("by keyboard: a student is looked up, and the log is verified", async () => {
  const { page } = manager;
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page, "/audit");
  await tabTo(page, "A student");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/audit\/students$/);
  await tabTo(page, "student");
  await page.keyboard.type("1000000007");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/audit\/students\/1000000007$/);
  await open(page, "/audit");
  await tabTo(page, "Verify the log now");
  await page.keyboard.press("Enter");
  await page.getByRole("status").waitFor();
  await workbench.monitoring.verifier.settled();
  await open(page, "/audit");
  await picture(page, "audit-verified-1280");
  expect(await textOf(page.getByRole("status"))).toContain("unaltered and in its place");
});

test("by keyboard: data taken away is entered, and what was entered wrongly comes back as it was typed", async () => {
  const { page } = bureau;
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page, "/audit/removals");
  await tabTo(page, "what");
  await page.keyboard.type("Class lists, 2026");
  await page.keyboard.press("Tab");
  await page.keyboard.type("many");
  for (const words of ["", "Ada, at home", "Grading", "Locked bag"]) {
    await page.keyboard.press("Tab");
    if (words) await page.keyboard.type(words);
  }
  await page.locator("#dueOn").fill("2025-10-10");
  await page.locator("#dueOn").press("Enter");
  await page.getByRole("alert").waitFor();
  await picture(page, "audit-removal-wrong-1280");
  await expectAccessible(page);
  expect(await page.locator("#recipient").inputValue()).toBe("Ada, at home");
  await page.locator("#students").fill("24");
  await page.locator("#students").press("Enter");
  await page.waitForURL(/done=entered/);
  expect(await main(page)).toContain("Class lists, 2026");
  await tabTo(page, "Settle: Class lists, 2026");
  await page.keyboard.press("Enter");
  await tabTo(page, "Save");
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=settled/);
  expect(await main(page)).toContain("Returned");
});

// The two limits of purpose: a report that one board member asks for is refused, since the board asks as a whole; and no
// page or file sets results of students beside the name of who teaches them. In the browser, with the log read afterwards.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listEvents } from "../../src/audit/index.ts";
import { openBrowser } from "../browser/browser.ts";
import { type FrontDesk, openFrontDesk } from "./testing/front-desk.ts";
import { connecticut } from "./testing/matrix/connecticut.ts";
import { type Sitting, sitDown } from "./testing/sitting.ts";
import { emailOf, type Staffing, settle } from "./testing/staffing.ts";
import { children, staffWords } from "./testing/two-schools.ts";

let browser: Browser;
let desk: FrontDesk;
let people: Staffing;
beforeAll(async () => {
  browser = await openBrowser();
  desk = await openFrontDesk("connecticut");
  people = await settle(desk, connecticut);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

const sit = (role: string): Promise<Sitting> => sitDown(browser, desk, emailOf(role, "a"));
const refusal = "The board asks as a whole. A single member is given no data and no report.";
const results = /548|Scale score|Performance level|State assessment/;

test("a report that a board member asks for is refused in the policy's words, and the refusal is in the log", async () => {
  const member = await sit("board-member");
  const asked = ["/reports", "/reports/enrollment", "/reports/enrollment/file.csv"];
  for (const path of asked) await member.expectRefused(path, refusal);
  const program = await member.page.request.get(`${desk.address}/api/v1/reports`);
  expect([program.status(), JSON.stringify(await program.json())]).toEqual([403, expect.stringContaining(refusal)]);
  await member.end();
  const { account } = await desk.actor(emailOf("board-member", "a"));
  const events = (await listEvents(desk.db)).reverse();
  const refused = events.filter((one) => one.action === "access.refused" && one.actor === account);
  console.log(`${refused.length} refusals of a board member in the log`);
  expect(refused.map(({ details }) => details?.status)).toEqual([...asked, "program"].map(() => 403));
  const routes = ["/reports", "/reports/:report", "/reports/:report/:file{file\\.[a-z]+}", "/api/v1/reports"];
  expect(refused.map(({ details }) => details?.route)).toEqual(routes.map((route) => `GET ${route}`));
});

test("the board as a whole is shown what is published, and no student", async () => {
  const board = await sit("board");
  board.same(await board.visit("/reports"), 200, "published reports");
  await board.expectNobody();
  await board.expectRefused("/students", "The board as a whole instructs the superintendent");
  await board.end();
});

/** Both classes of the school, as they are kept: with who teaches, and the names of who is in them. */
test("where teachers are named, no result is", async () => {
  const superintendent = await sit("superintendent");
  await superintendent.visit("/classes");
  const links = superintendent.page.locator("main a[href^='/classes/']");
  const paths = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  const classes = paths.filter((path) => /^\/classes\/\d+$/.test(path));
  expect(classes).toHaveLength(4);
  for (const path of classes) {
    superintendent.same(await superintendent.visit(path), 200, path);
    const words = await superintendent.page.locator("main").innerText();
    expect(words).toMatch(staffWords);
    expect(words).not.toMatch(results);
  }
  await superintendent.end();
});

const fileOf = async (page: Page): Promise<string> => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Make and download the file" }).click(),
  ]);
  return readFileSync(await download.path(), "utf8");
};

test("where results are, no teacher is: neither in what a principal may ask a file of, nor in the file", async () => {
  const principal = await sit("principal");
  const { page } = principal;
  principal.same(await principal.visit("/exports/new"), 200, "asking for a file");
  expect(await page.locator("main").innerText()).not.toMatch(/teacher|staff|taught by/i);
  await page.getByLabel("Purpose").fill("To plan the tutoring of the winter.");
  const boxes = page.locator("input[name=fields][value^='student.'], input[name=fields][value^='assessment.']");
  const ticked = await boxes.count();
  for (const box of await boxes.all()) await box.press("Space");
  await page.getByRole("button", { name: "Send the request" }).click();
  await page.waitForURL(/done=asked/);
  const address = page.url().split("?")[0] ?? "";
  const superintendent = await desk.actor(emailOf("superintendent", "a"));
  await desk.students.exports.decide(superintendent, address.split("/").at(-1)!, { approve: true });
  await page.goto(address);
  const file = await fileOf(page);
  expect([ticked, file.includes(children.ann.last), file.includes("548")]).toEqual([24, true, true]);
  expect(file).not.toMatch(staffWords);
  expect(file).not.toMatch(/teacher/i);
  await principal.end();
});

test("a teacher's own page of results names nobody who teaches, and neither do the answers to a program", async () => {
  const teacher = await sit("teacher");
  for (const path of [`/api/v1/students/${people.ids.ann}`, "/api/v1/classes/mine", "/api/v1/students"]) {
    const answer = await teacher.page.request.get(desk.address + path);
    const text = await answer.text();
    expect([answer.status(), text.includes(children.ann.last)], path).toEqual([200, true]);
    expect(text).not.toMatch(staffWords);
  }
  teacher.same(await teacher.visit(`/students/${people.ids.ann}`), 200, "the page");
  expect(await teacher.page.locator("main").innerText()).not.toMatch(staffWords);
  await teacher.end();
});

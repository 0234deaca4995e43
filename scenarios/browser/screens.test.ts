// Every screen, wide and narrow: accessible by WCAG 2.2 AA, nothing cut off, nothing that the console complains of.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, systemActor } from "../../src/access/index.ts";
import { fixedClock } from "../../src/platform/index.ts";
import { expectAccessible, expectNoSidewaysScroll, openBrowser, picture, type Visit, visit } from "./browser.ts";
import { fileOf, pupils, type Row } from "./files.ts";
import { openWorkbench, type Workbench, year } from "./workbench.ts";

let workbench: Workbench;
let browser: Browser;
const collection = "BOY";
const amherst = { collection, year, district: 17 };
const andover = { collection, year, district: 19 };
const ashland = { collection, year, district: 23 };
const paths: Record<string, string> = {};
const people = {
  clerk: ["Carla Clerk", "clerk", 17],
  superintendent: ["Sam Super", "superintendent", 17],
  andover: ["Andy Super", "superintendent", 19],
  manager: ["Mona Manager", "state-manager"],
  analyst: ["Ann Analyst", "state-analyst"],
} as const;
type Person = keyof typeof people;

async function upload(actor: Actor, district: number, fileName: string, rows: Row[], replaces?: string) {
  const source = (async function* () {
    yield new TextEncoder().encode(fileOf(rows));
  })();
  return workbench.collections.submit(actor, { collection, year, district, fileName, source, replaces });
}

const actorOf = async (person: Person) => {
  const [name, role, district] = people[person];
  await workbench.linkFor(name, role, district as number | undefined);
  return workbench.access.getActor(name);
};

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  const { collections } = workbench;
  const clerk = await actorOf("clerk");
  const middle = pupils("21745", ["5", "6", "7", "8"], 1, 40);
  const first = await upload(clerk, 17, "amherst-middle-old.csv", middle.slice(0, 36));
  const wrong = middle.map((row, at) => ({
    ...row,
    race: at < 3 ? "77" : row.race,
    born: at === 5 || at === 9 ? "05/14/1999" : row.born,
    grade: at === 12 ? "2" : row.grade,
  }));
  const second = await upload(clerk, 17, "amherst-middle.csv", wrong, first.batch.id);
  const super19 = await actorOf("andover");
  const own = pupils("22130", ["14", "1", "2", "3", "4", "5", "6", "7", "8"], 500, 30).map((row) => ({
    ...row,
    district: "19",
    sau: "46",
  }));
  await upload(super19, 19, "andover.csv", own);
  const shared = { student: "1000000020", school: "20010", grade: "8", district: "23", sau: "2" };
  await upload(systemActor, 23, "ashland.csv", [
    shared,
    ...pupils("20010", ["1", "2", "3"], 700, 9).map((row) => ({ ...row, district: "23", sau: "2" })),
  ]);
  await collections.verify(super19, { ...andover, scope: "district" });
  await collections.verify(systemActor, { ...amherst, scope: "state" });
  await collections.verify(systemActor, { ...ashland, scope: "state" });
  const readiness = await collections.readiness(super19, andover);
  await collections.attest(
    super19,
    andover,
    readiness.reports.map(({ report }) => report.id),
  );
  await collections.certify(super19, andover);

  const groups = await collections.findingGroups(clerk, amherst);
  const group = groups.find(({ severity }) => severity === "confirm")!;
  const base = "/collections/BOY/2026/17";
  Object.assign(paths, {
    submission: base,
    upload: `${base}/upload`,
    findings: `${base}/findings`,
    explain: `${base}/explain?group=${encodeURIComponent(group.key)}`,
    batch: `/batches/${second.batch.id}?arrival=stored`,
    compare: `/batches/${second.batch.id}/compare`,
    withdraw: `/batches/${second.batch.id}/withdraw`,
    record: `/batches/${second.batch.id}/records/1`,
    finding: `/findings/${group.first[0]!.id}`,
    reviews: `${base}/review`,
    review: `${base}/review/BOY-02`,
    certify: `${base}/certify`,
    certified: "/collections/BOY/2026/19",
    reopen: "/collections/BOY/2026/19/reopen",
    windows: "/windows/2026",
    progress: "/progress/BOY/2026",
    reports: "/reports",
    report: "/reports/STD-14?audience=public",
    unknown: "/nowhere",
    denied: "/collections/BOY/2026/17/reopen",
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

/** Everyone signs in once and stays. */
const seats = new Map<Person, Promise<Visit>>();
function seatOf(person: Person): Promise<Visit> {
  const [name, role, district] = people[person];
  const seat =
    seats.get(person) ??
    workbench.linkFor(name, role, district as number | undefined).then((link) => visit(browser, link));
  seats.set(person, seat);
  return seat;
}

const screens: [screen: string, person: Person][] = [
  ["home", "clerk"],
  ["home", "superintendent"],
  ["home", "andover"],
  ["home", "manager"],
  ["home", "analyst"],
  ["submission", "clerk"],
  ["submission", "manager"],
  ["upload", "clerk"],
  ["findings", "clerk"],
  ["explain", "clerk"],
  ["batch", "clerk"],
  ["compare", "clerk"],
  ["withdraw", "clerk"],
  ["record", "clerk"],
  ["finding", "clerk"],
  ["reviews", "clerk"],
  ["review", "superintendent"],
  ["certify", "superintendent"],
  ["certified", "andover"],
  ["certified", "manager"],
  ["reopen", "manager"],
  ["windows", "manager"],
  ["progress", "manager"],
  ["progress", "analyst"],
  ["reports", "analyst"],
  ["report", "manager"],
  ["unknown", "clerk"],
  ["denied", "clerk"],
];

describe.each([1280, 390])("%i pixels wide", (width) => {
  test.each(screens)("%s, for the %s", async (screen, person) => {
    const { page, errors } = await seatOf(person);
    errors.length = 0;
    await page.setViewportSize({ width, height: 900 });
    const expected = screen === "unknown" ? 404 : screen === "denied" ? 403 : 200;
    const answer = await page.goto(workbench.address + (paths[screen] ?? "/"));
    expect(answer?.status()).toBe(expected);
    expect(page.url()).toBe(workbench.address + (paths[screen] ?? "/"));
    await picture(page, `${screen}-${person}-${width}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(errors.filter((error) => expected === 200 || !error.includes(`status of ${expected}`))).toEqual([]);
  });

  test("signing in", async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const [name, path] of [
      ["sign-in", "/sign-in"],
      ["signed-out", "/signed-out"],
      ["link-used", "/sign-in/used"],
    ]) {
      await page.goto(workbench.address + path);
      await picture(page, `${name}-${width}`);
      await expectAccessible(page);
    }
    await page.goto(await workbench.linkFor(...people.clerk));
    await picture(page, `confirm-${width}`);
    await expectAccessible(page);
    await context.close();
  });
});

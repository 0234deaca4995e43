// The screens of students, wide and narrow, and by keyboard alone: the list, one record, the search, files and their approval.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepAs } from "../../src/access/index.ts";
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
const people = {
  clerk: ["Carla Clerk", "clerk", 17],
  superintendent: ["Sam Super", "superintendent", 17],
  neighbour: ["Nora Neighbour", "superintendent", 19],
  parent: ["Pat Parent", "parent"],
  lonely: ["Lee Lonely", "parent"],
} as const;
type Person = keyof typeof people;
const paths: Record<string, string> = {};

const keep = (sql: string, values: unknown[] = []) =>
  withTransaction(workbench.db, (tx) => keepAs(tx, () => tx.query(sql, values)));

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  for (const [name, role, district] of Object.values(people)) await workbench.linkFor(name, role, district);
  const { rows } = await keep(
    `INSERT INTO students.student (state_identifier, first_name, middle_name, last_name, birth_date, sex, race_ethnicity, town_of_birth,
       home_language, guardian_name, guardian_phone, military_connected, homeless, current_district, current_school, current_grade)
     SELECT (1000000000 + n)::text, (ARRAY['Ann','José','Max','Zoë','Ida','Bo'])[1 + n % 6], 'Lee', (ARRAY['Ash','Birch','O''Brien','Cedar','Van der Elm'])[1 + n % 5] || CASE WHEN n > 5 THEN '-' || n ELSE '' END,
       date '2013-01-01' + n, CASE n % 2 WHEN 0 THEN 'F' ELSE 'M' END, '5', 'Nashua', 'English', 'Robin Ash', '603-555-0100', false, n = 1, 17, 21745, lpad((5 + n % 4)::text, 2, '0')
     FROM generate_series(1, 64) n RETURNING student_id`,
  );
  const id = rows[0]?.student_id;
  await keep(
    `INSERT INTO students.enrollment (student_id, school_year, district, school, grade, entry_date, entry_code, exit_date, exit_code, source) VALUES
     ($1, 2026, 17, 21745, '06', '2025-08-28', 'R1', NULL, NULL, 'roster'), ($1, 2025, 19, 22130, '05', '2024-08-28', 'R1', '2025-06-13', 'W1', 'roster'),
     ($1, 2024, 19, 22130, '04', '2023-09-05', 'E1', '2024-06-14', 'R2', 'roster')`,
    [id],
  );
  await keep(
    "INSERT INTO students.program (student_id, district, program, start_date, source) VALUES ($1, 17, 'english-learner', '2024-09-01', 'x')",
    [id],
  );
  await keep(
    "INSERT INTO students.special_education (student_id, district, plan, primary_disability, start_date, source) VALUES ($1, 17, '504', NULL, '2025-09-01', 'x')",
    [id],
  );
  await keep(
    "INSERT INTO students.economic_status (student_id, school_year, lunch_status, source) VALUES ($1, 2026, 'reduced', 'x')",
    [id],
  );
  await keep(
    "INSERT INTO students.health_note (student_id, noted_on, note, entered_by) VALUES ($1, '2025-09-03', 'Carries an inhaler for asthma.', 'x')",
    [id],
  );
  await keep(
    "INSERT INTO students.attendance (student_id, school_year, school, half_days_present, half_days_absent, source) VALUES ($1, 2025, 22130, 341, 11, 'x')",
    [id],
  );
  await keep(
    `INSERT INTO students.assessment (student_id, school_year, assessment, subject, taken_on, scale_score, performance_level, source) VALUES
     ($1, 2025, 'State assessment', 'Mathematics', '2025-05-06', 548, '3', 'x'), ($1, 2025, 'State assessment', 'Reading', '2025-05-07', 561, '4', 'x')`,
    [id],
  );
  const parent = await workbench.access.getActor(people.parent[0]);
  await workbench.db.query(
    "INSERT INTO access.edge (account_id, student_id, relation, source, valid_from) VALUES ($1, $2, 'parent', 'test', '2025-07-01')",
    [parent.account, id],
  );
  const clerk = await workbench.access.getActor(people.clerk[0]);
  const superintendent = await workbench.access.getActor(people.superintendent[0]);
  const ask = (purpose: string) =>
    workbench.students.exports.request(clerk, {
      purpose,
      fields: ["last_name", "first_name", "enrollment.grade"],
      filters: [{ field: "current_school", value: "21745" }],
    });
  const [waiting, ready, refused] = [
    await ask("Labels for the report cards of October"),
    await ask("List for the picture day"),
    await ask("A copy for the files"),
  ];
  await workbench.students.exports.decide(superintendent, ready!, { approve: true });
  await workbench.students.exports.decide(superintendent, refused!, {
    approve: false,
    reason: "The list on screen is enough.",
  });
  Object.assign(paths, {
    list: "/students",
    columns: "/students?columns=last_name&columns=birth_date&columns=sex&sort=-birth_date&offset=50",
    filtered: "/students?last_name=nobody",
    record: `/students/${id}`,
    search: "/students/search",
    found: "/students/search?last_name=obr",
    nothing: "/students/search?last_name=",
    classes: "/classes/mine",
    exports: "/exports",
    ask: "/exports/new",
    waiting: `/exports/${waiting}`,
    ready: `/exports/${ready}`,
    refused: `/exports/${refused}`,
    pending: "/exports/pending",
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const seats = new Map<Person, Promise<Visit>>();
const seatOf = (person: Person): Promise<Visit> => {
  const [name, role, district] = people[person];
  const seat = seats.get(person) ?? workbench.linkFor(name, role, district).then((link) => visit(browser, link));
  seats.set(person, seat);
  return seat;
};

const screens: [screen: string, person: Person, status?: number][] = [
  ["list", "clerk"],
  ["columns", "clerk"],
  ["filtered", "clerk"],
  ["list", "neighbour"],
  ["list", "lonely"],
  ["record", "superintendent"],
  ["record", "clerk"],
  ["record", "parent"],
  ["record", "neighbour", 404],
  ["search", "clerk"],
  ["found", "clerk"],
  ["nothing", "clerk", 422],
  ["classes", "clerk"],
  ["exports", "clerk"],
  ["ask", "clerk"],
  ["ready", "clerk"],
  ["refused", "clerk"],
  ["pending", "superintendent"],
  ["waiting", "superintendent"],
];

describe.each([1280, 390])("%i pixels wide", (width) => {
  test.each(screens)("%s, for the %s", async (screen, person, status = 200) => {
    const { page, errors } = await seatOf(person);
    errors.length = 0;
    await page.setViewportSize({ width, height: 900 });
    const answer = await page.goto(workbench.address + paths[screen]);
    expect(answer?.status()).toBe(status);
    await picture(page, `student-${screen}-${person}-${width}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(errors.filter((error) => status === 200 || !error.includes(`status of ${status}`))).toEqual([]);
  });
});

test("a parent lands on the own child, and sees all of it", async () => {
  const { page } = await seatOf("parent");
  await page.goto(workbench.address);
  expect(new URL(page.url()).pathname).toBe(paths.record);
  const words = await textOf(page.locator("main"));
  for (const seen of ["Birch, José Lee", "Andover", "Section 504", "asthma"]) expect(words).toContain(seen);
});

test("a clerk's page says nothing of what is hidden", async () => {
  const { page } = await seatOf("clerk");
  await page.goto(workbench.address + paths.record);
  const words = await textOf(page.locator("main"));
  expect(words).toContain("Enrollment history");
  for (const hidden of ["Homeless", "Lunch", "Health", "asthma", "Primary disability"])
    expect(words).not.toContain(hidden);
});

const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement?.textContent ?? "").trim() || (document.activeElement?.id ?? ""));
const tabTo = async (page: Page, words: string): Promise<void> => {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).startsWith(words)) return;
  }
  throw new Error(`Tab never came to "${words}" on ${page.url()}`);
};

test("by keyboard: find a student and open the record", async () => {
  const { page } = await seatOf("clerk");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(workbench.address + paths.search);
  await tabTo(page, "last_name");
  await page.keyboard.type("birch");
  await page.keyboard.press("Enter");
  await page.waitForURL(/last_name=birch/);
  await tabTo(page, "Birch,");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/students\/\d+$/);
});

test("by keyboard: a file is asked for, approved by a second person and downloaded once", async () => {
  const { page: clerk } = await seatOf("clerk");
  await clerk.goto(`${workbench.address}/exports/new`);
  await tabTo(clerk, "purpose");
  await clerk.keyboard.type("Seating plan for the assessment week");
  await tabTo(clerk, "fields-student.last_name");
  await clerk.keyboard.press("Space");
  await tabTo(clerk, "Send the request");
  await clerk.keyboard.press("Enter");
  await clerk.waitForURL(/done=asked/);
  const address = clerk.url().split("?")[0] ?? "";
  const { page: superintendent } = await seatOf("superintendent");
  await superintendent.goto(`${workbench.address}/exports/pending`);
  await tabTo(superintendent, "Seating plan");
  await superintendent.keyboard.press("Enter");
  await superintendent.waitForURL(address);
  await tabTo(superintendent, "Approve for seven days");
  await superintendent.keyboard.press("Enter");
  await superintendent.waitForURL(/done=decided/);
  await clerk.goto(address);
  await tabTo(clerk, "Make and download");
  const [download] = await Promise.all([clerk.waitForEvent("download"), clerk.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toMatch(/^export-[0-9a-f]{8}\.csv$/);
  await clerk.goto(address);
  expect(await textOf(clerk.locator("main"))).toContain("Rows in the file");
  expect(await clerk.getByRole("button", { name: "Make and download the file" }).count()).toBe(0);
});

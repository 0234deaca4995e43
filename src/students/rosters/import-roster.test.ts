// Rosters on a real database: who teaches whom against a reference written by hand, what a later file ends, and that the
// same file twice changes nothing.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readAs, systemActor, viewName } from "../../access/index.ts";
import {
  type Enrolled,
  type RosterPeople,
  type SmallRoster,
  smallRoster,
  tablesOf,
  zipOf,
} from "../testing/small-roster.ts";
import { importRoster, type RosterOutcome } from "./import-roster.ts";
import { writeRosterZip } from "./write-set.ts";

let t: SmallRoster;
beforeAll(async () => {
  t = await smallRoster();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.owner.query("TRUNCATE students.student, students.class, students.roster_import, access.edge CASCADE");
  await t.owner.query("DELETE FROM access.assignment WHERE source LIKE 'roster:%'");
});

const load = (day: string, people: RosterPeople): Promise<RosterOutcome> =>
  importRoster(t.on(day), systemActor, { fileName: "roster.zip", bytes: zipOf(people) });

const base: RosterPeople = {
  students: ["p1", "p2", "p3"],
  teachers: ["t1", "t2"],
  classes: ["k1", "k2"],
  enrolled: [
    { class: "k1", user: "t1", role: "teacher" },
    { class: "k2", user: "t2", role: "teacher" },
    { class: "k1", user: "p1" },
    { class: "k1", user: "p2", end: "2025-11-15" },
    { class: "k2", user: "p2", begin: "2025-11-15" },
    { class: "k2", user: "p3" },
  ],
};

type Edge = { teacher: string; student: string; from: string; to: string };
const edges = async (): Promise<Edge[]> =>
  (
    await t.owner.query(
      `SELECT split_part(a.email, '@', 1) AS teacher, l.local_identifier AS student, e.valid_from AS from, e.valid_to AS to
       FROM access.edge e JOIN access.account a ON a.id = e.account_id JOIN students.local_identity l ON l.student_id = e.student_id
       WHERE e.relation = 'teacher' ORDER BY 1, 2, 3, 4`,
    )
  ).rows;

/** What the teacher sees on the day, through the role's own view. */
const seen = async (teacher: string, day: string): Promise<string[]> => {
  const actor = await t.access.getActor(`${teacher}@example.org`, "teacher");
  return readAs({ db: t.db, clock: t.on(day).clock }, actor, { action: "student.list" }, async (tx) => {
    const found = await tx.query(`SELECT last_name FROM seen.${viewName("teacher", "student")} ORDER BY 1`);
    return found.rows.map(({ last_name }) => last_name.replace("Family ", ""));
  });
};

describe("a roster", () => {
  test("lets a teacher see the own students from the first to the last day", async () => {
    await load("2025-10-06", base);
    expect(await seen("t1", "2025-10-06")).toEqual(["p1", "p2"]);
    // The end is the first day that no longer counts.
    expect(await seen("t1", "2025-11-14")).toEqual(["p1", "p2"]);
    expect(await seen("t1", "2025-11-15")).toEqual(["p1"]);
    expect(await seen("t2", "2025-11-15")).toEqual(["p2", "p3"]);
    expect(await seen("t1", "2026-06-19")).toEqual(["p1"]);
    expect(await seen("t1", "2026-06-20")).toEqual([]);
  });

  test("read twice changes nothing the second time", async () => {
    const first = await load("2025-10-06", base);
    expect(first.counts.edges).toEqual({ added: 4, changed: 0, ended: 0 });
    const again = await load("2025-10-06", base);
    expect([again.changes, again.counts.learners]).toEqual([0, { added: 0, changed: 0, ended: 0, unchanged: 4 }]);
    expect((await t.owner.query("SELECT count(*) AS n FROM students.roster_import")).rows[0].n).toBe(1);
  });

  test("only checked counts the same and keeps nothing", async () => {
    const checked = await importRoster(t.on("2025-10-06"), systemActor, {
      fileName: "r.zip",
      bytes: zipOf(base),
      check: true,
    });
    expect([checked.imported, checked.counts.edges.added]).toEqual([false, 4]);
    expect(await edges()).toEqual([]);
    const { rows } = await t.owner.query("SELECT count(*) AS n FROM students.student");
    expect(rows[0].n).toBe(0);
  });

  test("without a row that stood there before ends it at the next statement", async () => {
    await load("2025-10-06", base);
    const outcome = await load("2025-10-06", { ...base, enrolled: base.enrolled.filter(({ user }) => user !== "p1") });
    expect(outcome.counts.learners.ended).toBe(1);
    expect(await seen("t1", "2025-10-06")).toEqual(["p2"]);
    expect(await edges()).toContainEqual({ teacher: "t1", student: "p1", from: "2025-09-01", to: "2025-10-05" });
    await load("2025-10-07", base);
    expect(await seen("t1", "2025-10-07")).toEqual(["p1", "p2"]);
  });

  test("takes a teacher who is gone out of the district's rights", async () => {
    await load("2025-10-06", base);
    const outcome = await load("2025-10-07", {
      ...base,
      teachers: ["t2"],
      enrolled: base.enrolled.filter(({ user }) => user !== "t1"),
    });
    expect([outcome.counts.assignments.ended, outcome.counts.teachers.ended]).toEqual([1, 1]);
    await expect(t.access.getActor("t1@example.org", "teacher")).rejects.toMatchObject({ code: "assignment-none" });
    await load("2025-10-07", base);
  });

  test("has every teacher of a class see it, and a teacher of two districts both", async () => {
    await load("2025-10-06", { ...base, enrolled: [...base.enrolled, { class: "k2", user: "t1", role: "teacher" }] });
    expect(await seen("t1", "2025-10-06")).toEqual(["p1", "p2", "p3"]);
    await load("2025-10-06", { ...base, district: 19 });
    const actor = await t.access.findAccount("t1@example.org");
    expect(actor?.assignments.map(({ district }) => district).sort()).toEqual([17, 19]);
    expect((await edges()).length).toBe(6 + 4);
  });

  test("leaves what a person entered on the screen", async () => {
    await load("2025-10-06", base);
    await t.owner.query(
      `INSERT INTO students.class_roster SELECT class_id, (SELECT student_id FROM students.local_identity WHERE local_identifier = 'p3'),
         '2025-10-01', '2026-01-31', 'screen' FROM students.class WHERE sourced_id = 'k1'`,
    );
    expect((await load("2025-10-07", base)).counts.learners.ended).toBe(0);
  });
});

const day = fc
  .integer({ min: 0, max: 290 })
  .map((n) => new Date(Date.UTC(2025, 8, 1) + n * 86_400_000).toISOString().slice(0, 10));
const enrolled: fc.Arbitrary<Enrolled> = fc
  .record({
    class: fc.constantFrom("k1", "k2", "k3"),
    user: fc.constantFrom("p1", "p2", "p3", "p4", "t1", "t2"),
    days: fc.option(fc.tuple(day, day), { nil: undefined }),
  })
  .map(({ class: of, user, days }) => {
    const [begin, end] = [...(days ?? [])].sort();
    return { class: of, user, role: user.startsWith("t") ? ("teacher" as const) : ("student" as const), begin, end };
  });
const world = fc.array(enrolled, { maxLength: 14 }).map(
  (list): RosterPeople => ({
    students: ["p1", "p2", "p3", "p4"],
    teachers: ["t1", "t2"],
    classes: ["k1", "k2", "k3"],
    enrolled: list,
  }),
);

/** Who sees whom on a day, from the rows alone: both in one class on that day; an end no longer counts. */
const taught = ({ enrolled: rows }: RosterPeople, on: string): string[] => {
  const there = rows.filter(({ begin, end }) => (begin ?? "2025-09-01") <= on && on < (end ?? "2026-06-20"));
  const pairs = there.flatMap((teacher) =>
    there.flatMap((student) =>
      teacher.role === "teacher" && student.role === "student" && teacher.class === student.class
        ? [`${teacher.user} ${student.user}`]
        : [],
    ),
  );
  return [...new Set(pairs)].sort();
};

const edgesOn = async (on: string): Promise<string[]> =>
  [
    ...new Set(
      (await edges())
        .filter(({ from, to }) => from <= on && on <= to)
        .map(({ teacher, student }) => `${teacher} ${student}`),
    ),
  ].sort();

test("law: the edges of any roster are the reference's, on every day tried, and again after the next roster", async () => {
  await fc.assert(
    fc.asyncProperty(world, world, fc.array(day, { minLength: 3, maxLength: 6 }), async (one, next, days) => {
      await t.owner.query("TRUNCATE students.student, students.class, access.edge CASCADE");
      await load("2025-09-01", one);
      for (const on of days) expect(await edgesOn(on)).toEqual(taught(one, on));
      expect((await load("2025-09-01", one)).changes).toBe(0);
      // From its own day on, the next roster is the truth; what was true before stays history.
      await load("2025-12-01", next);
      for (const on of days.filter((each) => each >= "2025-12-01")) expect(await edgesOn(on)).toEqual(taught(next, on));
      expect((await load("2025-12-01", next)).changes).toBe(0);
    }),
    { numRuns: 25, seed: 7 },
  );
});

describe("students", () => {
  const withState = (people: RosterPeople, number: string, birth: string): Uint8Array => {
    const tables = tablesOf(people);
    const users = tables.users!.map((user) =>
      user.sourcedId === "p1" ? { ...user, userIds: `{SASID:${number}}` } : { ...user, userIds: "" },
    );
    return writeRosterZip("1.1", {
      ...tables,
      users,
      demographics: [{ sourcedId: "p1", birthDate: birth, sex: "female" }],
    });
  };
  const numbered = (on: string) => ({
    ...t.on(on),
    profile: { ...t.on(on).profile, state_identifier: { user_id_types: ["SASID"], columns: [] } },
  });
  const logged = async (action: string) =>
    (await t.owner.query("SELECT organization, subject, details FROM audit.event WHERE action = $1", [action])).rows;

  test("of another district are not had for a number alone, and that district finds who took them or tried", async () => {
    const send = (people: RosterPeople, birth: string, check = false) =>
      importRoster(numbered("2025-10-06"), systemActor, {
        ...{ fileName: "r.zip", bytes: withState(people, "7002", birth), check },
      });
    await send(base, "2015-03-01");
    const [{ student_id }] = (
      await t.owner.query("SELECT student_id FROM students.student WHERE state_identifier = '7002'")
    ).rows;
    const taking = { ...base, district: 19, enrolled: [{ class: "k1", user: "p1", begin: "2025-10-01" }] };
    for (const check of [true, false]) {
      await expect(send(taking, "", check)).rejects.toMatchObject({
        facts: { findings: [{ code: "birth-date-missing" }] },
      });
      await expect(send(taking, "2015-03-02", check)).rejects.toMatchObject({
        facts: { findings: [{ code: "birth-date" }] },
      });
    }
    const tried = await logged("roster.refused");
    expect(tried).toHaveLength(4);
    expect(tried[0]).toMatchObject({ organization: "district:19", details: { students: [student_id] } });
    expect(await logged("student.claimed")).toEqual([]);
    await send(taking, "2015-03-01");
    expect(await logged("student.claimed")).toEqual([
      {
        ...{ organization: "district:17", subject: `student:${student_id}` },
        details: expect.objectContaining({ from: 17, to: 19 }),
      },
    ]);
  });

  const state = async () =>
    (
      await t.owner.query(
        "SELECT student_id, current_district AS district, local_identifier AS local FROM students.student WHERE state_identifier = '7001'",
      )
    ).rows;

  test("of two districts are one student by the state's number, and where the later entry is", async () => {
    const deps = (on: string) => ({
      ...t.on(on),
      profile: { ...t.on(on).profile, state_identifier: { user_id_types: ["SASID"], columns: [] } },
    });
    const send = (on: string, people: RosterPeople, birth = "2015-03-01") =>
      importRoster(deps(on), systemActor, { fileName: "r.zip", bytes: withState(people, "7001", birth) });
    await send("2025-10-06", base);
    const late = { ...base, district: 19, enrolled: [{ class: "k1", user: "p1", begin: "2025-10-01" }] };
    await send("2025-10-06", late);
    expect(await state()).toEqual([expect.objectContaining({ district: 19 })]);
    expect((await send("2025-10-06", base)).changes).toBe(0);
    expect((await send("2025-10-06", late)).changes).toBe(0);
    await expect(send("2025-10-06", late, "2014-03-01")).rejects.toMatchObject({
      code: "roster-invalid",
      facts: { findings: [{ code: "birth-date", line: 2 }] },
    });
  });
});

describe("who may", () => {
  test("nobody becomes a teacher by sending a file that says so, nor of more classes", async () => {
    const email = "t9@example.org";
    const renamed = base.enrolled.map((one) => (one.user === "t1" ? { ...one, user: "t9" } : one));
    const file = { ...base, teachers: ["t9", "t2"], enrolled: renamed };
    const sender = await t.access.createAccount(systemActor, {
      ...{ name: "Tess Sender", email, role: "principal", district: 17, schools: [401] },
    });
    const by = { ...systemActor, account: sender.id };
    const send = () => importRoster(t.on("2025-10-06"), by, { fileName: "r.zip", bytes: zipOf(file) });
    await send();
    expect((await t.access.findAccount(email))?.assignments.map(({ role }) => role)).toEqual(["principal"]);
    expect((await edges()).map(({ teacher }) => teacher)).not.toContain("t9");
    // Sent by somebody else it counts; sent again by oneself it stays as it is.
    await load("2025-10-06", file);
    const given = await edges();
    expect(given.map(({ teacher }) => teacher)).toContain("t9");
    expect((await send()).changes).toBe(0);
    const more = { ...file, enrolled: [...renamed, { class: "k2", user: "t9", role: "teacher" as const }] };
    await importRoster(t.on("2025-10-06"), by, { fileName: "r.zip", bytes: zipOf(more) });
    expect(await edges()).toEqual(given);
  });

  test("nobody without the action, and nobody for another district", async () => {
    const deps = t.on("2025-10-06");
    const make = (role: string, district?: number, schools?: number[]) =>
      t.access.createAccount(systemActor, {
        name: `Casey ${role}`,
        email: `casey.${role}@example.org`,
        role,
        district,
        schools,
      });
    await make("counselor", 17);
    const request = { fileName: "r.zip", bytes: zipOf(base) };
    await expect(
      importRoster(deps, await t.access.getActor("casey.counselor@example.org"), request),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^denied/),
    });
    await expect(importRoster(deps, systemActor, { ...request, district: 18 })).rejects.toMatchObject({
      code: "roster-other-district",
    });
    expect(await edges()).toEqual([]);
  });
});

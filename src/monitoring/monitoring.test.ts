// The monitoring verbs on a real database: answers counted by hand, each viewer's share, and the event of each view.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AccessPolicy } from "../access/index.ts";
import { type Actor, actorFor, loadAccessPolicy } from "../access/index.ts";
import { openAuditLog } from "../audit/index.ts";
import { fixedClock, type Tx, withTransaction } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { type Monitoring, openMonitoring } from "./create-monitoring.ts";

let t: TestDatabase;
let monitoring: Monitoring;
let policy: AccessPolicy;
const clock = fixedClock("2025-10-06T16:00:00Z"); // Monday noon in New York
const people: Record<string, string> = {};
let auditor: Actor;
let local: Actor;
let clerk: Actor;

const event = (tx: Tx, at: string, actor: string, action: string, district: number | null, more: object = {}) => {
  const { subject, ...details } = more as { subject?: string };
  return tx.query(
    "INSERT INTO audit.event (at, actor, action, organization, subject, details) VALUES ($1, $2, $3, $4, $5, $6)",
    [at, people[actor] ?? actor, action, district && `district:${district}`, subject ?? null, details],
  );
};
const some = (from: number, count: number) => Array.from({ length: count }, (_, at) => String(from + at));

beforeAll(async () => {
  t = await testDatabase();
  const read = loadAccessPolicy(t.config.profileDir!);
  const [, role] = Object.entries(read.roles)[0]!;
  const viewer = (reach: "state" | "district") => ({
    ...role,
    reach,
    actions: ["audit.view", "removal.record"] as const,
  });
  policy = {
    ...read,
    roles: { ...read.roles, watcher: viewer("state"), "district-watcher": viewer("district") },
  } as unknown as AccessPolicy;
  const auditLog = openAuditLog({ config: t.config, db: t.db, clock });
  monitoring = openMonitoring({ db: t.db, clock, policy, auditLog, profileDir: "/nowhere" });
  for (const name of ["ada", "ben", "cy"]) {
    const made = await t.owner.query(
      "INSERT INTO access.account (name, email, created_at) VALUES ($1, $1 || '@example.org', now()) RETURNING id",
      [name],
    );
    people[name] = made.rows[0].id;
  }
  await t.owner.query(
    "INSERT INTO access.assignment (account_id, role, district, valid_from, created_at, created_by) VALUES ($1, 'teacher', 17, '2025-07-01', now(), 'system')",
    [people.ada],
  );
  await t.owner.query("INSERT INTO students.student (state_identifier) VALUES ('1030405060')");
  const actor = (account: string, role: string, district?: number) =>
    actorFor(policy, { account, name: account, role, district });
  auditor = actor("auditor", "watcher");
  local = actor("local", "district-watcher", 17);
  clerk = actor("clerk", "nothing", 17);

  await withTransaction(t.owner, async (tx) => {
    // Ada: on each of six school days some 30 students, today 200. Ben: 31 today, without a habit, in Ada's role.
    for (const [day, students] of [26, 30, 31, 30, 34, 30].entries())
      await event(tx, `2025-09-2${day + 1}T14:00:00Z`, "ada", "student.list", 17, {
        role: "teacher",
        students: some(1, students),
      });
    await event(tx, "2025-10-06T13:00:00Z", "ada", "student.list", 17, { role: "teacher", students: some(100, 199) });
    await event(tx, "2025-10-06T13:30:00Z", "ada", "student.read", 17, {
      role: "teacher",
      subject: "student:1030405060",
      fields: ["grade"],
    });
    await event(tx, "2025-10-06T13:31:00Z", "ben", "student.list", 19, { role: "teacher", students: some(100, 60) });
    await event(tx, "2025-10-06T13:40:00Z", "cy", "student.read", 19, { role: "registrar", subject: "student:1" });
    // Saturday, and Monday at 5 in the morning; the program's own work at night counts for nothing.
    await event(tx, "2025-10-04T15:00:00Z", "ben", "student.read", 19, { role: "teacher", subject: "student:7" });
    await event(tx, "2025-10-06T09:10:00Z", "cy", "student.read", 19, { role: "registrar", subject: "student:8" });
    await event(tx, "2025-10-06T06:00:00Z", "system", "audit.export", null);
    for (const minute of [1, 2, 3, 4])
      await event(tx, `2025-10-06T14:0${minute}:00Z`, "ben", "access.refused", 19, {
        route: "GET /students/:id",
        address: "10.0.0.9",
        role: "teacher",
      });
    await event(tx, "2025-10-06T14:30:00Z", "ada", "access.refused", 17, {
      route: "GET /windows/:year",
      address: "10.0.0.8",
      role: "teacher",
    });
    for (const minute of [1, 2, 3])
      await event(tx, `2025-10-05T03:0${minute}:00Z`, "anonymous", "sign-in.refused", null, { remote: "10.9.9.9" });
  });
  await auditLog.seal();
});
afterAll(() => t.close());

test("overview: sums by day and kind, refusals of today, and the state of sealing", async () => {
  const found = await monitoring.overview(auditor, { from: "2025-10-04", to: "2025-10-06" });
  expect(found.days).toEqual([
    { day: "2025-10-06", events: 11 },
    { day: "2025-10-04", events: 4 },
  ]);
  expect(Object.fromEntries(found.kinds.map(({ action, events }) => [action, events]))).toEqual({
    ...{ "student.list": 2, "student.read": 4, "access.refused": 5, "sign-in.refused": 3, "audit.export": 1 },
  });
  expect(found).toMatchObject({ events: 15, refusedToday: 5, mayVerify: true, sealing: { sealed: 21, exports: [] } });
});

test("people: most students first, with refusals and events", async () => {
  const { people: list } = await monitoring.people(auditor, { from: "2025-10-06", to: "2025-10-06" });
  const named = list.filter(({ name }) => people[name]);
  expect(named.map(({ name, students, events, refused }) => [name, students, events, refused])).toEqual([
    ["ada", 200, 3, 1],
    ["ben", 60, 5, 4],
    ["cy", 2, 2, 0],
  ]);
});

test("one person: counts, habit of thirty days, events newest first", async () => {
  const found = await monitoring.person(auditor, "ada@example.org", {});
  expect(found).toMatchObject({ students: 234, today: 200, habit: { days: 6, median: 30, deviation: 0.5 } });
  expect(found.events.slice(0, 3).map(({ action, role }) => [action, role])).toEqual([
    ["access.refused", "teacher"],
    ["student.read", "teacher"],
    ["student.list", "teacher"],
  ]);
  const reads = await monitoring.person(auditor, people.ada!, { action: "student.read" });
  expect(reads.events.map(({ subject }) => subject)).toEqual(["student:1030405060"]);
  await expect(monitoring.person(auditor, "nobody@example.org", {})).rejects.toMatchObject({ code: "not-found" });
});

describe("who looked at this child", () => {
  test("by the state's number and by the record's, the same events", async () => {
    const wanted = [
      ["cy", "student.read", "registrar"],
      ["ada", "student.read", "teacher"],
    ];
    for (const key of ["1030405060", "1"]) {
      const { events } = await monitoring.student(auditor, key, { from: "2025-10-06" });
      expect(events.map(({ name, action, role }) => [name, action, role])).toEqual(wanted);
    }
    const { events } = await monitoring.student(auditor, "1", {});
    expect(events).toHaveLength(8); // six lists of September too
    expect(events[1]?.details).toEqual({ fields: ["grade"] });
  });

  test("a number that no student has answers like a student whom nobody looked at", async () => {
    const nobody = await monitoring.student(auditor, "5", { from: "2025-10-06" });
    const nothing = await monitoring.student(auditor, "999999", { from: "2025-10-06" });
    expect({ ...nothing, student: "5" }).toEqual(nobody);
  });
});

test("unusual: above the own habit, above the role's; who reads as ever is not named", async () => {
  const { lines, people: count } = await monitoring.unusual(auditor, {});
  expect(lines.map(({ name, level, students }) => [name, level, students])).toEqual([
    ["ada", "own", 200],
    ["ben", "role", 60],
  ]);
  expect(lines[0]?.why).toContain("usual for this person is 30");
  expect(count).toBe(3);
  expect((await monitoring.unusual(auditor, { day: "2025-09-26" })).lines).toEqual([]);
});

test("out of hours: by person and day with the reason; the program's own work is left out", async () => {
  const { lines } = await monitoring.late(auditor, { from: "2025-09-21" });
  expect(lines.map(({ day, name, why, events }) => [day, name, why, events])).toEqual([
    ["2025-10-06", "cy", "before 6 a.m.", 1],
    ["2025-10-04", "ben", "saturday", 1],
    ["2025-09-21", "ada", "sunday", 1],
  ]);
  const { lines: usual } = await monitoring.late(auditor, {});
  expect(usual).toEqual(lines.slice(0, 2));
});

test("refusals: gathered by person, address and route, from three on", async () => {
  const { lines } = await monitoring.refusals(auditor, {});
  expect(lines.map(({ name, address, route, times }) => [name, address, route, times])).toEqual([
    ["ben", "10.0.0.9", "GET /students/:id", 4],
    ["Somebody not signed in", "10.9.9.9", "sign-in.refused", 3],
  ]);
  expect((await monitoring.refusals(auditor, { times: 1 })).lines).toHaveLength(3);
});

describe("who may", () => {
  test("without the action nothing is shown and nothing is written as shown", async () => {
    const views = (): Promise<number> =>
      t.db.query("SELECT count(*) AS n FROM audit.event WHERE action = 'audit.viewed'").then(({ rows }) => rows[0].n);
    const before = await views();
    const denied = { code: "denied" };
    await expect(monitoring.overview(clerk, {})).rejects.toMatchObject(denied);
    await expect(monitoring.people(clerk, {})).rejects.toMatchObject(denied);
    await expect(monitoring.person(clerk, "ada@example.org", {})).rejects.toMatchObject(denied);
    await expect(monitoring.student(clerk, "1", {})).rejects.toMatchObject(denied);
    await expect(monitoring.unusual(clerk, {})).rejects.toMatchObject(denied);
    await expect(monitoring.late(clerk, {})).rejects.toMatchObject(denied);
    await expect(monitoring.refusals(clerk, {})).rejects.toMatchObject(denied);
    await expect(monitoring.removals(clerk, {})).rejects.toMatchObject(denied);
    await expect(monitoring.verifier.start(clerk)).rejects.toMatchObject(denied);
    expect(await views()).toBe(before);
  });

  test("a district's viewer sees the events of the district alone", async () => {
    const day = { from: "2025-10-06", to: "2025-10-06" };
    const overview = await monitoring.overview(local, day);
    expect(overview).toMatchObject({ events: 3, refusedToday: 1, mayVerify: false, share: "district:17" });
    expect((await monitoring.people(local, day)).people.map(({ name }) => name).filter((name) => people[name])).toEqual(
      ["ada"],
    );
    expect((await monitoring.student(local, "1", day)).events.map(({ name }) => name)).toEqual(["ada"]);
    expect((await monitoring.unusual(local, {})).lines.map(({ name }) => name)).toEqual(["ada"]);
    expect((await monitoring.refusals(local, { times: 1 })).lines.map(({ name }) => name)).toEqual(["ada"]);
    await expect(monitoring.verifier.start(local)).rejects.toMatchObject({ code: "denied" });
  });

  test("a district learns who looked at its own child from elsewhere, and no other child by that", async () => {
    const day = { from: "2025-10-06", to: "2025-10-06" };
    await t.owner.query("UPDATE students.student SET current_district = 17");
    const { events } = await monitoring.student(local, "1030405060", day);
    expect(events.map(({ name, action, role }) => [name, action, role])).toEqual([
      ["cy", "student.read", "registrar"],
      ["ada", "student.read", "teacher"],
    ]);
    // Ben's list of 60 children of district 19 names child 100, who is made one of this district.
    await t.owner.query(
      "INSERT INTO students.student (student_id, current_district) OVERRIDING SYSTEM VALUE VALUES (100, 17)",
    );
    const [ben] = (await monitoring.student(local, "100", day)).events.filter(({ name }) => name === "ben");
    expect(ben).toMatchObject({ action: "student.list", organization: "district:19", details: {} });
    await t.owner.query("UPDATE students.student SET current_district = 19");
    expect((await monitoring.student(local, "1030405060", day)).events.map(({ name }) => name)).toEqual(["ada"]);
  });

  test("a person of another district answers like one that does not exist", async () => {
    const there = await monitoring.person(local, "ben@example.org", {}).catch((error) => error);
    const nowhere = await monitoring.person(local, "x@example.org", {}).catch((error) => error);
    expect([there.code, there.message, there.remedy]).toEqual([nowhere.code, nowhere.message, nowhere.remedy]);
    expect(there.code).toBe("not-found");
  });
});

test("each view is one event, and a file another; both say what was asked", async () => {
  const told = async () =>
    (
      await t.db.query(
        "SELECT actor, action, subject, details FROM audit.event WHERE actor IN ('auditor', 'local') ORDER BY id DESC LIMIT 1",
      )
    ).rows[0];
  await monitoring.student(auditor, "1030405060", { from: "2025-10-01" });
  expect(await told()).toEqual({
    ...{ actor: "auditor", action: "audit.viewed", subject: "log-of-student:1030405060" },
    details: { view: "student", from: "2025-10-01", role: "watcher" },
  });
  await monitoring.people(auditor, {}, "downloaded");
  expect(await told()).toMatchObject({ action: "audit.downloaded", details: { view: "people" } });
  // Looking at the log about a child is no look at the child.
  const { events } = await monitoring.student(auditor, "1030405060", { from: "2025-10-06" });
  expect(events).toHaveLength(2);
});

test("verification on demand: one at a time, with its verdict, and an event that says who asked", async () => {
  const first = await monitoring.verifier.start(auditor);
  expect(await monitoring.verifier.start(auditor)).toBe(first);
  await monitoring.verifier.settled();
  expect(first).toMatchObject({ startedBy: "auditor", endedAt: clock.now(), verdict: { verified: true } });
  expect(monitoring.verifier.find(local)).toBeUndefined();
});

test("days the wrong way round are refused in words", async () => {
  const wrong = monitoring.people(auditor, { from: "2025-10-06", to: "2025-10-01" });
  await expect(wrong).rejects.toMatchObject({ code: "invalid-input" });
});

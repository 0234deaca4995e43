// Reading the log against sums that are counted by hand: sealed and counted, sealed only, and not yet sealed are one log.
import { afterAll, beforeAll, expect, test } from "vitest";
import { withTransaction } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { logReader } from "../read-log.ts";
import { countSealed } from "../sealing/count-sealed.ts";
import { sealAll } from "../sealing/seal.ts";
import { asSuperuser, sealContext } from "../testing/sealed-log.ts";

let t: TestDatabase;
const zone = "America/New_York";
const span = { from: "2025-10-06", to: "2025-10-07", zone };

/** Time (UTC), who, what, organization, subject, students of a list, role. */
type Told = [
  at: string,
  actor: string,
  action: string,
  district: number | null,
  subject: string | null,
  students?: string[],
];
const events: Told[] = [
  ["2025-10-06T03:59:00Z", "ada", "student.read", 17, "student:1"], // still 5 October in New York
  ["2025-10-06T13:10:00Z", "ada", "student.read", 17, "student:1"],
  ["2025-10-06T13:20:00Z", "ada", "student.read", 17, "student:1"],
  ["2025-10-06T13:50:00Z", "ada", "roster.read", 17, null, ["1", "2", "3"]],
  ["2025-10-06T18:00:00Z", "ada", "student.read", 19, "student:4"],
  ["2025-10-07T12:00:00Z", "ada", "access.refused", 17, null],
  ["2025-10-07T12:01:00Z", "ada", "access.refused", 17, null],
  ["2025-10-07T12:02:00Z", "ben", "student.read", 17, "student:1"],
  ["2025-10-08T03:30:00Z", "ben", "student.read", 17, "student:2"], // still 7 October
  ["2025-10-08T04:30:00Z", "ben", "student.read", 17, "student:9"], // 8 October
];

const write = (some: Told[]) =>
  asSuperuser(t, async (tx) => {
    for (const [at, actor, action, district, subject, students] of some)
      await tx.query(
        "INSERT INTO audit.event (at, actor, action, organization, subject, details) VALUES ($1, $2, $3, $4, $5, $6)",
        [at, actor, action, district && `district:${district}`, subject, { role: "teacher", students, route: "/x" }],
      );
  });

beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const everything = async () => ({
  days: await logReader.countByDay(t.db, span),
  ofBen: await logReader.countByDay(t.db, span, "ben"),
  people: await logReader.countByPerson(t.db, span, { limit: 10 }),
  students: await logReader.countStudentsByDay(t.db, span),
  ada: (await logReader.listOfPerson(t.db, span, "ada", { limit: 10 })).map(({ id }) => id),
  one: (await logReader.listOfStudent(t.db, span, ["1"], { limit: 10 })).map(({ id }) => id),
  refused: await logReader.gatherRefusals(t.db, span, { times: 2, limit: 10 }),
});

const byHand = {
  days: [
    { day: "2025-10-07", action: "access.refused", events: 2 },
    { day: "2025-10-07", action: "student.read", events: 2 },
    { day: "2025-10-06", action: "student.read", events: 3 },
    { day: "2025-10-06", action: "roster.read", events: 1 },
  ],
  ofBen: [{ day: "2025-10-07", action: "student.read", events: 2 }],
  people: [
    { actor: "ada", events: 6, students: 4, refused: 2, last: new Date("2025-10-07T12:00:00Z") },
    { actor: "ben", events: 2, students: 2, refused: 0, last: new Date("2025-10-08T03:00:00Z") },
  ],
  students: [
    { actor: "ada", role: "teacher", day: "2025-10-06", students: 4 },
    { actor: "ben", role: "teacher", day: "2025-10-07", students: 2 },
  ],
  ada: [7, 6, 5, 4, 3, 2],
  one: [8, 4, 3, 2],
  refused: [
    {
      ...{ actor: "ada", address: null, route: "/x", times: 2 },
      ...{ first: new Date("2025-10-07T12:00:00Z"), last: new Date("2025-10-07T12:01:00Z") },
    },
  ],
};

test("not yet sealed, partly counted and wholly counted, the log gives the same answers", async () => {
  await write(events.slice(0, 4));
  const context = sealContext(t);
  await sealAll(context);
  await write(events.slice(4));
  expect(await everything()).toEqual(byHand);
  await countSealed(t.db);
  expect(await everything()).toEqual(byHand);
  await sealAll(context);
  expect(await everything()).toEqual(byHand);
  await countSealed(t.db);
  expect((await t.db.query("SELECT count(*) AS n FROM audit.newest")).rows[0].n).toBe(0);
  expect(await everything()).toEqual(byHand);
  await countSealed(t.db);
  expect(await everything()).toEqual(byHand);
});

test("one district's share is its events alone", async () => {
  const own = { ...span, organization: "district:19" };
  expect(await logReader.countByPerson(t.db, own, { limit: 10 })).toEqual([
    { actor: "ada", events: 1, students: 1, refused: 0, last: new Date("2025-10-06T18:00:00Z") },
  ]);
  expect((await logReader.listOfPerson(t.db, own, "ada", { limit: 10 })).map(({ id }) => id)).toEqual([5]);
  expect(await logReader.listOfStudent(t.db, own, ["1"], { limit: 10 })).toEqual([]);
});

test("pages by key show every event once, and people too", async () => {
  const shown: number[] = [];
  let after: { hour: string; id: number } | undefined;
  for (;;) {
    const page = await logReader.listOfPerson(t.db, span, "ada", { limit: 2, after });
    const last = page.at(-1);
    if (!last) break;
    shown.push(...page.map(({ id }) => id));
    after = { hour: `${last.at.toISOString().slice(0, 13)}:00:00Z`, id: last.id };
  }
  expect(shown).toEqual(byHand.ada);
  const second = await logReader.countByPerson(t.db, span, { limit: 10, after: { students: 4, actor: "ada" } });
  expect(second.map(({ actor }) => actor)).toEqual(["ben"]);
});

test("the program writes neither leaves nor checkpoints nor sums; the sealer writes no event", async () => {
  const denied = { code: "42501" };
  const leaf = "INSERT INTO audit.leaf VALUES (99, 99, sha256('x'))";
  await expect(t.db.query(leaf)).rejects.toMatchObject(denied);
  await expect(t.db.query("UPDATE audit.counted SET size = 0")).rejects.toMatchObject(denied);
  await expect(t.db.query("INSERT INTO audit.checkpoint SELECT * FROM audit.checkpoint")).rejects.toMatchObject(denied);
  const asSealer = (sql: string) =>
    withTransaction(t.db, async (tx) => {
      await tx.query("SET LOCAL ROLE rollbook_sealer");
      await tx.query(sql);
    });
  await expect(asSealer("INSERT INTO audit.event (actor, action) VALUES ('a', 'b')")).rejects.toMatchObject(denied);
  await expect(asSealer("DELETE FROM audit.leaf")).rejects.toMatchObject(denied);
  await expect(asSealer("SELECT 1 FROM access.account")).rejects.toMatchObject(denied);
});

test("the state of sealing says what waits", async () => {
  expect(await logReader.readSealingState(t.db)).toMatchObject({ sealed: 10, waiting: 0, oldest: null, exports: [] });
  await write([["2025-10-09T12:00:00Z", "ada", "student.read", 17, "student:1"]]);
  expect(await logReader.readSealingState(t.db)).toMatchObject({ sealed: 10, waiting: 1 });
});

// Two hundred people over a few shared connections, all at once, while transactions fail, statements are cancelled and
// connections are killed under them: every row carries its owner's mark, and nobody is ever given a row of another.
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, actorFor, applyPolicy, keepAs, loadAccessPolicy, readAs } from "../../src/access/index.ts";
import { fixedClock, withTransaction } from "../../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../../src/platform/testing/test-database.ts";
import { randomFrom } from "./testing/random-world.ts";
import { triedRoles, writeTriedProfile } from "./testing/tried-profile.ts";

const users = 200;
const ownStudents = 250;
const wanted = 1_000_000;
const clock = fixedClock("2025-10-06T14:00:00Z");
const roles = ["teacher", "superintendent", "principal", "parent", "plan-manager", "researcher"];
const uuid = (kind: number, n: number) => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, "0")}`;

let t: TestDatabase;
const folder = writeTriedProfile();
const policy = loadAccessPolicy(folder);
let actors: Actor[];

beforeAll(async () => {
  t = await testDatabase();
  await applyPolicy(t.owner, policy);
  actors = Array.from({ length: users }, (_, n) =>
    actorFor(policy, {
      ...{ account: uuid(1, n), name: `user ${n}`, role: roles[n % roles.length]!, assignment: uuid(2, n) },
      ...{ district: n, schools: [n] },
    }),
  );
  await fill();
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true });
});

/** Student k belongs to user k / 250, whatever the role calls the belonging: district, school, edge, plan or grant. */
const fill = async (): Promise<void> => {
  const json = JSON.stringify(actors.map(({ account, assignment, role }, n) => ({ account, assignment, role, n })));
  const people = `json_to_recordset('${json}') AS u(account uuid, assignment uuid, role text, n int)`;
  const students = `${people} CROSS JOIN generate_series(0, ${ownStudents - 1}) k`;
  const id = `n * ${ownStudents} + k + 1`;
  await t.owner.query(`
    INSERT INTO access.account (id, name, email, created_at) SELECT account, n, n || '@example.org', now() FROM ${people};
    INSERT INTO access.assignment (id, account_id, role, district, schools, valid_from, created_at, created_by)
      SELECT assignment, account, role, n, ARRAY[n], '2025-07-01', now(), 'test' FROM ${people};
    INSERT INTO access.dated_grant (id, account_id, role, kind, valid_from, valid_to, given_at, given_by, given_by_name, statement)
      SELECT assignment, account, role, 'application', '2025-07-01', '2026-06-30', now(), 'test', 'Test', 'Granted.' FROM ${people};
    INSERT INTO students.student (student_id, last_name, birth_date, current_district, current_school) OVERRIDING SYSTEM VALUE
      SELECT ${id}, 'of ' || n, '2015-05-05', n, n FROM ${students};
    INSERT INTO access.grant_student SELECT assignment, ${id} FROM ${students};
    INSERT INTO access.edge (account_id, student_id, relation, source, valid_from)
      SELECT account, ${id}, r, 'test:' || n, '2025-07-01' FROM ${students} CROSS JOIN unnest(ARRAY['teacher', 'parent']) r;
    INSERT INTO students.enrollment (student_id, school_year, district, school, entry_date, source)
      SELECT ${id}, 2026, n, n, '2025-08-28', 'test' FROM ${students};
    INSERT INTO students.special_education (student_id, district, plan, start_date, source)
      SELECT ${id}, n, 'iep', '2025-08-28', 'test' FROM ${students};
    ANALYZE;`);
};

const count = { rows: 0, reads: 0, foreign: 0, short: 0, failed: 0, cancelled: 0, killed: 0, left: 0 };

/** Waits until the connection sleeps: what is cancelled before it began is not cancelled at all. */
const isAsleep = async (pid: number): Promise<void> => {
  const question = "SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'";
  while ((await t.owner.query(question, [pid])).rowCount === 0) await sleep(5);
};

/** One reading, now and then with something going wrong in the middle of it. */
const read = async (n: number, chance: (p: number) => boolean): Promise<void> => {
  const actor = actors[n]!;
  const view = `seen.${actor.role.replaceAll("-", "_")}__student`;
  const trouble = chance(0.03)
    ? "error"
    : chance(0.02)
      ? "cancel"
      : chance(0.005)
        ? "kill"
        : chance(0.02)
          ? "left"
          : "";
  const reading = readAs({ db: t.db, clock }, actor, { action: "student.list" }, async (tx) => {
    const found = await tx.query({ name: `list ${actor.role}`, text: `SELECT student_id, last_name FROM ${view}` });
    count.reads += 1;
    count.rows += found.rows.length;
    count.foreign += found.rows.filter(({ last_name }) => last_name !== `of ${n}`).length;
    if (found.rows.length !== ownStudents) count.short += 1;
    if (trouble === "error") await tx.query("SELECT 1 / (student_id - student_id) FROM seen.teacher__student");
    if (trouble === "left") throw new Error("left");
    if (trouble === "cancel" || trouble === "kill") {
      const { pid } = (await tx.query("SELECT pg_backend_pid() AS pid")).rows[0];
      const sleeping = tx.query("SELECT pg_sleep(60)");
      sleeping.catch(() => undefined);
      await isAsleep(pid);
      await t.owner.query(`SELECT ${trouble === "cancel" ? "pg_cancel_backend" : "pg_terminate_backend"}($1)`, [pid]);
      await sleeping;
    }
  });
  await reading.then(
    () => expect(trouble).toBe(""),
    (error: Error) => {
      if (trouble === "") throw error;
    },
  );
  const kinds = { error: "failed", cancel: "cancelled", kill: "killed", left: "left" } as const;
  if (trouble !== "") count[kinds[trouble]] += 1;
};

test("two hundred interleaved users read a million rows, and none of another user", async () => {
  const random = randomFrom(200);
  let next = 0;
  const user = async (): Promise<void> => {
    while (count.rows < wanted) await read(next++ % users, random.chance);
  };
  await Promise.all(Array.from({ length: users }, user));
  console.log(`${count.rows} rows in ${count.reads} readings of ${users} users over ${t.db.options.max} connections`);
  console.log(`went wrong on purpose: ${JSON.stringify(count)}`);
  expect(count).toMatchObject({ foreign: 0, short: 0 });
  for (const kind of ["failed", "cancelled", "killed", "left"] as const) expect(count[kind], kind).toBeGreaterThan(5);
});

test("afterwards no connection keeps a role or a setting", async () => {
  const held = await Promise.all(Array.from({ length: t.db.options.max ?? 0 }, () => t.db.connect()));
  try {
    for (const connection of held) {
      const { rows } = await connection.query(`SELECT current_user AS role, session_user AS login,
        coalesce(current_setting('rollbook.assignment', true), '') AS assignment,
        coalesce(current_setting('rollbook.today', true), '') AS today, current_setting('row_security') AS security`);
      const clean = { role: "rollbook_app", login: "rollbook_app", assignment: "", today: "", security: "on" };
      expect(rows).toEqual([clean]);
      await expect(connection.query("SELECT 1 FROM seen.teacher__student")).rejects.toThrow("permission denied");
    }
  } finally {
    for (const connection of held) connection.release();
  }
});

test("a transaction that wrote as the keeper leaves the next one nothing, whether it ended well or not", async () => {
  const write = (fail: boolean) =>
    withTransaction(t.db, (tx) =>
      keepAs(tx, async () => {
        await tx.query("UPDATE students.student SET sex = 'x' WHERE student_id = 1");
        if (fail) throw new Error("stop");
      }),
    );
  await write(false);
  await expect(write(true)).rejects.toThrow("stop");
  for (let at = 0; at < 20; at++)
    await expect(t.db.query("SELECT 1 FROM students.student")).rejects.toThrow("permission denied");
  expect(Object.keys(triedRoles)).toEqual(expect.arrayContaining(roles));
});

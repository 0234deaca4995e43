// How long reading students takes under row security, 16 connections at once: a teacher's roster of 50, a principal's list,
// a district's search by name; the roster also against the same question without security, and with and without its
// audit event. Prints medians, 99th percentiles and ratios; asserts nothing.
// Run: node scripts/run.mjs bench/access.ts [--students 1000000] [--seconds 20] [--data FOLDER] [--small]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  type AccessPolicy,
  type Actor,
  actorFor,
  applyPolicy,
  loadAccessPolicy,
  viewName,
} from "../src/access/index.ts";
import { recordEvent } from "../src/audit/index.ts";
import {
  dayOf,
  fixedClock,
  loadConfig,
  openDatabase,
  resolveProfile,
  type Tx,
  withTransaction,
} from "../src/platform/index.ts";
import { createStudents } from "../src/students/index.ts";
import { makeState } from "./access/made-state.ts";

const { values } = parseArgs({
  options: {
    students: { type: "string" },
    seconds: { type: "string" },
    connections: { type: "string", default: "16" },
    small: { type: "boolean", default: false },
    // A folder to keep the made state in, for the next run.
    data: { type: "string" },
  },
});
const size = Number(values.students ?? (values.small ? 20_300 : 1_000_000));
const teachers = Math.floor(size / 30);
const seconds = Number(values.seconds ?? (values.small ? 0.5 : 20));
const connections = Number(values.connections);
const clock = fixedClock("2025-10-06T14:00:00Z");

const roles = loadAccessPolicy(resolveProfile("connecticut"));
const { superintendent } = loadAccessPolicy(resolveProfile("missouri")).roles;
const policy: AccessPolicy = {
  ...roles,
  roles: {
    teacher: roles.roles.teacher!,
    principal: roles.roles.principal!,
    superintendent: { ...superintendent!, given_by: [] },
  },
};

const data = values.data ?? mkdtempSync(join(tmpdir(), "rollbook-bench-"));
const database = await openDatabase(loadConfig({ data, env: {} }));
const { db, owner } = database;
db.options.max = connections;
owner.options.max = connections;

const percentile = (times: number[], at: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * at))] as number;

/** Requests without pause on all connections; the first tenth of the time warms up. */
const measure = async (request: (n: number) => Promise<unknown>, lanes = connections) => {
  const times: number[] = [];
  const start = performance.now();
  const from = start + seconds * 100;
  const end = start + seconds * 1000;
  let n = 0;
  const lane = async (): Promise<void> => {
    for (let now = performance.now(); now < end; now = performance.now()) {
      await request(n++);
      if (now >= from) times.push(performance.now() - now);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), rate: times.length / (seconds * 0.9) };
};
type Measured = Awaited<ReturnType<typeof measure>>;
const line = (what: string, { p50, p99, rate }: Measured): void =>
  console.log(
    `| ${what.padEnd(58)} | ${p50.toFixed(1).padStart(7)} | ${p99.toFixed(1).padStart(7)} | ${Math.round(rate).toLocaleString("en-US").padStart(7)} |`,
  );

try {
  await applyPolicy(owner, policy);
  const began = performance.now();
  const made = await owner.query("SELECT FROM students.student LIMIT 1");
  if (made.rowCount === 0) await makeState(owner, { students: size, teachers });
  console.log(
    `${size.toLocaleString("en-US")} students, ${teachers.toLocaleString("en-US")} teachers, made in ${((performance.now() - began) / 1000).toFixed(0)} s; ${connections} connections, ${seconds} s each`,
  );
  const people = async (role: string, only = "true"): Promise<Actor[]> => {
    const { rows } = await owner.query(
      `SELECT a.account_id AS account, a.id, a.district, a.schools FROM access.assignment a JOIN access.account c ON c.id = a.account_id
       WHERE a.role = $1 AND ${only} ORDER BY c.email LIMIT 20000`,
      [role],
    );
    return rows.map(({ account, id, district, schools }) =>
      actorFor(policy, { account, name: role, role, assignment: id, district, schools }),
    );
  };
  // Every 21st teacher has a class of 50.
  const withFifty = await people("teacher", "regexp_replace(c.name, '[^0-9]', '', 'g')::int % 21 = 20");
  const principals = await people("principal");
  const superintendents = await people("superintendent");
  const of = (actors: Actor[], n: number): Actor => actors[(n * 7919) % actors.length]!;
  const students = createStudents({ db, clock, policy });
  const preferred = ["last_name", "first_name", "current_school", "current_grade"];

  const columns = [...withFifty[0]!.grants.fields]
    .filter((name) => name.startsWith("student."))
    .map((name) => name.slice(8));
  const select = `student_id, ${columns.join(", ")}`;
  const order = "ORDER BY last_name_key, first_name_key, student_id LIMIT 50 OFFSET 0";
  const found = new Set<number>();
  const plain = (n: number) =>
    withTransaction(owner, async (tx) => {
      const { rows } = await tx.query(
        `SELECT ${select} FROM students.student WHERE student_id = ANY (ARRAY(
           SELECT e.student_id FROM access.edge e WHERE e.account_id = $1 AND e.relation = 'teacher' AND NOT e.barred
             AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to >= $2))) ${order}`,
        [of(withFifty, n).account, dayOf(clock)],
      );
      found.add(rows.length);
    });
  const become = (tx: Tx, actor: Actor) =>
    tx.query({
      name: "bench.become-viewer",
      text: "SELECT set_config('rollbook.assignment', $1, true), set_config('rollbook.today', $2, true), set_config('role', $3, true)",
      values: [actor.assignment, dayOf(clock), actor.grants.viewer],
    });
  const secured = (n: number) =>
    withTransaction(db, async (tx) => {
      const actor = of(withFifty, n);
      await become(tx, actor);
      const { rows } = await tx.query(`SELECT ${select} FROM seen.${viewName(actor.role, "student")} ${order}`);
      found.add(rows.length);
    });
  const audited = (n: number) =>
    withTransaction(db, async (tx) => {
      const actor = of(withFifty, n);
      await become(tx, actor);
      const { rows } = await tx.query(`SELECT ${select} FROM seen.${viewName(actor.role, "student")} ${order}`);
      await recordEvent(tx, {
        actor: actor.account,
        action: "student.list",
        organization: `district:${actor.district}`,
        details: { role: actor.role, total: rows.length, students: rows.map((row) => row.student_id) },
      });
      found.add(rows.length);
    });
  const roster = async (n: number) =>
    void found.add((await students.list(of(withFifty, n), { preferred: columns })).students.length);

  console.log(`| ${"".padEnd(58)} |  p50 ms |  p99 ms |       /s |`);
  const runs: Measured[][] = [];
  for (let turn = 0; turn < (values.small ? 1 : 3); turn++) {
    const run: Measured[] = [];
    for (const [what, request] of [
      ["roster of 50, the same question without security", plain],
      ["roster of 50 under row security, without the event", secured],
      ["roster of 50 under row security, with the event", audited],
      ["roster of 50 as the product reads it", roster],
    ] as const) {
      const measured = await measure(request);
      line(what, measured);
      run.push(measured);
    }
    runs.push(run);
  }
  const middle = (of: keyof Measured, one: number, other: number) =>
    percentile(
      runs.map((run) => run[one]![of] / run[other]![of]),
      0.5,
    ).toFixed(2);
  console.log(`rows found: ${[...found].join(", ")}`);
  console.log(`security / none: p50 ${middle("p50", 1, 0)}, p99 ${middle("p99", 1, 0)} (aim: at most 2)`);
  console.log(`throughput with the event / without it: ${middle("rate", 2, 1)} (aim: at least 0.90)`);
  line("roster of 50, one connection", await measure(roster, 1));
  line(
    "principal's list, first page of 50, with its count",
    await measure((n) => students.list(of(principals, n), { preferred })),
  );
  const beginnings = ["an", "ber", "cord", "mar", "nor", "ros", "wil", "zana"];
  line(
    "district: search by the beginning of a name",
    await measure((n) =>
      students.search(of(superintendents, n), [{ field: "last_name", value: beginnings[n % beginnings.length]! }], {
        preferred,
      }),
    ),
  );
  line(
    "one student's whole record, of the district",
    await measure((n) => {
      const actor = of(superintendents, n);
      return students.getStudent(actor, (actor.district ?? 1) - 1 + 203 * (n % Math.floor(size / 203 - 1)));
    }),
  );
} finally {
  await database.close();
  if (values.data === undefined) rmSync(data, { recursive: true, force: true });
}

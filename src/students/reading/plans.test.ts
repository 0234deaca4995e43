// The plans of every statement that reads students, for every kind of scope, at a loaded size: none may walk the whole
// table of students, or of enrollments. (The whole state is allowed to where it asks for everybody.)
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, type RecordTableName, recordTables, viewName } from "../../access/index.ts";
import { dayOf, type Tx, withTransaction } from "../../platform/index.ts";
import { type StudentWorld, studentWorld } from "../testing/student-world.ts";
import { readStudent } from "./one-student.ts";
import { readOwnClasses } from "./own-classes.ts";
import { countStudents, listStudents, searchStudents } from "./read-students.ts";

const size = 20_000;
let w: StudentWorld;
const actors: Record<string, Actor> = {};

beforeAll(async () => {
  w = await studentWorld();
  await w.keep(
    `INSERT INTO students.student (state_identifier, first_name, last_name, birth_date, current_district, current_school, current_grade)
     SELECT n::text, 'F' || n % 500, 'L' || n % 3000, '2014-01-01', n % 100, n % 400, (n % 12)::text FROM generate_series(1, $1::int) n`,
    [size],
  );
  await w.keep(
    `INSERT INTO students.enrollment (student_id, school_year, district, school, entry_date, source)
     SELECT student_id, 2026, current_district, current_school, '2025-08-28', 'roster' FROM students.student`,
  );
  await w.keep(
    `INSERT INTO students.special_education (student_id, district, plan, start_date, source)
     SELECT student_id, current_district, 'iep', '2025-08-28', 'roster' FROM students.student WHERE student_id % 9 = 0`,
  );
  await w.keep(
    `INSERT INTO students.class (sourced_id, district, school, school_year, title, starts, ends)
     SELECT 'c' || n, n % 100, n % 400, 2026, 'Class ' || n, '2025-08-28', '2026-06-15' FROM generate_series(1, 800) n`,
  );
  await w.keep(
    `INSERT INTO students.class_roster (class_id, student_id, starts, ends)
     SELECT 1 + student_id / 50 * 2 + student_id % 2, student_id, '2025-08-28', '2026-06-15' FROM students.student WHERE student_id < 19000`,
  );
  const at = { district: 17, schools: [17] };
  for (const role of [
    "state-manager",
    "superintendent",
    "principal",
    "school-leader",
    "teacher",
    "need-to-know",
    "special-education-administrator",
    "parent",
    "researcher",
  ])
    actors[role] = await w.actor(
      role,
      role === "superintendent" ? { district: 17 } : role === "state-manager" ? {} : at,
    );
  for (const [role, relation] of [
    ["teacher", "teacher"],
    ["need-to-know", "teacher"],
    ["parent", "parent"],
  ] as const)
    await w.owner.query(
      `INSERT INTO access.edge (account_id, student_id, relation, source, valid_from)
       SELECT $1, student_id, $2, 'class:1', '2025-08-28' FROM students.student ORDER BY student_id LIMIT 50`,
      [actors[role]?.account, relation],
    );
  await w.keep(
    "INSERT INTO students.class_teacher (class_id, account_id, starts, ends) VALUES (1, $1, '2025-08-28', '2026-06-15')",
    [actors.teacher?.account],
  );
  await w.owner.query("VACUUM ANALYZE");
}, 180_000);
afterAll(() => w?.close());

/** Runs a verb over a connection that explains each statement on a view of students before it runs it. */
const plansOf = async (verb: (deps: StudentWorld["students"]["deps"]) => Promise<unknown>): Promise<string[]> => {
  const plans: string[] = [];
  const client = await w.db.connect();
  const { release } = client;
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<{ rows: Record<string, string>[] }>;
  const explaining = async (asked: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
    const { text, values: own } = typeof asked === "string" ? { text: asked, values } : asked;
    if (/\bseen\./.test(text)) {
      const { rows } = await query(`EXPLAIN (COSTS OFF) ${text}`, own ?? []);
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
    }
    return query(asked, values);
  };
  Object.assign(client, { query: explaining, release: () => {} });
  try {
    const db = Object.assign(Object.create(w.db), { connect: async () => client });
    await verb({ ...w.students.deps, db });
  } finally {
    Object.assign(client, { query, release });
    client.release(true);
  }
  return plans;
};

/** One walk over a table is the plan of who may see all and asks for all. */
const walks = (plan: string): string[] =>
  plan.match(/Seq Scan on (student|enrollment|special_education|class_roster|class)\b.*/g) ?? [];

const notThere = (error: unknown) => {
  if ((error as { code?: string }).code !== "not-found") throw error;
};
const byName = [{ field: "last_name", value: "L29" }];
const verbs: Record<string, (deps: StudentWorld["students"]["deps"], actor: Actor) => Promise<unknown>> = {
  "the list": (deps, actor) => listStudents(deps, actor, {}),
  "the list, filtered and sorted": (deps, actor) => listStudents(deps, actor, { filters: byName, sort: "birth_date" }),
  "a page beyond": (deps, actor) => listStudents(deps, actor, { offset: 50 }),
  "the count by name": (deps, actor) => countStudents(deps, actor, byName),
  "the search by name": (deps, actor) => searchStudents(deps, actor, byName),
  "the search by number": (deps, actor) => searchStudents(deps, actor, [{ field: "state_identifier", value: "4711" }]),
  "one record": (deps, actor) => readStudent(deps, actor, 17).catch(notThere),
  "the own classes": (deps, actor) => readOwnClasses(deps, actor),
};
const roles = [
  "state-manager",
  "superintendent",
  "principal",
  "school-leader",
  "teacher",
  "need-to-know",
  "special-education-administrator",
  "parent",
  "researcher",
];

describe.each(roles)("%s", (role) => {
  test.each(Object.keys(verbs))("%s takes an index", async (verb) => {
    const plans = await plansOf((deps) => verbs[verb]!(deps, actors[role]!));
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) expect(walks(plan), plan).toEqual([]);
  });
});

test("a walk would be seen", async () => {
  const plan = await withTransaction(w.db, async (tx: Tx) => {
    await tx.query("SELECT set_config('rollbook.assignment', $1, true), set_config('rollbook.today', $2, true)", [
      actors.superintendent?.assignment,
      dayOf(w.clock),
    ]);
    await tx.query(`SET LOCAL ROLE ${actors.superintendent?.grants.viewer}`);
    const view = `seen.${viewName("superintendent", "student")}`;
    const { rows } = await tx.query(
      `EXPLAIN SELECT 1 FROM ${view} WHERE lower(first_name) LIKE '%a%' OR student_id IS NULL`,
    );
    const whole = await tx.query(`EXPLAIN SELECT count(*) FROM seen.${viewName("superintendent", "enrollment")}`);
    return [...rows, ...whole.rows].map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(walks(plan).length).toBeGreaterThan(0);
  expect(Object.keys(recordTables) satisfies string[] as RecordTableName[]).toContain("student");
});

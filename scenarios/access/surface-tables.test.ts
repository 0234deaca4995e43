// The database's surface, as a viewer would try it who could send any statement: no table but the own columns of students'
// records, no writing anywhere, no function but those of the own scope, no sequence. The lists are the catalogue's own.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../src/access/index.ts";
import { type OneViewerEach, openOneViewerEach } from "./testing/one-viewer-each.ts";

let v: OneViewerEach;
beforeAll(async () => {
  v = await openOneViewerEach();
});
afterAll(() => v?.close());

const ours = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/** Whole names of relations or functions, as the catalogue gives them. */
const listed = async (sql: string): Promise<string[]> => (await v.owner.query(sql)).rows.map(({ name }) => name);
const relations = (kinds: string): Promise<string[]> =>
  listed(`SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND c.relkind IN ${kinds} ORDER BY 1`);

/** Sends each statement in a savepoint of one transaction; gives the statements that were not refused. */
const notRefused = (actor: Actor, statements: string[]): Promise<string[]> =>
  v.as(actor, async (tx) => {
    const passed: string[] = [];
    for (const statement of statements) {
      await tx.query("SAVEPOINT attack");
      const answer = await tx.query(statement).then(
        () => "went through",
        (error: { code?: string; message: string }) => (error.code === "42501" ? "" : error.message),
      );
      if (answer !== "") passed.push(`${actor.role}: ${statement}: ${answer}`);
      await tx.query("ROLLBACK TO attack");
    }
    return passed;
  });

const everyViewer = async (statementsOf: (actor: Actor) => string[]): Promise<{ tried: number; passed: string[] }> => {
  const passed: string[] = [];
  let tried = 0;
  for (const actor of v.actors) {
    const statements = statementsOf(actor);
    tried += statements.length;
    passed.push(...(await notRefused(actor, statements)));
  }
  return { tried, passed };
};

const prefixOf = (actor: Actor): string => `${actor.role.replaceAll("-", "_")}__`;

test("a viewer sees the one child that is shown, so that what follows is tried by somebody who stands", async () => {
  for (const actor of v.actors.filter(({ role }) => !role.startsWith("state-staff"))) {
    const found = await v.as(actor, (tx) => tx.query(`SELECT student_id FROM seen.${prefixOf(actor)}student`));
    // The registrar gave no facts of a student.
    const own = actor.role === "registrar" ? [] : [{ student_id: v.ownChild(actor) }];
    expect(found.rows, actor.role).toEqual(own);
  }
});

test("no table of any schema, no view of another role", async () => {
  const all = await relations("('r', 'p', 'v', 'm', 'f')");
  const own = (actor: Actor, name: string) => name.startsWith(`seen.${prefixOf(actor)}`);
  const { tried, passed } = await everyViewer((actor) =>
    all
      .filter((name) => !own(actor, name))
      .map((name) => `SELECT ${name.startsWith("seen.") ? "1" : "*"} FROM ${name}`),
  );
  console.log(`${tried} readings of ${all.length} tables and views by ${v.actors.length} viewers refused`);
  expect(passed).toEqual([]);
  expect(tried).toBeGreaterThan(2_000);
});

test("no writing: neither a student's record, nor who may see it, nor the log as it is", async () => {
  const tables = await relations("('r', 'p')");
  const { tried, passed } = await everyViewer((actor) => [
    ...tables.filter((name) => name !== "audit.event").map((name) => `INSERT INTO ${name} DEFAULT VALUES`),
    ...tables.flatMap((name) => [`DELETE FROM ${name}`, `TRUNCATE ${name}`]),
    `UPDATE students.student SET last_name = 'x'`,
    `UPDATE seen.${prefixOf(actor)}student SET last_name = 'x'`,
    `DELETE FROM seen.${prefixOf(actor)}student`,
    "UPDATE audit.event SET actor = 'somebody else'",
    "INSERT INTO audit.event (actor, action) VALUES ('a', 'x.y') RETURNING id",
    ...["access", "students", "seen", "public"].map((schema) => `CREATE TABLE ${schema}.mine (a int)`),
  ]);
  console.log(`${tried} writings refused`);
  expect(passed).toEqual([]);
});

/** What each kind of scope may ask besides: written by hand, so that a new function needs a word here. */
const forEverybody = ["access.today()", "access.school_year_start(date)", "students.name_key(text)"];
const ownQuestions = ["students.own_classes(name)", "students.granted_fields(name,bigint)"];
/** The program may ask which numbers a written identifier means: whose they are, it must not tell. */
const ofProgram = [
  "access.identified_students(text[],integer)",
  "access.is_student_of(text[],integer)",
  "access.student_keys(text)",
  // And what the registry knows of numbers that stand in a submission, without a name.
  "identity.number_group(text[])",
  "identity.number_state(text[])",
];
const ofScope: Record<string, string[]> = {
  all: ["access.stands(name)"],
  district: ["access.standing_district(name)", "access.standing_schools(name)"],
  located: ["students.located_students(name)"],
  school: ["students.enrolled_students(name,boolean)"],
  related: ["access.related_students(name,boolean)"],
  program: ["students.planned_students(name)"],
  family: ["students.family_students(name)"],
  grant: ["access.granted_students(name)"],
};

test("no function of ours but those of the own scope", async () => {
  const owned = `${ours} AND p.prorettype <> 'trigger'::regtype`;
  const functions = "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace";
  let asked = 0;
  for (const { role, grants } of v.actors) {
    const may = await listed(`SELECT p.oid::regprocedure::text AS name FROM ${functions}
      WHERE ${owned} AND p.prosecdef AND has_function_privilege('${grants.viewer}', p.oid, 'EXECUTE') ORDER BY 1`);
    const scope = Object.keys(ofScope).find((kind) => new RegExp(`_${kind}(_year)?$`).test(grants.viewer ?? ""));
    expect(may, role).toEqual([...ownQuestions, ...(ofScope[scope ?? ""] ?? [])].sort());
    asked += 1;
  }
  const open =
    await listed(`SELECT p.oid::regprocedure::text AS name FROM ${functions} WHERE ${owned} AND NOT p.prosecdef
    AND n.nspname IN ('access', 'students') AND has_function_privilege('rollbook_viewer', p.oid, 'EXECUTE')`);
  expect(open.sort()).toEqual([...forEverybody].sort());
  const programs = await listed(`SELECT p.oid::regprocedure::text AS name FROM ${functions}
    WHERE ${owned} AND p.prosecdef AND has_function_privilege('rollbook_app', p.oid, 'EXECUTE')`);
  expect(programs.sort(), "of the program").toEqual([...ofProgram].sort());
  console.log(`functions of ${asked} viewers compared`);
});

test("no sequence tells how many there are", async () => {
  const sequences = await relations("('S')");
  const { tried, passed } = await everyViewer(() =>
    sequences.flatMap((name) => [`SELECT last_value FROM ${name}`, `SELECT nextval('${name}')`]),
  );
  expect(passed).toEqual([]);
  expect(tried).toBeGreaterThan(200);
});

test("the program itself reads no student, and changes neither policy nor rights", async () => {
  const statements = [
    ...(await relations("('r', 'p', 'v')"))
      .filter((name) => /^(students|seen)\./.test(name) && !/\.(export_request|location_try)$/.test(name))
      .map((name) => `SELECT 1 FROM ${name}`),
    "INSERT INTO access.viewer (role, viewer, rows) VALUES ('x', 'y', 'all')",
    "DELETE FROM access.viewer_need",
    "INSERT INTO access.viewer_relation VALUES ('teacher', 'parent')",
    "UPDATE access.applied_policy SET sha256 = ''",
    "ALTER TABLE students.student DISABLE ROW LEVEL SECURITY",
    "DROP POLICY rows_district ON students.student",
    "CREATE POLICY mine ON students.student USING (true)",
    "GRANT SELECT ON students.student TO rollbook_app",
    "GRANT rollbook_rows_all TO rollbook_view_teacher_related",
    "CREATE FUNCTION access.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION access.today() RETURNS date LANGUAGE sql AS 'SELECT now()::date'",
    "SELECT access.standing('rollbook_view_teacher_related')",
    "SELECT students.planned_students('rollbook_view_plan_manager_program')",
  ];
  const passed: string[] = [];
  for (const statement of statements) {
    const code = await v.db.query(statement).then(
      () => "went through",
      (error: { code?: string }) => error.code,
    );
    if (code !== "42501") passed.push(`${statement}: ${code}`);
  }
  expect(passed).toEqual([]);
  console.log(`${statements.length} statements of the program refused`);
});

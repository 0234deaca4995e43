// Errors to plant in the policy as the database has it: each is a mistake that a person could make in a migration or in
// the generator. They are made by the owner within a transaction that is rolled back.
import type { Tx } from "../../../src/platform/index.ts";

export type PolicyError = { title: string; plant(tx: Tx): Promise<unknown> };

/** Changes the text of a function; a text that is not there is an error of the test, not a planted one. */
const inFunction = (title: string, signature: string, from: string, to: string): PolicyError => ({
  title: `${signature.split("(")[0]}: ${title}`,
  async plant(tx) {
    const { rows } = await tx.query("SELECT pg_get_functiondef($1::regprocedure) AS text", [signature]);
    const text: string = rows[0].text;
    if (text.split(from).length !== 2) throw new Error(`${signature} has not once: ${from}`);
    await tx.query(text.replace(from, to));
  },
});
const run = (title: string, sql: string): PolicyError => ({ title, plant: (tx) => tx.query(sql) });
const inPolicy = (title: string, table: string, policy: string, using: string): PolicyError =>
  run(title, `ALTER POLICY ${policy} ON students.${table} USING (${using})`);

const standing = (title: string, from: string, to: string) => inFunction(title, "access.standing(name)", from, to);
const related = (title: string, from: string, to: string) =>
  inFunction(title, "access.related_students(name, boolean)", from, to);
const enrolled = (title: string, from: string, to: string) =>
  inFunction(title, "students.enrolled_students(name, boolean)", from, to);
const planned = (title: string, from: string, to: string) =>
  inFunction(title, "students.planned_students(name)", from, to);
const family = (title: string, from: string, to: string) =>
  inFunction(title, "students.family_students(name)", from, to);
const granted = (title: string, from: string, to: string) =>
  inFunction(title, "access.granted_students(name)", from, to);

/** Who stands: the person, the days, the role, the conditions. */
const ofStanding: PolicyError[] = [
  standing("an ended assignment stands", "AND a.ended_at IS NULL", ""),
  standing("a disabled account stands", "AND c.disabled_at IS NULL", ""),
  standing("the first day is not asked for", "AND a.valid_from <= day", ""),
  standing("the first day does not count", "a.valid_from <= day", "a.valid_from < day"),
  standing("the last day is not asked for", "AND (a.valid_to IS NULL OR a.valid_to >= day)", ""),
  standing("the last day does not count", "a.valid_to >= day", "a.valid_to > day"),
  standing("no last day means never", "(a.valid_to IS NULL OR a.valid_to >= day)", "a.valid_to >= day"),
  standing("any role may use the assignment", "AND v.viewer = asking", ""),
  standing("needs are not asked for", "WHERE n.role = a.role AND NOT EXISTS", "WHERE false AND NOT EXISTS"),
  standing("any kind of grant meets a need", "AND g.kind = n.need", ""),
  standing("anybody's grant meets a need", "g.account_id = a.account_id AND", ""),
  standing("a grant of another role meets a need", "AND (g.role IS NULL OR g.role = a.role)", ""),
  standing("a grant of another assignment meets a need", "AND (g.assignment_id IS NULL OR g.assignment_id = a.id)", ""),
  standing("an ended grant meets a need", "AND g.ended_at IS NULL", ""),
  standing("a grant of tomorrow meets a need", "AND g.valid_from <= day", ""),
  standing("a grant meets a need from its second day", "g.valid_from <= day", "g.valid_from < day"),
  standing("a grant of the past meets a need", "AND g.valid_to >= day", ""),
  standing("a grant's last day does not count", "g.valid_to >= day", "g.valid_to > day"),
];

/** Which students: one list for each kind of scope. */
const ofStudents: PolicyError[] = [
  related("a barred edge counts", "AND NOT e.barred", ""),
  related("a bar holds for its own source only", "AND b.barred", "AND false"),
  related("any relation counts", "AND r.relation = e.relation", ""),
  related("anybody's edges count", "WHERE e.account_id = standing.account_id", "WHERE true"),
  related("today and the year are swapped", "CASE WHEN whole_year", "CASE WHEN NOT whole_year"),
  related("edges of tomorrow count", "AND e.valid_from <= day", ""),
  related("an edge counts from its second day", "e.valid_from <= day", "e.valid_from < day"),
  related("an edge's last day does not count", "e.valid_to >= since", "e.valid_to > since"),
  related("edges of another district count", "OR e.district = standing.district", "OR true"),
  enrolled(
    "schools of any district of that number",
    "AND (standing.district IS NULL OR e.district = standing.district)",
    "",
  ),
  enrolled("enrollments of tomorrow count", "AND e.entry_date <= day", ""),
  enrolled("the day of entry does not count", "e.entry_date <= day", "e.entry_date < day"),
  enrolled("the last day does not count", ">= since", "> since"),
  enrolled("an open enrollment outlasts its year", "make_date(e.school_year, 6, 30)", "NULL"),
  enrolled("today and the year are swapped", "CASE WHEN whole_year", "CASE WHEN NOT whole_year"),
  inFunction("the year begins in August", "access.school_year_start(date)", "< 7", "<= 7"),
  planned("plans of any district", "(standing.district IS NULL OR p.district = standing.district)", "true"),
  planned("ended plans", "p.end_date >= day", "true"),
  planned("a plan's last day does not count", "p.end_date >= day", "p.end_date > day"),
  planned("plans of other schools", "cardinality(standing.schools) = 0 OR", "true OR"),
  family("minors and adults are swapped", "= (age = 'adult')", "= (age = 'minor')"),
  family("the rights move at seventeen", "'18 years'", "'17 years'"),
  family("the rights move the day after the birthday", "s.birth_date <=", "s.birth_date <"),
  family("age is not asked for", "age IS NULL OR", "true OR"),
  granted("a grant to another role", "AND g.role = standing.role", ""),
  granted("a grant of another assignment", "AND (g.assignment_id IS NULL OR g.assignment_id = standing.id)", ""),
  granted("an ended grant", "AND g.ended_at IS NULL", ""),
  granted("a grant's last day does not count", "g.valid_to >= day", "g.valid_to > day"),
  granted("anybody's grant", "g.account_id = standing.account_id AND", ""),
];

const ownDistrict = "current_district = (SELECT access.standing_district(current_user))";

/** The row policies themselves, and the roles that they hang on. */
const ofTables: PolicyError[] = [
  inPolicy("a district's schools are not asked for", "student", "rows_district", ownDistrict),
  inPolicy("the district is not asked for", "student", "rows_district", "(SELECT access.stands(current_user))"),
  inPolicy("a child table shows everything to related", "enrollment", "rows_related", "true"),
  inPolicy(
    "a child table shows everything to who stands",
    "assessment",
    "rows_school",
    "(SELECT access.stands(current_user))",
  ),
  inPolicy("classes are shown to everybody", "class", "rows_family", "true"),
  inPolicy("state staff see without standing", "student", "rows_all", "true"),
  run("a policy is missing", "DROP POLICY rows_program ON students.attendance"),
  run("a policy is for everybody", "ALTER POLICY rows_grant ON students.health_note TO PUBLIC"),
  run("a policy hangs on another scope", "ALTER POLICY rows_related ON students.program TO rollbook_rows_school"),
  run("row security is off on one table", "ALTER TABLE students.special_education DISABLE ROW LEVEL SECURITY"),
  run("a view reads as its owner", "ALTER VIEW seen.teacher__student RESET (security_invoker)"),
  run("a viewer has a second scope", "GRANT rollbook_rows_all TO rollbook_view_teacher_related WITH INHERIT TRUE"),
  run("a viewer is the keeper too", "GRANT rollbook_keeper TO rollbook_view_parent_family WITH INHERIT TRUE"),
  run("a viewer bypasses row security", "ALTER ROLE rollbook_view_researcher_grant BYPASSRLS"),
];

/** Errors that the worlds must find: what a viewer sees changes. */
export const errorsOfRows: PolicyError[] = [...ofStanding, ...ofStudents, ...ofTables];

/** Errors that open a way which no viewer takes by itself: the catalogue tells of them. */
export const errorsOfRights: PolicyError[] = [
  run(
    "the program has a viewer's rights unasked",
    "GRANT rollbook_view_teacher_related TO rollbook_app WITH INHERIT TRUE",
  ),
  run("the program is the keeper unasked", "GRANT rollbook_keeper TO rollbook_app WITH INHERIT TRUE"),
  run("the program inherits what it is granted", "ALTER ROLE rollbook_app INHERIT"),
  run("the program reads students", "GRANT SELECT ON students.student TO rollbook_app"),
  run("the program may give its roles away", "GRANT rollbook_keeper TO rollbook_app WITH ADMIN TRUE"),
  run("everybody may ask who stands", "GRANT EXECUTE ON FUNCTION access.standing(name) TO PUBLIC"),
  run("a function looks where its caller says", "ALTER FUNCTION students.planned_students(name) RESET search_path"),
  run(
    "a function looks into a schema of others",
    "ALTER FUNCTION access.standing(name) SET search_path = public, pg_catalog",
  ),
  run(
    "a viewer has a column that its view has not",
    "GRANT SELECT (source) ON students.enrollment TO rollbook_view_teacher_related",
  ),
  run("a viewer has a whole table", "GRANT SELECT ON students.student TO rollbook_view_parent_family"),
  run("a viewer may write", "GRANT UPDATE (last_name) ON students.student TO rollbook_view_teacher_related"),
  run("every viewer has a table", "GRANT SELECT ON students.caseload TO rollbook_viewer"),
  run("everybody has a table", "GRANT SELECT ON students.health_note TO PUBLIC"),
  run("a viewer reads another's view", "GRANT SELECT ON seen.superintendent__student TO rollbook_view_teacher_related"),
  run("viewers read who is assigned where", "GRANT SELECT ON access.assignment TO rollbook_viewer"),
  run("a viewer may sign in", "ALTER ROLE rollbook_view_teacher_related LOGIN"),
  run("a viewer may make roles", "ALTER ROLE rollbook_view_teacher_related CREATEROLE"),
  run(
    "a policy allows writing",
    "CREATE POLICY rows_more ON students.student FOR UPDATE TO rollbook_rows_all USING (true)",
  ),
];

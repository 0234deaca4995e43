// The one condition of each kind of scope, per table of the student's record. `current_user` is the viewer's role, which
// the functions compare with the assignment that asks; each is computed once a statement, never once a row.
import type { RecordTableName } from "../policy/record-fields.ts";
import type { ScopeKind } from "../policy/viewer.ts";

/**
 * A list of numbers, computed once when the statement runs. The cast makes it a list and not a subquery to compare with;
 * `unnest` instead would have the planner compute the list too, only to count it.
 */
const list = (numbers: string, type: string): string => `ANY ((SELECT ${numbers})::${type}[])`;
const listed = (students: string): string => `student_id = ${list(students, "bigint")}`;

const ofStudent: Record<ScopeKind, string> = {
  all: "(SELECT access.stands(current_user))",
  located: listed("students.located_students(current_user)"),
  district:
    "current_district = (SELECT access.standing_district(current_user))" +
    " AND ((SELECT cardinality(access.standing_schools(current_user)) = 0)" +
    ` OR current_school = ${list("access.standing_schools(current_user)", "integer")})`,
  school: listed("students.enrolled_students(current_user, false)"),
  school_year: listed("students.enrolled_students(current_user, true)"),
  related: listed("access.related_students(current_user, false)"),
  related_year: listed("access.related_students(current_user, true)"),
  program: listed("students.planned_students(current_user)"),
  family: listed("students.family_students(current_user)"),
  grant: listed("access.granted_students(current_user)"),
};

/** A district is too many students for a list: its other tables ask for the student, who is under the same policy. */
const throughStudent = (table: string): string =>
  `EXISTS (SELECT FROM students.student s WHERE s.student_id = ${table}.student_id)`;

const throughRoster = "EXISTS (SELECT FROM students.class_roster r WHERE r.class_id = class.class_id)";

/** SQL of the USING clause. */
export const rowCondition = (table: RecordTableName, scope: ScopeKind): string => {
  if (table === "class") return throughRoster;
  if (table !== "student" && scope === "district") return throughStudent(table);
  return ofStudent[scope];
};

// Classes and caseloads by hand. Run by the keeper; who the students are is read under the acting person's own rights.
import type { Tx } from "../../../platform/index.ts";

export type ClassRow = {
  id: number;
  title: string;
  courseCode: string | null;
  district: number;
  school: number;
  year: number;
  starts: string;
  ends: string;
};
export type ClassSummary = ClassRow & { students: number; teachers: number };

const classColumns = `c.class_id AS id, c.title, c.course_code AS "courseCode", c.district, c.school, c.school_year AS year, c.starts, c.ends`;

/** Classes that have not ended, with how many are in them today and who teaches them. */
export const selectClasses = async (
  tx: Tx,
  where: { district: number | undefined; schools: readonly number[] },
  day: string,
): Promise<ClassSummary[]> => {
  const { rows } = await tx.query<ClassSummary>(
    `SELECT ${classColumns},
       (SELECT count(DISTINCT r.student_id) FROM students.class_roster r WHERE r.class_id = c.class_id AND r.starts <= $3 AND r.ends >= $3) AS students,
       (SELECT count(DISTINCT t.account_id) FROM students.class_teacher t WHERE t.class_id = c.class_id AND t.starts <= $3 AND t.ends >= $3) AS teachers
     FROM students.class c
     WHERE ($1::int IS NULL OR c.district = $1) AND (cardinality($2::int[]) = 0 OR c.school = ANY ($2)) AND c.ends >= $3::date
     ORDER BY c.school, c.title, c.class_id LIMIT 2000`,
    [where.district ?? null, where.schools, day],
  );
  return rows;
};

export const findClass = async (tx: Tx, id: number): Promise<ClassRow | undefined> =>
  (await tx.query<ClassRow>(`SELECT ${classColumns} FROM students.class c WHERE c.class_id = $1`, [id])).rows[0];

export type MemberRow = { key: string; starts: string; ends: string; source: string };

export const selectMembers = async (tx: Tx, id: number, kind: "student" | "teacher"): Promise<MemberRow[]> => {
  const { table, member } = tableOf(kind);
  const text = `SELECT ${member}::text AS key, starts, ends, source FROM students.${table} WHERE class_id = $1 ORDER BY starts, ${member}`;
  return (await tx.query<MemberRow>(text, [id])).rows;
};

const tableOf = (kind: "student" | "teacher") =>
  kind === "student"
    ? { table: "class_roster", member: "student_id" }
    : { table: "class_teacher", member: "account_id" };

/** Whether the student is the district's now, or enrolled there this year. */
export const isEnrolledIn = async (tx: Tx, student: string, of: { district: number; year: number }): Promise<boolean> =>
  (
    await tx.query(
      `SELECT EXISTS (SELECT FROM students.student WHERE student_id = $1 AND current_district = $2)
         OR EXISTS (SELECT FROM students.enrollment WHERE student_id = $1 AND district = $2 AND school_year = $3) AS found`,
      [student, of.district, of.year],
    )
  ).rows[0].found;

export const upsertMember = async (
  tx: Tx,
  id: number,
  kind: "student" | "teacher",
  key: string,
  span: { starts: string; ends: string },
) => {
  const { table, member } = tableOf(kind);
  await tx.query(
    `INSERT INTO students.${table} (class_id, ${member}, starts, ends, source) VALUES ($1, $2, $3, $4, 'screen')
     ON CONFLICT (class_id, ${member}, starts) DO UPDATE SET ends = EXCLUDED.ends, source = 'screen'`,
    [id, key, span.starts, span.ends],
  );
};

/** Ends a row yesterday; takes it away where it had not begun or never should have been. Returns whether there was one. */
export const endMember = async (
  tx: Tx,
  id: number,
  member: { kind: "student" | "teacher"; key: string; starts: string; mistake: boolean },
  day: string,
): Promise<boolean> => {
  const { table, member: column } = tableOf(member.kind);
  const which = `class_id = $1 AND ${column} = $2 AND starts = $3`;
  const values = [id, member.key, member.starts];
  const changed =
    member.mistake || member.starts >= day
      ? await tx.query(`DELETE FROM students.${table} WHERE ${which}`, values)
      : await tx.query(
          `UPDATE students.${table} SET ends = $4::date - 1, source = 'screen' WHERE ${which} AND ends >= $4::date`,
          [...values, day],
        );
  return changed.rowCount === 1;
};

export type CaseloadRow = {
  id: number;
  account: string;
  student: number;
  relation: string;
  purpose: string;
  starts: string;
  ends: string | null;
};

export const selectCaseload = async (tx: Tx, district: number | undefined, day: string): Promise<CaseloadRow[]> => {
  const { rows } = await tx.query<CaseloadRow>(
    `SELECT c.caseload_id AS id, c.account_id AS account, c.student_id AS student, c.relation, c.purpose, c.starts, c.ends
     FROM students.caseload c JOIN access.edge e ON e.source = 'caseload:' || c.caseload_id AND e.student_id = c.student_id
     WHERE ($1::int IS NULL OR e.district = $1) AND (c.ends IS NULL OR c.ends >= $2::date)
     ORDER BY c.starts, c.caseload_id LIMIT 2000`,
    [district ?? null, day],
  );
  return rows;
};

export type NewCaseloadRow = Omit<CaseloadRow, "id"> & { district: number };

/** The caseload and its edge; returns the caseload's number. */
export const insertCaseload = async (tx: Tx, one: NewCaseloadRow): Promise<number | undefined> => {
  const { rows } = await tx.query<{ id: number }>(
    `INSERT INTO students.caseload (account_id, student_id, relation, purpose, starts, ends) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (account_id, student_id, relation, starts) DO NOTHING RETURNING caseload_id AS id`,
    [one.account, one.student, one.relation, one.purpose, one.starts, one.ends],
  );
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  await tx.query(
    `INSERT INTO access.edge (account_id, student_id, relation, source, valid_from, valid_to, district) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [one.account, one.student, one.relation, `caseload:${id}`, one.starts, one.ends, one.district],
  );
  return id;
};

export const findCaseload = async (
  tx: Tx,
  id: number,
): Promise<(CaseloadRow & { district: number | null }) | undefined> =>
  (
    await tx.query<CaseloadRow & { district: number | null }>(
      `SELECT c.caseload_id AS id, c.account_id AS account, c.student_id AS student, c.relation, c.purpose, c.starts, c.ends, e.district
       FROM students.caseload c LEFT JOIN access.edge e ON e.source = 'caseload:' || c.caseload_id WHERE c.caseload_id = $1 FOR UPDATE OF c`,
      [id],
    )
  ).rows[0];

export const endCaseload = async (tx: Tx, one: CaseloadRow, day: string, mistake: boolean): Promise<void> => {
  const source = `caseload:${one.id}`;
  if (mistake || one.starts >= day) {
    await tx.query("DELETE FROM access.edge WHERE source = $1", [source]);
    await tx.query("DELETE FROM students.caseload WHERE caseload_id = $1", [one.id]);
    return;
  }
  await tx.query(
    "UPDATE access.edge SET valid_to = $2::date - 1 WHERE source = $1 AND (valid_to IS NULL OR valid_to >= $2::date)",
    [source, day],
  );
  await tx.query("UPDATE students.caseload SET ends = $2::date - 1 WHERE caseload_id = $1", [one.id, day]);
};

// School enrollments that a roster says: the schools of a user, from the first day in a class there.
import type { Tx } from "../../../platform/index.ts";

export type Counts = { added: number; changed: number; ended: number; unchanged: number };

/** Makes r_enrollment: student, year and school with first and last day. The last day is blank while the user lists the school. */
export const wantEnrollments = async (tx: Tx): Promise<void> => {
  await tx.query(
    `CREATE TEMP TABLE r_enrollment ON COMMIT DROP AS
     WITH latest AS (SELECT max(school_year) AS school_year FROM r_class),
     year AS (SELECT school_year, min(starts) AS opens FROM r_class GROUP BY school_year),
     learning AS (
       SELECT l.student, c.school_year, c.school, min(l.starts) AS starts, max(l.ends) AS ends
       FROM r_learning l JOIN r_class c ON c.at = l.class GROUP BY l.student, c.school_year, c.school),
     home AS (SELECT DISTINCT student, school, school_year FROM r_home, latest)
     SELECT r.student_id, r.is_new, r.grade, school_year, school, coalesce(l.starts, year.opens) AS entry_date,
       CASE WHEN h.student IS NULL THEN l.ends END AS exit_date, h.student IS NOT NULL AS main
     FROM home h FULL JOIN learning l USING (student, school_year, school)
     JOIN year USING (school_year) JOIN r_student r ON r.at = student`,
  );
  await tx.query("ANALYZE r_enrollment");
};

/** What stands there already is continued, whatever the first day now is; who left and came back is enrolled anew. */
export const settleEnrollments = async (tx: Tx, district: number, day: string): Promise<Counts> => {
  await tx.query(
    `CREATE TEMP TABLE r_known ON COMMIT DROP AS
     SELECT DISTINCT ON (e.student_id, e.school_year, e.school) e.enrollment_id, e.student_id, e.school_year, e.school, e.entry_date,
       e.exit_date, e.grade, e.main
     FROM students.enrollment e
     WHERE e.district = $1 AND e.source = 'roster' AND e.school_year IN (SELECT school_year FROM r_class)
     ORDER BY e.student_id, e.school_year, e.school, e.entry_date DESC`,
    [district],
  );
  await tx.query("ANALYZE r_known");
  const same = "k.student_id = w.student_id AND k.school_year = w.school_year AND k.school = w.school";
  const continues = "(k.exit_date IS NULL OR w.entry_date <= k.exit_date + 1)";
  const exit = "CASE WHEN w.exit_date IS NOT NULL THEN greatest(w.exit_date, k.entry_date) END";
  const changed = await moved(
    tx,
    `UPDATE students.enrollment e SET exit_date = ${exit}, grade = w.grade, main = w.main
     FROM r_known k JOIN r_enrollment w ON ${same} AND ${continues}
     WHERE e.enrollment_id = k.enrollment_id AND (k.exit_date, k.grade, k.main) IS DISTINCT FROM (${exit}, w.grade, w.main)`,
  );
  const added = await moved(
    tx,
    `INSERT INTO students.enrollment AS e (student_id, school_year, district, school, grade, entry_date, exit_date, source, main)
     SELECT w.student_id, w.school_year, $1, w.school, w.grade, w.entry_date, w.exit_date, 'roster', w.main FROM r_enrollment w
     WHERE NOT EXISTS (SELECT FROM r_known k WHERE ${same} AND ${continues})`,
    [district],
  );
  const gone = `NOT EXISTS (SELECT FROM r_enrollment w WHERE ${same}) AND (k.exit_date IS NULL OR k.exit_date >= $1::date)`;
  const ended = await moved(
    tx,
    `UPDATE students.enrollment e SET exit_date = $1::date - 1 FROM r_known k
     WHERE e.enrollment_id = k.enrollment_id AND ${gone} AND k.entry_date < $1::date`,
    [day],
  );
  const removed = await moved(
    tx,
    `DELETE FROM students.enrollment e USING r_known k
     WHERE e.enrollment_id = k.enrollment_id AND ${gone} AND k.entry_date >= $1::date`,
    [day],
  );
  const wanted = await tx.query<{ count: number }>("SELECT count(*) AS count FROM r_enrollment");
  return { added, changed, ended: ended + removed, unchanged: wanted.rows[0]!.count - added - changed };
};

/** Runs a change of enrollments `e`, and notes whose current place may have changed. */
const moved = async (tx: Tx, change: string, values: unknown[] = []): Promise<number> => {
  const noted = await tx.query(
    `WITH changed AS (${change} RETURNING e.student_id) INSERT INTO r_moved SELECT student_id FROM changed`,
    values,
  );
  return noted.rowCount ?? 0;
};

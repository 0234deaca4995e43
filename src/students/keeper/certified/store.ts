// Certified records of one district become students, enrollments and attendance: in sets, in the place of what the same
// collection, year and district said before. Run by the keeper, with c_record filled.
import type { SchoolYear, Tx } from "../../../platform/index.ts";
import { settleCurrent } from "../current-enrollment.ts";

export type CertifiedScope = { source: string; year: SchoolYear; district: number };

const best = "main DESC, (exit_date IS NULL) DESC, entry_date DESC, exit_date DESC, school";

/** Students in the order of their numbers: two certifications that share students never wait for each other in a circle. */
export const keepStudents = async (tx: Tx, { district }: CertifiedScope): Promise<{ added: number; known: number }> => {
  await tx.query(
    "CREATE TEMP TABLE c_student (student_id bigint PRIMARY KEY, identifier text NOT NULL, is_new boolean NOT NULL) ON COMMIT DROP",
  );
  // What this collection does not say stays as it was. A later year's word of where the student is stands: see settleCurrent.
  await tx.query(
    `WITH kept AS (
       INSERT INTO students.student AS s (state_identifier, birth_date, sex, race_ethnicity, homeless, military_connected,
         current_district, current_school, current_grade)
       SELECT DISTINCT ON (identifier) identifier, birth_date, sex, race, homeless, military, $1::int, school, grade
       FROM c_record ORDER BY identifier, ${best}
       ON CONFLICT (state_identifier) DO UPDATE SET birth_date = coalesce(EXCLUDED.birth_date, s.birth_date),
         sex = coalesce(EXCLUDED.sex, s.sex), race_ethnicity = coalesce(EXCLUDED.race_ethnicity, s.race_ethnicity),
         homeless = coalesce(EXCLUDED.homeless, s.homeless),
         military_connected = coalesce(EXCLUDED.military_connected, s.military_connected)
       RETURNING s.student_id, s.state_identifier, s.xmax = 0 AS is_new)
     INSERT INTO c_student SELECT student_id, state_identifier, is_new FROM kept`,
    [district],
  );
  await tx.query("ANALYZE c_student");
  const { rows } = await tx.query<{ added: number; known: number }>(
    "SELECT count(*) FILTER (WHERE is_new) AS added, count(*) FILTER (WHERE NOT is_new) AS known FROM c_student",
  );
  return rows[0]!;
};

export const keepEnrollments = async (tx: Tx, { source, year, district }: CertifiedScope): Promise<number> => {
  await tx.query("CREATE TEMP TABLE c_gone (student_id bigint, school int) ON COMMIT DROP");
  const gone = await tx.query(
    `WITH gone AS (
       DELETE FROM students.enrollment WHERE district = $1 AND school_year = $2 AND source = $3 RETURNING student_id, school)
     INSERT INTO c_gone SELECT DISTINCT student_id, school FROM gone`,
    [district, year, source],
  );
  if (gone.rowCount)
    await tx.query(
      `DELETE FROM students.attendance a USING c_gone g
       WHERE a.student_id = g.student_id AND a.school = g.school AND a.source = $1 AND a.school_year = $2`,
      [source, year],
    );
  // A school that belongs to no district may be named by two: the first one's word of that stay is enough.
  const kept = await tx.query(
    `INSERT INTO students.enrollment (student_id, school_year, district, school, grade, entry_date, entry_code, exit_date, exit_code,
       source, main)
     SELECT DISTINCT ON (s.student_id, r.school, r.entry_date) s.student_id, $2, $1, r.school, r.grade, r.entry_date, r.entry_code,
       CASE WHEN r.exit_date >= r.entry_date THEN r.exit_date END, r.exit_code, $3, r.main
     FROM c_record r JOIN c_student s USING (identifier)
     ORDER BY s.student_id, r.school, r.entry_date, r.main DESC, (r.exit_date IS NULL) DESC, r.exit_date DESC
     ON CONFLICT (student_id, source, school_year, school, entry_date) DO NOTHING`,
    [district, year, source],
  );
  return kept.rowCount ?? 0;
};

export const keepAttendance = async (tx: Tx, { source, year }: CertifiedScope): Promise<void> => {
  await tx.query(
    `INSERT INTO students.attendance (student_id, school_year, school, half_days_present, half_days_absent, in_school_suspensions,
       out_of_school_suspensions, source)
     SELECT s.student_id, $1, r.school, coalesce(sum(r.present), 0), coalesce(sum(r.absent), 0), sum(r.in_school), sum(r.out_of_school), $2
     FROM c_record r JOIN c_student s USING (identifier)
     WHERE r.present IS NOT NULL OR r.absent IS NOT NULL
     GROUP BY s.student_id, r.school ORDER BY s.student_id
     ON CONFLICT (student_id, source, school_year, school) DO NOTHING`,
    [year, source],
  );
};

/** Only students who were known before, or who are gone from the submission, can have another current place than was written. */
export const settleKnown = (tx: Tx): Promise<number> =>
  settleCurrent(tx, "SELECT student_id FROM c_student WHERE NOT is_new UNION SELECT student_id FROM c_gone");

// Which student of ours each student of the roster is. The state's number says it before the district's own.
import type { Tx } from "../../../platform/index.ts";

export type Unfit = { line: number; why: "birth-date" | "birth-date-missing" | "one-student-twice"; student?: number };

/** A student `s` whom another district has, and whom this district never had. */
const foreign = `s.current_district <> $1
  AND NOT EXISTS (SELECT FROM students.local_identity l WHERE l.student_id = s.student_id AND l.district = $1)`;

/** Fills r_student.student_id; the new ones get a number and are written. Returns lines whose number cannot be right. */
export const matchStudents = async (tx: Tx, district: number): Promise<Unfit[]> => {
  await tx.query(
    "UPDATE r_student r SET student_id = s.student_id FROM students.student s WHERE s.state_identifier = r.state_identifier",
  );
  // The district's number counts where the file gives no state number, or gives the first one to a student without.
  await tx.query(
    `UPDATE r_student r SET student_id = l.student_id
     FROM students.local_identity l JOIN students.student s ON s.student_id = l.student_id
     WHERE r.student_id IS NULL AND l.district = $1 AND l.local_identifier = r.local_identifier
       AND (r.state_identifier IS NULL OR s.state_identifier IS NULL)`,
    [district],
  );
  await tx.query(
    `UPDATE r_student r SET certified = true
     WHERE student_id IS NOT NULL AND EXISTS (
       SELECT FROM students.enrollment e
       WHERE e.student_id = r.student_id AND (e.source <> 'roster' OR e.district <> $1))`,
    [district],
  );
  const sameName =
    "students.name_key(r.last_name) = s.last_name_key AND students.name_key(r.first_name) = s.first_name_key";
  const wrong = await tx.query<Unfit>(
    `SELECT r.line, 'birth-date' AS why, s.student_id AS student FROM r_student r JOIN students.student s USING (student_id)
     WHERE (r.certified AND r.birth_date <> s.birth_date) OR (${foreign} AND s.birth_date IS NULL AND (${sameName}) IS NOT TRUE)
     UNION ALL
     SELECT r.line, 'birth-date-missing', s.student_id FROM r_student r JOIN students.student s USING (student_id)
     WHERE ${foreign} AND r.birth_date IS NULL
     UNION ALL
     SELECT max(r.line), 'one-student-twice', NULL FROM r_student r WHERE r.student_id IS NOT NULL
     GROUP BY r.student_id HAVING count(*) > 1
     ORDER BY 1`,
    [district],
  );
  if (wrong.rows.length > 0) return wrong.rows;
  await tx.query(
    `UPDATE r_student SET is_new = true, student_id = nextval(pg_get_serial_sequence('students.student', 'student_id'))
     WHERE student_id IS NULL`,
  );
  await tx.query("ANALYZE r_student");
  return [];
};

export type Claimed = { student: number; from: number };

/** Those whom another district has until now. Asked after matching, before anything is written. */
export const selectClaimed = async (tx: Tx, district: number): Promise<Claimed[]> => {
  const { rows } = await tx.query<Claimed>(
    `SELECT s.student_id AS student, s.current_district AS from FROM r_student r JOIN students.student s USING (student_id)
     WHERE ${foreign} ORDER BY 1`,
    [district],
  );
  return rows;
};

/** Writes new students whole, with their place; of known ones what the roster knows better. Needs r_enrollment. */
export const writeStudents = async (tx: Tx, district: number): Promise<{ added: number; numbered: number }> => {
  const added = await tx.query(
    `INSERT INTO students.student (student_id, state_identifier, local_identifier, local_identifier_district, first_name,
       middle_name, last_name, birth_date, sex, race_ethnicity, current_district, current_school, current_grade)
     OVERRIDING SYSTEM VALUE
     SELECT r.student_id, r.state_identifier, NULL, NULL, r.first_name, r.middle_name, r.last_name,
       r.birth_date, r.sex, r.race, e.district, e.school, r.grade
     FROM r_student r
     LEFT JOIN (
       SELECT DISTINCT ON (student_id) student_id, $1::int AS district, school FROM r_enrollment
       ORDER BY student_id, school_year DESC, main DESC, (exit_date IS NULL) DESC, entry_date DESC, exit_date DESC, school
     ) e ON e.student_id = r.student_id
     WHERE r.is_new ORDER BY r.student_id`,
    [district],
  );
  const numbered = await tx.query(
    `UPDATE students.student s SET state_identifier = r.state_identifier FROM r_student r
     WHERE s.student_id = r.student_id AND s.state_identifier IS NULL AND r.state_identifier IS NOT NULL`,
  );
  return { added: added.rowCount ?? 0, numbered: numbered.rowCount ?? 0 };
};

/** Names and the like, by the district that the student is in now; what was certified or is another district's stays. */
export const describeStudents = async (tx: Tx, district: number): Promise<number> => {
  const described = await tx.query(
    `UPDATE students.student s SET first_name = r.first_name, middle_name = r.middle_name, last_name = r.last_name,
       birth_date = d.birth_date, sex = d.sex, race_ethnicity = d.race
     FROM r_student r JOIN students.student b ON b.student_id = r.student_id
     CROSS JOIN LATERAL (SELECT
       CASE WHEN r.certified THEN coalesce(b.birth_date, r.birth_date) ELSE coalesce(r.birth_date, b.birth_date) END AS birth_date,
       CASE WHEN r.certified THEN coalesce(b.race_ethnicity, r.race) ELSE coalesce(r.race, b.race_ethnicity) END AS race,
       coalesce(r.sex, b.sex) AS sex) d
     WHERE s.student_id = r.student_id AND NOT r.is_new AND s.current_district = $1
       AND (s.first_name, s.middle_name, s.last_name, s.birth_date, s.sex, s.race_ethnicity)
         IS DISTINCT FROM (r.first_name, r.middle_name, r.last_name, d.birth_date, d.sex, d.race)`,
    [district],
  );
  return described.rowCount ?? 0;
};

/** The district's numbers as the roster has them; returns how many are new or changed hands. */
export const writeLocalIdentities = async (tx: Tx, district: number): Promise<number> => {
  const written = await tx.query(
    `INSERT INTO students.local_identity AS l (district, local_identifier, student_id)
     SELECT $1, local_identifier, student_id FROM r_student
     ON CONFLICT (district, local_identifier) DO UPDATE SET student_id = EXCLUDED.student_id, current = true
       WHERE (l.student_id, l.current) IS DISTINCT FROM (EXCLUDED.student_id, true)`,
    [district],
  );
  await tx.query(
    `UPDATE students.local_identity l SET current = false
     FROM r_student r
     WHERE l.student_id = r.student_id AND l.district = $1 AND l.local_identifier <> r.local_identifier AND l.current`,
    [district],
  );
  return written.rowCount ?? 0;
};

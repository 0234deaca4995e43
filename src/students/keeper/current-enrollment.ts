// Which enrollment makes a student's current district, school and grade. The rule: the latest school year; in it a main
// record before a second one, one without an exit before one with; then the later entry wins, then the later word.
import type { Tx } from "../../platform/index.ts";

/** ORDER BY of enrollments, best first; `e` names the table. Of two districts that claim one student the later entry wins. */
const latestFirst =
  "e.school_year DESC, e.main DESC, (e.exit_date IS NULL) DESC, e.entry_date DESC, e.exit_date DESC, e.enrollment_id DESC";

/**
 * Sets the current place of the students that `students` selects (SQL that gives one column), and shows the number that
 * their current district gives them. Run by the keeper. Returns how many changed.
 */
export const settleCurrent = async (tx: Tx, students: string): Promise<number> => {
  const settled = await tx.query(
    `UPDATE students.student s
     SET current_district = e.district, current_school = e.school, current_grade = coalesce(e.grade, s.current_grade)
     FROM (
       SELECT DISTINCT ON (e.student_id) e.student_id, e.district, e.school, e.grade
       FROM students.enrollment e WHERE e.student_id IN (${students})
       ORDER BY e.student_id, ${latestFirst}
     ) e
     WHERE s.student_id = e.student_id AND (s.current_district, s.current_school, s.current_grade)
       IS DISTINCT FROM (e.district, e.school, coalesce(e.grade, s.current_grade))`,
  );
  return settled.rowCount ?? 0;
};

/** The number shown is the current district's; of several that it gave, the one that stands in the latest roster. */
export const settleLocalIdentifiers = async (tx: Tx, students: string): Promise<void> => {
  const wanted = `
    SELECT s.student_id, CASE WHEN l.district IS NOT NULL THEN s.current_district END AS district, l.local_identifier
    FROM students.student s
    LEFT JOIN (
      SELECT DISTINCT ON (l.student_id) l.student_id, l.district, l.local_identifier
      FROM students.local_identity l JOIN students.student n ON n.student_id = l.student_id AND n.current_district = l.district
      WHERE l.student_id IN (${students})
      ORDER BY l.student_id, l.current DESC, l.local_identifier
    ) l ON l.student_id = s.student_id
    WHERE s.student_id IN (${students})
      AND (s.local_identifier_district, s.local_identifier) IS DISTINCT FROM (l.district, l.local_identifier)`;
  // Numbers may change hands: all that change are taken off first.
  await tx.query(`CREATE TEMP TABLE renumbered ON COMMIT DROP AS ${wanted}`);
  await tx.query("ANALYZE renumbered");
  const takeOff =
    "UPDATE students.student s SET local_identifier = NULL, local_identifier_district = NULL FROM renumbered r";
  await tx.query(`${takeOff} WHERE s.student_id = r.student_id AND s.local_identifier IS NOT NULL`);
  await tx.query(
    `${takeOff} WHERE s.local_identifier_district = r.district AND s.local_identifier = r.local_identifier`,
  );
  await tx.query(
    `UPDATE students.student s SET local_identifier = r.local_identifier, local_identifier_district = r.district
     FROM renumbered r WHERE s.student_id = r.student_id AND r.local_identifier IS NOT NULL`,
  );
  await tx.query("DROP TABLE renumbered");
};

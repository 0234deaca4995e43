// Classes, who is in them and who teaches them, compared with what earlier rosters said. What a person entered on the
// screen stays. A row that the roster no longer has ends yesterday, or is gone where it had not begun.
import type { Tx } from "../../../platform/index.ts";
import type { Counts } from "./enrollments.ts";

export const settleClasses = async (tx: Tx, district: number, day: string): Promise<Counts> => {
  await tx.query(
    `UPDATE r_class r SET class_id = c.class_id FROM students.class c
     WHERE c.district = $1 AND c.sourced_id = r.sourced_id AND c.school_year = r.school_year`,
    [district],
  );
  const changed = await tx.query(
    `UPDATE students.class c SET school = r.school, title = r.title, course_code = r.course_code, starts = r.starts, ends = r.ends
     FROM r_class r WHERE c.class_id = r.class_id
       AND (c.school, c.title, c.course_code, c.starts, c.ends) IS DISTINCT FROM (r.school, r.title, r.course_code, r.starts, r.ends)`,
  );
  await tx.query(
    `UPDATE r_class SET is_new = true, class_id = nextval(pg_get_serial_sequence('students.class', 'class_id')) WHERE class_id IS NULL`,
  );
  const added = await tx.query(
    `INSERT INTO students.class (class_id, sourced_id, district, school, school_year, title, course_code, starts, ends)
     OVERRIDING SYSTEM VALUE
     SELECT class_id, sourced_id, $1, school, school_year, title, course_code, starts, ends FROM r_class WHERE is_new`,
    [district],
  );
  const ended = await tx.query(
    `UPDATE students.class c SET ends = greatest(c.starts, $2::date - 1)
     WHERE c.district = $1 AND c.school_year IN (SELECT school_year FROM r_class) AND c.ends >= $2::date AND c.starts < $2::date
       AND NOT EXISTS (SELECT FROM r_class r WHERE r.class_id = c.class_id)`,
    [district, day],
  );
  const wanted = await tx.query<{ count: number }>("SELECT count(*) AS count FROM r_class");
  const counts = { added: added.rowCount ?? 0, changed: changed.rowCount ?? 0, ended: ended.rowCount ?? 0 };
  return { ...counts, unchanged: wanted.rows[0]!.count - counts.added - counts.changed };
};

const wantedLearners = `
  SELECT c.class_id, s.student_id, l.starts, max(l.ends) AS ends
  FROM r_learning l JOIN r_class c ON c.at = l.class JOIN r_student s ON s.at = l.student
  GROUP BY c.class_id, s.student_id, l.starts`;

const wantedTeachers = `
  SELECT c.class_id, p.account_id, t.starts, max(t.ends) AS ends
  FROM r_teaching t JOIN r_class c ON c.at = t.class JOIN r_person p ON p.at = t.person
  GROUP BY c.class_id, p.account_id, t.starts`;

export const settleLearners = (tx: Tx, district: number, day: string): Promise<Counts> =>
  settleMembers(tx, { table: "class_roster", member: "student_id", wanted: wantedLearners }, district, day);

/** Nobody gets a class by sending the file oneself; the own classes that stand stay. */
export const settleTeachers = async (tx: Tx, district: number, day: string, by: string): Promise<Counts> => {
  await tx.query(
    `DELETE FROM r_teaching t USING r_class c, r_person p
     WHERE c.at = t.class AND p.at = t.person AND p.account_id::text = $1
       AND NOT EXISTS (SELECT FROM students.class_teacher m WHERE m.class_id = c.class_id AND m.account_id = p.account_id)`,
    [by],
  );
  return settleMembers(tx, { table: "class_teacher", member: "account_id", wanted: wantedTeachers }, district, day);
};

type Members = { table: "class_roster" | "class_teacher"; member: "student_id" | "account_id"; wanted: string };

const settleMembers = async (
  tx: Tx,
  { table, member, wanted }: Members,
  district: number,
  day: string,
): Promise<Counts> => {
  await tx.query(`CREATE TEMP TABLE r_wanted ON COMMIT DROP AS ${wanted}`);
  // What stood before, apart: in the transaction that fills a table the database does not know how much is in it.
  await tx.query(
    `CREATE TEMP TABLE r_had ON COMMIT DROP AS
     SELECT m.class_id, m.${member}, m.starts, m.ends, m.source FROM students.${table} m
     WHERE m.class_id IN (
       SELECT c.class_id FROM students.class c WHERE c.district = $1 AND c.school_year IN (SELECT school_year FROM r_class))`,
    [district],
  );
  await tx.query("ANALYZE r_wanted, r_had");
  const same = (one: string, other: string) =>
    `${one}.class_id = ${other}.class_id AND ${one}.${member} = ${other}.${member} AND ${one}.starts = ${other}.starts`;
  const changed = await touched(
    tx,
    `UPDATE students.${table} m SET ends = w.ends, source = 'roster' FROM r_wanted w JOIN r_had h ON ${same("h", "w")} AND h.ends <> w.ends
     WHERE ${same("m", "w")}`,
  );
  const added = await touched(
    tx,
    `INSERT INTO students.${table} AS m (class_id, ${member}, starts, ends)
     SELECT w.class_id, w.${member}, w.starts, w.ends FROM r_wanted w
     WHERE NOT EXISTS (SELECT FROM r_had h WHERE ${same("h", "w")})
     ORDER BY w.class_id, w.${member}`,
  );
  const gone = `h.source = 'roster' AND h.ends >= $1::date AND ${same("m", "h")}
    AND NOT EXISTS (SELECT FROM r_wanted w WHERE ${same("h", "w")})`;
  const ended = await touched(
    tx,
    `UPDATE students.${table} m SET ends = $1::date - 1 FROM r_had h WHERE ${gone} AND h.starts < $1::date`,
    [day],
  );
  const removed = await touched(
    tx,
    `DELETE FROM students.${table} m USING r_had h WHERE ${gone} AND h.starts >= $1::date`,
    [day],
  );
  const all = await tx.query<{ count: number }>("SELECT count(*) AS count FROM r_wanted");
  await tx.query("DROP TABLE r_wanted, r_had");
  return { added, changed, ended: ended + removed, unchanged: all.rows[0]!.count - added - changed };
};

/** Runs a change of members `m`, and notes the classes whose edges must follow. */
const touched = async (tx: Tx, change: string, values: unknown[] = []): Promise<number> => {
  const noted = await tx.query(
    `WITH changed AS (${change} RETURNING m.class_id) INSERT INTO r_touched SELECT class_id FROM changed`,
    values,
  );
  return noted.rowCount ?? 0;
};

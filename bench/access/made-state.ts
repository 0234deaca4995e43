// A state's students, schools, teachers and rosters, made by the database itself: numbers tell who sits where.
import type { Db } from "../../src/platform/index.ts";

const districts = 203;
const schoolsOf = 10;
const schools = districts * schoolsOf;
/** School and district of student n: dealt out in turn. */
const districtOf = "1 + n % 203";
const schoolOf = "(1 + n % 203) * 100 + (n / 203) % 10";

export type MadeState = { students: number; teachers: number };

const syllables = "{an,ber,cor,dan,el,far,gar,han,in,jor,kel,lin,mar,nor,ol,per,quin,ros,sand,tor,ul,ver,wil,yor,zan}";
const named = (seed: string) =>
  `initcap(s[1 + (${seed}) % 25] || s[1 + (${seed}) / 25 % 25] || s[1 + (${seed}) / 625 % 25])`;

/** Teacher t teaches one class of 30 to 50 students of one school; a third of the classes at a time share a window of it. */
export const makeState = async (owner: Db, { students, teachers }: MadeState): Promise<void> => {
  const run = (sql: string, values: unknown[] = []) => owner.query(sql, values);
  await run("SET synchronous_commit = off");
  await run(
    `INSERT INTO students.student (student_id, state_identifier, first_name, last_name, birth_date, sex, home_language,
       current_district, current_school, current_grade)
     OVERRIDING SYSTEM VALUE
     SELECT n, (1000000000 + n)::text, ${named("(n * 7919) % 15625")}, ${named("(n * 104729 + n / 203) % 15625")},
       date '2008-01-01' + (n % 4000)::int, CASE n % 2 WHEN 0 THEN 'F' ELSE 'M' END, 'English',
       (${districtOf})::int, (${schoolOf})::int, lpad((1 + n / 2030 % 12)::text, 2, '0')
     FROM generate_series(0, $1::bigint - 1) n, (SELECT $2::text[] AS s) syllable`,
    [students, syllables],
  );
  await run(
    `INSERT INTO students.enrollment (student_id, school_year, district, school, grade, entry_date, source)
     SELECT n, 2026, (${districtOf})::int, (${schoolOf})::int, '05', '2025-08-28', 'roster' FROM generate_series(0, $1::bigint - 1) n`,
    [students],
  );
  await run(
    `INSERT INTO access.account (name, email, created_at)
     SELECT 'Teacher ' || t, 't' || t || '@example.org', '2025-08-01' FROM generate_series(0, $1::int - 1) t`,
    [teachers],
  );
  await run(
    `INSERT INTO access.assignment (account_id, role, district, schools, valid_from, created_at, created_by)
     SELECT a.id, 'teacher', 1 + t % 203, ARRAY[(1 + t % 203) * 100 + t / 203 % 10], '2025-08-01', '2025-08-01', 'system'
     FROM (SELECT id, substr(name, 9)::int AS t FROM access.account) a`,
  );
  await run(
    `INSERT INTO students.class (class_id, sourced_id, district, school, school_year, title, starts, ends)
     OVERRIDING SYSTEM VALUE
     SELECT t, 'c' || t, 1 + t % 203, (1 + t % 203) * 100 + t / 203 % 10, 2026, 'Class ' || t, '2025-08-28', '2026-06-15'
     FROM generate_series(0, $1::int - 1) t`,
    [teachers],
  );
  // Of the students of a school, numbered j: n = (district - 1) + 203 * (school's number + 10 * j).
  const rosters = `SELECT t, (t % 203) + 203 * (t / 203 % 10 + 10 * ((t / 2030 * 40 + k) % $2::bigint)) AS student
     FROM generate_series(0, $1::bigint - 1) t, generate_series(0, 29 + t % 21) k`;
  const perSchool = Math.floor(students / schools);
  await run(
    `INSERT INTO students.class_roster (class_id, student_id, starts, ends)
     SELECT DISTINCT t, student, date '2025-08-28', date '2026-06-15' FROM (${rosters}) r`,
    [teachers, perSchool],
  );
  await run(
    `INSERT INTO students.class_teacher (class_id, account_id, starts, ends)
     SELECT substr(name, 9)::int, id, '2025-08-28', '2026-06-15' FROM access.account`,
  );
  await run(
    `INSERT INTO access.edge (account_id, student_id, relation, source, valid_from, valid_to)
     SELECT c.account_id, r.student_id, 'teacher', 'class:' || r.class_id, r.starts, r.ends
     FROM students.class_roster r JOIN students.class_teacher c USING (class_id)`,
  );
  for (const [role, limit] of [
    ["principal", schools],
    ["superintendent", districts],
  ] as const)
    await run(
      `WITH a AS (INSERT INTO access.account (name, email, created_at)
         SELECT $1 || ' ' || n, $1 || n || '@example.org', '2025-08-01' FROM generate_series(0, $2::int - 1) n
         RETURNING id, substr(name, length($1) + 2)::int AS n)
       INSERT INTO access.assignment (account_id, role, district, schools, valid_from, created_at, created_by)
       SELECT id, $1, 1 + n % 203, CASE $1 WHEN 'principal' THEN ARRAY[(1 + n % 203) * 100 + n / 203 % 10] ELSE '{}'::int[] END,
         '2025-08-01', '2025-08-01', 'system' FROM a`,
      [role, limit],
    );
  for (const table of [
    "students.student",
    "students.enrollment",
    "students.class",
    "students.class_roster",
    "students.class_teacher",
    "access.edge",
    "access.account",
    "access.assignment",
  ])
    await run(`VACUUM ANALYZE ${table}`);
};

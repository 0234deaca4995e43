/*---
id: STD-15
title: State Totals - Fall Enrollments by Grade
description: Pupils enrolled on the fall count date in the whole state, by grade and kind of school.
collection: BOY
count_date: "10-01"
audiences: [internal, public]
columns:
  - { name: category, title: Kind of school }
  - { name: level, title: Level }
  - { name: grade, title: Grade }
  - { name: students, title: Students }
dimensions:
  - id: category
    title: Kind of school
    keys: [category, level]
    order: [elementary, middle, high]
  - id: grade
    title: Grade
    keys: [grade]
    order: [PK, KG, R, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, PG]
grain: [school_number, grade]
measures:
  - { column: students, title: Students, kind: count }
tables:
  grade_row: { file: reports/grades.csv, columns: { code: integer, grade: text, sort: integer, band: text, always: integer } }
  approval_level: { file: reports/approval-levels.csv, columns: { school: integer, level: text, district_name: text, school_name: text } }
  category_row: { file: reports/categories.csv, columns: { kind: text, level: text, sort: integer } }
chart: { title: Pupils of the state by grade, x: grade, measure: students, where: { category: total, level: total } }
notes:
  - Public schools are divided by approval level, as in the District Fall Enrollments; preschool and kindergarten count as elementary, post-graduates as high.
  - Academies include the joint maintenance agreement. Nonpublic schools report totals on form A12C, which is not part of this collection.
source: Submission manual, chapter 6, State Totals - Fall Enrollments by Grade
---*/
WITH counted AS (
  SELECT r.school_nbr, r.grade, count(*) AS students
  FROM record r
  CROSS JOIN parameter p
  WHERE r.enrollment_status IN (1, 2, 3)
    AND r.entry_date <= p.count_date
    AND (r.exit_date IS NULL OR r.exit_date > p.count_date)
  GROUP BY r.school_nbr, r.grade
),
placed AS (
  SELECT s.kind, s.number AS school_number,
         CASE
           WHEN s.kind <> 'public' THEN 'total'
           WHEN g.band IN ('upper', 'postgraduate') THEN 'high'
           WHEN g.band = 'lower' AND coalesce(a.level, CASE WHEN s.level = 'combined' AND s.lowest_grade >= 4 THEN 'middle' ELSE s.level END) = 'middle' THEN 'middle'
           ELSE 'elementary'
         END AS level,
         g.code, coalesce(c.students, 0) AS students
  FROM school s
  JOIN certified ON certified.district = s.district
  CROSS JOIN grade_row g
  LEFT JOIN counted c ON c.school_nbr = s.number AND c.grade = g.code
  LEFT JOIN approval_level a ON a.school = s.number
  WHERE g.always = 1 OR c.students > 0
)
SELECT k.kind AS category, k.level, g.grade, w.school_number, coalesce(w.students, 0) AS students
FROM category_row k
CROSS JOIN grade_row g
LEFT JOIN placed w ON w.kind = k.kind AND w.level = k.level AND w.code = g.code
WHERE g.always = 1 OR w.students > 0
ORDER BY k.sort, g.sort, w.school_number

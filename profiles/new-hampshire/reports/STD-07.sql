/*---
id: STD-07
title: District Fall Enrollments
description: Pupils enrolled on the fall count date, by district and approval level of the school.
collection: BOY
count_date: "10-01"
audiences: [internal, public]
columns:
  - { name: sau_number, title: "SAU #" }
  - { name: district_number, title: "District #" }
  - { name: district_name, title: District }
  - { name: level, title: Level }
  - { name: students, title: Students }
dimensions:
  - id: organization
    title: District
    keys: [district_number]
    labels: { district_number: [sau_number, district_name] }
  - id: level
    title: Level
    keys: [level]
    order: [preschool, kindergarten, elementary, middle, high, PG]
grain: [school_number, grade]
measures:
  - { column: students, title: Students, kind: count }
tables:
  grade_row: { file: reports/grades.csv, columns: { code: integer, grade: text, sort: integer, band: text, always: integer } }
  approval_level: { file: reports/approval-levels.csv, columns: { school: integer, level: text, district_name: text, school_name: text } }
chart: { title: Pupils of the state by level, x: level, measure: students, where: { district_number: total } }
notes:
  - Grades 9 to 12 are high. Grades below (readiness to 8) take the approval level of their school, elementary or middle (which includes junior high).
  - The approval level follows from the grades a school runs (middle where they start at 4 or later and reach 7 or 8), except for the schools in approval-levels.csv, whose published approval differs.
source: Submission manual, chapter 6, District Fall Enrollments; the state's published district table of 2025-26 for the approval levels
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
  SELECT s.district, s.number AS school_number, g.grade, g.sort,
         CASE
           WHEN g.band IN ('preschool', 'kindergarten') THEN g.band
           WHEN g.band = 'postgraduate' THEN 'PG'
           WHEN g.band = 'upper' THEN 'high'
           WHEN coalesce(a.level, CASE WHEN s.level = 'combined' AND s.lowest_grade >= 4 THEN 'middle' ELSE s.level END) = 'middle' THEN 'middle'
           ELSE 'elementary'
         END AS level,
         coalesce(c.students, 0) AS students
  FROM school s
  CROSS JOIN grade_row g
  LEFT JOIN counted c ON c.school_nbr = s.number AND c.grade = g.code
  LEFT JOIN approval_level a ON a.school = s.number
  WHERE g.always = 1 OR c.students > 0
),
level_row AS (
  SELECT DISTINCT CASE band WHEN 'upper' THEN 'high' WHEN 'lower' THEN 'elementary' WHEN 'postgraduate' THEN 'PG' ELSE band END AS level
  FROM grade_row
  UNION
  SELECT 'middle'
)
SELECT d.sau AS sau_number, d.number AS district_number, d.name AS district_name, l.level,
       w.school_number, w.grade, coalesce(w.students, 0) AS students
FROM district d
JOIN certified ON certified.district = d.number
CROSS JOIN level_row l
LEFT JOIN placed w ON w.district = d.number AND w.level = l.level
ORDER BY d.name COLLATE "C", d.number, l.level, w.school_number, w.sort

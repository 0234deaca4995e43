/*---
id: STD-14
title: School Enrollments by Grade and School
description: Pupils enrolled on the fall count date, by school and grade, with totals of each school, district and the state.
collection: BOY
count_date: "10-01"
audiences: [internal, public]
columns:
  - { name: sau_number, title: "SAU #" }
  - { name: district_number, title: "District #" }
  - { name: district_name, title: District }
  - { name: school_number, title: "School #" }
  - { name: school_name, title: School }
  - { name: grade, title: Grade }
  - { name: students, title: Students }
dimensions:
  - id: organization
    title: School
    keys: [district_number, school_number]
    labels: { district_number: [sau_number, district_name], school_number: [school_name] }
  - id: grade
    title: Grade
    keys: [grade]
    order: [PK, KG, R, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, PG]
grain: [school_number, grade]
measures:
  - { column: students, title: Students, kind: count }
tables:
  grade_row: { file: reports/grades.csv, columns: { code: integer, grade: text, sort: integer, band: text, always: integer } }
chart: { title: Pupils of the state by grade, x: grade, measure: students, where: { district_number: total, school_number: total } }
notes:
  - Counted are records of enrollment status 1, 2 or 3 whose stay covers the count date; a pupil who left on that day is not counted.
  - A school without pupils is listed with zeros. Grade R (readiness) is listed where it has pupils.
source: Submission manual, chapter 6, School Enrollments by Grade and School; exclusions as in the other fall reports (convention)
---*/
WITH counted AS (
  SELECT r.school_nbr, r.grade, count(*) AS students
  FROM record r
  CROSS JOIN parameter p
  WHERE r.enrollment_status IN (1, 2, 3)
    AND r.entry_date <= p.count_date
    AND (r.exit_date IS NULL OR r.exit_date > p.count_date)
  GROUP BY r.school_nbr, r.grade
)
SELECT s.sau AS sau_number, s.district AS district_number, d.name AS district_name,
       s.number AS school_number, s.name AS school_name, g.grade, coalesce(c.students, 0) AS students
FROM school s
JOIN certified ON certified.district = s.district
JOIN district d ON d.number = s.district
CROSS JOIN grade_row g
LEFT JOIN counted c ON c.school_nbr = s.number AND c.grade = g.code
WHERE g.always = 1 OR c.students > 0
ORDER BY d.name COLLATE "C", s.district, s.name COLLATE "C", s.number, g.sort

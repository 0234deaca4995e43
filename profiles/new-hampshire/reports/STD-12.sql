/*---
id: STD-12
title: Race/Ethnic Enrollments
description: Pupils enrolled on the fall count date, by race and ethnicity, count and share, for each school and district.
collection: BOY
count_date: "10-01"
audiences: [internal, public]
columns:
  - { name: sau_number, title: "SAU #" }
  - { name: district_number, title: "District #" }
  - { name: district_name, title: District }
  - { name: school_number, title: "School #" }
  - { name: school_name, title: School }
  - { name: race, title: Race/ethnicity }
  - { name: students, title: Students }
  - { name: share, title: Share }
dimensions:
  - id: organization
    title: School
    keys: [district_number, school_number]
    labels: { district_number: [sau_number, district_name], school_number: [school_name] }
  - id: race
    title: Race/ethnicity
    keys: [race]
    order: [American Indian, Asian, Black, Hispanic, Pacific Islander, White, Two or more races, Not reported]
    attribute: true
grain: [school_number, race]
measures:
  - { column: students, title: Students, kind: count }
  - { column: share, title: Share, kind: share, of: students, across: race }
tables:
  race_group: { file: reports/race-groups.csv, columns: { code: integer, reporting_group: text } }
chart: { title: Pupils of the state by race and ethnicity, x: race, measure: students, where: { district_number: total, school_number: total } }
notes:
  - Public school districts and public academies (with the joint maintenance agreement), preschool and post-graduates included.
  - Whoever is Hispanic is counted as Hispanic, of whatever race; others of several races are counted as two or more races.
  - A share is a fraction of all pupils of the same school, district or state.
source: Submission manual, chapter 6, Race/Ethnic Enrollments
---*/
WITH grouped AS (
  SELECT r.school_nbr, coalesce(x.reporting_group, 'Not reported') AS race, count(*) AS students
  FROM record r
  CROSS JOIN parameter p
  LEFT JOIN race_group x ON x.code = r.race
  WHERE r.enrollment_status IN (1, 2, 3)
    AND r.entry_date <= p.count_date
    AND (r.exit_date IS NULL OR r.exit_date > p.count_date)
  GROUP BY 1, 2
),
group_row AS (
  SELECT DISTINCT reporting_group AS race FROM race_group
  UNION
  SELECT race FROM grouped
)
SELECT s.sau AS sau_number, s.district AS district_number, d.name AS district_name,
       s.number AS school_number, s.name AS school_name, g.race, coalesce(c.students, 0) AS students
FROM school s
JOIN certified ON certified.district = s.district
JOIN district d ON d.number = s.district
CROSS JOIN group_row g
LEFT JOIN grouped c ON c.school_nbr = s.number AND c.race = g.race
WHERE s.kind IN ('public', 'academy')
ORDER BY d.name COLLATE "C", s.district, s.name COLLATE "C", s.number, g.race

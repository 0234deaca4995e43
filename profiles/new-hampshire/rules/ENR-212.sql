/*---
element: Grade
relations:
  last_year: { collection: same, years_back: 1, certified: true }
---*/
-- Pupils of a school and grade on the count date against the last certified year: more than 10 percent and more than 5.
WITH now_in AS (
  SELECT r.school_nbr, r.grade, count(DISTINCT r.sasid) AS pupils FROM record r, parameter p
  WHERE r.enrollment_status IN (1, 2, 3) AND r.entry_date <= p.count_date
    AND (r.exit_date IS NULL OR r.exit_date > p.count_date)
  GROUP BY 1, 2
),
then_in AS (
  SELECT r.school_nbr, r.grade, count(DISTINCT r.sasid) AS pupils FROM last_year r, parameter p
  WHERE r.enrollment_status IN (1, 2, 3) AND r.entry_date <= p.count_date - interval '1 year'
    AND (r.exit_date IS NULL OR r.exit_date > p.count_date - interval '1 year')
  GROUP BY 1, 2
),
compared AS (
  SELECT coalesce(n.school_nbr, t.school_nbr) AS school_nbr, coalesce(n.grade, t.grade) AS grade,
    coalesce(n.pupils, 0) AS pupils_now, coalesce(t.pupils, 0) AS pupils_then
  FROM now_in n FULL JOIN then_in t ON t.school_nbr = n.school_nbr AND t.grade = n.grade
)
SELECT NULL::uuid AS batch_id, NULL::integer AS row_number, c.school_nbr || '/' || c.grade AS subject,
  c.pupils_then || ' last year, ' || c.pupils_now || ' now' AS value,
  jsonb_build_object('school', c.school_nbr, 'grade', c.grade, 'then', c.pupils_then, 'now', c.pupils_now) AS detail
FROM compared c
WHERE c.school_nbr IN (SELECT school_nbr FROM then_in) AND c.school_nbr IN (SELECT school_nbr FROM record)
  AND abs(c.pupils_now - c.pupils_then) > 5 AND abs(c.pupils_now - c.pupils_then) * 10 > c.pupils_then

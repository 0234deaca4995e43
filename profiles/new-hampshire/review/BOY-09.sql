/*---
id: BOY-09
title: "Fall enrollment sign-off"
collection: BOY
audience: Superintendent
confirm: true
columns: [School number, School, Grade, Pupils]
source: state manual 2007-08, chapter 3
---*/
-- The counts that the superintendent signs.
SELECT r.school_nbr, CASE WHEN grouping(r.school_nbr) = 1 THEN 'District' ELSE coalesce(min(s.name), 'Unknown school') END,
  CASE WHEN grouping(r.grade) = 1 THEN 'All' ELSE coalesce(min(g.grade), r.grade::text, 'Unknown') END,
  count(DISTINCT r.sasid)
FROM record r
CROSS JOIN parameter p
LEFT JOIN school s ON s.number = r.school_nbr
LEFT JOIN grade_label g ON g.code = r.grade::text
WHERE r.enrollment_status IN (1, 2, 3)
  AND r.entry_date <= p.count_date AND (r.exit_date IS NULL OR r.exit_date > p.count_date)
GROUP BY GROUPING SETS ((r.school_nbr, r.grade), ())
ORDER BY grouping(r.school_nbr), r.school_nbr, grouping(r.grade), min(g.position), r.grade

/*---
id: BOY-05
title: "Homeless count on October 1"
collection: BOY
audience: Homeless liaison
confirm: true
columns: [School number, School, Homeless code, Living situation, Pupils]
source: state manual 2007-08, chapter 3
---*/
SELECT r.school_nbr, CASE WHEN grouping(r.school_nbr) = 1 THEN 'District' ELSE coalesce(min(s.name), 'Unknown school') END,
  r.homeless_code, CASE WHEN grouping(r.homeless_code) = 1 THEN 'All' ELSE coalesce(min(c.label), '') END,
  count(DISTINCT r.sasid)
FROM record r
CROSS JOIN parameter p
LEFT JOIN school s ON s.number = r.school_nbr
LEFT JOIN code_label c ON c.code_set = 'HOMELESS' AND c.code = r.homeless_code::text
WHERE r.homeless_code IS NOT NULL
  AND r.entry_date <= p.count_date AND (r.exit_date IS NULL OR r.exit_date > p.count_date)
GROUP BY GROUPING SETS ((r.school_nbr, r.homeless_code), ())
ORDER BY grouping(r.school_nbr), r.school_nbr, r.homeless_code

/*---
id: BOY-03
title: "Race and gender counts on October 1"
collection: BOY
audience: School staff and business administrator
confirm: true
columns: [School number, School, Race code, Race, Gender, Pupils]
registry: true
source: state manual 2007-08, chapter 3
---*/
-- Race as submitted; gender is no element of the file and comes from the registry, by SASID.
SELECT r.school_nbr, CASE WHEN grouping(r.school_nbr) = 1 THEN 'District' ELSE coalesce(min(s.name), 'Unknown school') END,
  r.race, CASE WHEN grouping(r.race) = 1 THEN 'All' ELSE coalesce(min(c.label), 'Unknown') END,
  CASE WHEN grouping(g.sex) = 1 THEN 'All' ELSE coalesce(min(x.label), g.sex, 'Unknown') END,
  count(DISTINCT r.sasid)
FROM record r
CROSS JOIN parameter p
LEFT JOIN registry g ON g.number = r.sasid
LEFT JOIN school s ON s.number = r.school_nbr
LEFT JOIN code_label c ON c.code_set = 'RACE' AND c.code = r.race::text
LEFT JOIN code_label x ON x.code_set = 'GENDER' AND x.code = g.sex
WHERE r.enrollment_status IN (1, 2, 3)
  AND r.entry_date <= p.count_date AND (r.exit_date IS NULL OR r.exit_date > p.count_date)
GROUP BY GROUPING SETS ((r.school_nbr, r.race, g.sex), (r.school_nbr), ())
ORDER BY grouping(r.school_nbr), r.school_nbr, grouping(r.race), r.race, g.sex

/*---
id: BOY-06
title: "Summer graduates"
collection: BOY
audience: Guidance staff
confirm: true
columns: [School number, School, Diploma type, Kind of completion, Pupils]
source: state manual 2007-08, chapter 3
---*/
SELECT r.school_nbr, CASE WHEN grouping(r.school_nbr) = 1 THEN 'District' ELSE coalesce(min(s.name), 'Unknown school') END,
  r.diploma_type, CASE WHEN grouping(r.diploma_type) = 1 THEN 'All' ELSE coalesce(min(c.label), '') END,
  count(DISTINCT r.sasid)
FROM record r
LEFT JOIN school s ON s.number = r.school_nbr
LEFT JOIN code_label c ON c.code_set = 'DIPLOMA-TYPE' AND c.code = r.diploma_type::text
WHERE r.promoted_indicator = 3
GROUP BY GROUPING SETS ((r.school_nbr, r.diploma_type), ())
ORDER BY grouping(r.school_nbr), r.school_nbr, r.diploma_type

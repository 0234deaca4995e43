/*---
id: BOY-07
title: "Summer withdrawals (enrollment status 7)"
collection: BOY
audience: School staff
confirm: true
columns: [School number, School, Exit code, Reason, Pupils]
source: state manual 2007-08, chapter 3
---*/
SELECT r.school_nbr, CASE WHEN grouping(r.school_nbr) = 1 THEN 'District' ELSE coalesce(min(s.name), 'Unknown school') END,
  r.exit_code, CASE WHEN grouping(r.exit_code) = 1 THEN 'All' ELSE coalesce(min(c.label), '') END,
  count(DISTINCT r.sasid)
FROM record r
LEFT JOIN school s ON s.number = r.school_nbr
LEFT JOIN code_label c ON c.code_set = 'EXIT-CODE' AND c.code = r.exit_code
WHERE r.enrollment_status = 7
GROUP BY GROUPING SETS ((r.school_nbr, r.exit_code), ())
ORDER BY grouping(r.school_nbr), r.school_nbr, r.exit_code

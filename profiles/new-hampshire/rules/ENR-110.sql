/*---
registry: true
---*/
-- Birth dates that are not the registry's. The finding shows the date that the district sent, never the registry's: who
-- holds a number by chance or by mistake must not learn the birth date of its pupil.
SELECT r.batch_id, r.row_number, r.sasid AS subject, to_char(r.date_of_birth, 'MM/DD/YYYY') AS value,
  NULL::jsonb AS detail
FROM record r
JOIN registry g ON g.number = r.sasid
WHERE r.date_of_birth <> g.birth_date

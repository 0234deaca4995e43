/*---
registry: true
---*/
-- Numbers of pupils who were merged with another: the finding names the number that holds now.
SELECT r.batch_id, r.row_number, r.sasid AS subject, r.sasid || ', now ' || g.superseded_by AS value,
  NULL::jsonb AS detail
FROM record r
JOIN registry g ON g.number = r.sasid
WHERE g.superseded_by IS NOT NULL

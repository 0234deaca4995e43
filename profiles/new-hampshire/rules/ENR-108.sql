/*---
registry: true
---*/
-- Numbers that could be, but were never given to a pupil.
SELECT r.batch_id, r.row_number, r.sasid AS subject, r.sasid AS value, NULL::jsonb AS detail
FROM record r
JOIN registry g ON g.number = r.sasid
WHERE g.state = 'unknown'

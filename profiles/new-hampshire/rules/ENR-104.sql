-- Rows that name another district than the one that submits.
SELECT r.batch_id, r.row_number, r.sasid AS subject, r.dist_nbr AS value, NULL::jsonb AS detail
FROM record r, parameter p
WHERE r.dist_nbr <> p.district

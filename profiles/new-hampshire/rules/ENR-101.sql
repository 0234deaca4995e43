-- The second and later rows that agree on student, school, entry date and status. Few students have more than one row:
-- only theirs are compared.
WITH several AS MATERIALIZED (SELECT sasid FROM record WHERE sasid IS NOT NULL GROUP BY sasid HAVING count(*) > 1),
ranked AS (
  SELECT batch_id, row_number, sasid,
    min(row_number) OVER (PARTITION BY sasid, school_nbr, entry_date, enrollment_status) AS first_row
  FROM record
  WHERE sasid IN (SELECT sasid FROM several) AND school_nbr IS NOT NULL AND enrollment_status IS NOT NULL
)
SELECT r.batch_id, r.row_number, r.sasid AS subject, 'row ' || r.first_row AS value,
  jsonb_build_object('first_row', r.first_row) AS detail
FROM ranked r
WHERE r.row_number > r.first_row

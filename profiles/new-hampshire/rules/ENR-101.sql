-- The second and later rows that agree on student, school, entry date and status.
SELECT d.batch_id, d.row_number, d.sasid AS subject, 'row ' || d.first_row AS value,
  jsonb_build_object('first_row', d.first_row) AS detail
FROM (
  SELECT batch_id, row_number, sasid,
    min(row_number) OVER (PARTITION BY sasid, school_nbr, entry_date, enrollment_status) AS first_row
  FROM record
  WHERE sasid IS NOT NULL AND school_nbr IS NOT NULL AND enrollment_status IS NOT NULL
) d
WHERE d.row_number > d.first_row

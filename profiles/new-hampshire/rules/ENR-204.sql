-- Students with more than one open record in the district; status 10 stands beside another record by its nature.
SELECT d.batch_id, d.row_number, d.sasid AS subject, d.school_nbr AS value, NULL::jsonb AS detail
FROM (
  SELECT batch_id, row_number, sasid, school_nbr, count(*) OVER (PARTITION BY sasid) AS open
  FROM record
  WHERE sasid IS NOT NULL AND exit_date IS NULL AND entry_date IS NOT NULL AND enrollment_status <> 10
) d
WHERE d.open > 1

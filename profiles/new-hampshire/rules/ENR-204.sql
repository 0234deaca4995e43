-- Students with more than one open record in the district; status 10 stands beside another record by its nature.
SELECT r.batch_id, r.row_number, r.sasid AS subject, r.school_nbr AS value, NULL::jsonb AS detail
FROM record r
JOIN (
  SELECT sasid FROM record WHERE exit_date IS NULL AND entry_date IS NOT NULL AND enrollment_status <> 10
  GROUP BY sasid HAVING count(*) > 1
) d ON d.sasid = r.sasid
WHERE r.exit_date IS NULL AND r.entry_date IS NOT NULL AND r.enrollment_status <> 10

-- The second and later rows that agree on student, school, entry date and status.
SELECT r.batch_id, r.row_number, r.sasid AS subject, 'row ' || d.first_row AS value,
  jsonb_build_object('first_row', d.first_row) AS detail
FROM record r
JOIN (
  SELECT sasid, school_nbr, coalesce(entry_date, 'infinity') AS entry_date, enrollment_status, min(row_number) AS first_row
  FROM record WHERE sasid IS NOT NULL AND school_nbr IS NOT NULL AND enrollment_status IS NOT NULL
  GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
) d ON d.sasid = r.sasid AND d.school_nbr = r.school_nbr AND d.enrollment_status = r.enrollment_status
  AND d.entry_date = coalesce(r.entry_date, 'infinity') AND r.row_number > d.first_row

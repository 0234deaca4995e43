-- Students enrolled (status 1, 2, 3) in more than one school on the count date: a finding for each record, with the
-- districts and schools of the others.
WITH counted AS MATERIALIZED (
  SELECT r.batch_id, r.row_number, r.sasid, r.school_nbr, r.batch_district
  FROM changed_record r, parameter p
  WHERE r.enrollment_status IN (1, 2, 3) AND r.entry_date <= p.count_date
    AND (r.exit_date IS NULL OR r.exit_date > p.count_date)
),
conflict AS MATERIALIZED (
  SELECT * FROM counted
  WHERE sasid IN (SELECT sasid FROM counted GROUP BY sasid HAVING min(school_nbr) <> max(school_nbr))
)
SELECT a.batch_id, a.row_number, a.sasid AS subject, a.school_nbr AS value,
  jsonb_build_object('others', (
    SELECT jsonb_agg(DISTINCT jsonb_build_object('district', b.batch_district, 'school', b.school_nbr))
    FROM conflict b WHERE b.sasid = a.sasid AND b.school_nbr <> a.school_nbr
  )) AS detail
FROM conflict a

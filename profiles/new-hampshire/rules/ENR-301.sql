/*---
relations:
  last_eoy: { collection: EOY, years_back: 1, reach: state }
---*/
-- Pupils open at the end of the last school year, not completed, who are in no file of any district this fall. The
-- finding goes to the district that had them.
SELECT NULL::uuid AS batch_id, NULL::integer AS row_number, e.sasid AS subject, e.school_nbr AS value,
  jsonb_build_object('district', e.batch_district, 'school', e.school_nbr, 'grade', e.grade) AS detail
FROM last_eoy e
WHERE e.sasid IN (SELECT student FROM changed)
  AND e.exit_date IS NULL AND coalesce(e.promoted_indicator, 0) <> 3 AND e.enrollment_status NOT IN (4, 10)
  AND NOT EXISTS (SELECT FROM changed_record r WHERE r.sasid = e.sasid)

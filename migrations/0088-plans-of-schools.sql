-- An assignment that is limited to schools sees the plans of students there, and of no other school of the district.
CREATE OR REPLACE FUNCTION students.planned_students(asking name) RETURNS bigint[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing access.assignment := access.standing(asking);
  day date := access.today();
BEGIN
  IF standing.id IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT DISTINCT p.student_id
    FROM students.special_education p
    WHERE (standing.district IS NULL OR p.district = standing.district)
      AND p.start_date <= day AND (p.end_date IS NULL OR p.end_date >= day)
      AND (cardinality(standing.schools) = 0 OR EXISTS (
        SELECT FROM students.student s
        WHERE s.student_id = p.student_id AND s.current_district = standing.district
          AND s.current_school = ANY (standing.schools))));
END $$;

-- Edges that a district says end with the assignment in that district; a court's bar outweighs every other source.

-- The district whose roster or caseload says so; none where no district says it, as for a family.
ALTER TABLE access.edge ADD COLUMN district integer;

-- As before, but: an edge of one district is nothing to an assignment in another, and a student who is barred in one of
-- the role's relations today is out, whatever another source says of the same person and student.
CREATE OR REPLACE FUNCTION access.related_students(asking name, whole_year boolean) RETURNS bigint[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing access.assignment := access.standing(asking);
  day date := access.today();
  since date := CASE WHEN whole_year THEN access.school_year_start(day) ELSE day END;
BEGIN
  IF standing.id IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT e.student_id
    FROM access.edge e
    JOIN access.viewer_relation r ON r.role = standing.role AND r.relation = e.relation
    WHERE e.account_id = standing.account_id AND NOT e.barred
      AND (e.district IS NULL OR standing.district IS NULL OR e.district = standing.district)
      AND e.valid_from <= day AND (e.valid_to IS NULL OR e.valid_to >= since)
      AND NOT EXISTS (
        SELECT FROM access.edge b
        JOIN access.viewer_relation br ON br.role = standing.role AND br.relation = b.relation
        WHERE b.account_id = standing.account_id AND b.student_id = e.student_id AND b.barred
          AND b.valid_from <= day AND (b.valid_to IS NULL OR b.valid_to >= day)));
END $$;
CREATE INDEX barred_edge ON access.edge (account_id, student_id) WHERE barred;

-- A grant that is limited to one assignment meets a need of no other assignment.
CREATE OR REPLACE FUNCTION access.standing(asking name) RETURNS access.assignment
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found access.assignment;
  day date := access.today();
BEGIN
  SELECT a.* INTO found
  FROM access.assignment a
  JOIN access.account c ON c.id = a.account_id
  JOIN access.viewer v ON v.role = a.role
  WHERE a.id = nullif(current_setting('rollbook.assignment', true), '')::uuid
    AND v.viewer = asking
    AND c.disabled_at IS NULL
    AND a.ended_at IS NULL
    AND a.valid_from <= day
    AND (a.valid_to IS NULL OR a.valid_to >= day)
    AND NOT EXISTS (
      SELECT FROM access.viewer_need n
      WHERE n.role = a.role AND NOT EXISTS (
        SELECT FROM access.dated_grant g
        WHERE g.account_id = a.account_id AND g.kind = n.need AND (g.role IS NULL OR g.role = a.role)
          AND (g.assignment_id IS NULL OR g.assignment_id = a.id)
          AND g.ended_at IS NULL AND g.valid_from <= day AND g.valid_to >= day));
  RETURN found;
END $$;

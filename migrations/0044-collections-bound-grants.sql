-- As for students' records: a grant that is bound to one assignment meets a need of no other.
CREATE OR REPLACE FUNCTION access.acting_district() RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.district
  FROM access.assignment a
  JOIN access.account c ON c.id = a.account_id
  CROSS JOIN (SELECT access.today() AS day) t
  WHERE a.id = nullif(current_setting('rollbook.assignment', true), '')::uuid
    AND c.disabled_at IS NULL AND a.ended_at IS NULL
    AND a.valid_from <= t.day AND (a.valid_to IS NULL OR a.valid_to >= t.day)
    AND NOT EXISTS (
      SELECT FROM access.viewer_need n
      WHERE n.role = a.role AND NOT EXISTS (
        SELECT FROM access.dated_grant g
        WHERE g.account_id = a.account_id AND g.kind = n.need AND (g.role IS NULL OR g.role = a.role)
          AND (g.assignment_id IS NULL OR g.assignment_id = a.id)
          AND g.ended_at IS NULL AND g.valid_from <= t.day AND g.valid_to >= t.day))
$$;

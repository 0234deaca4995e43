-- A one-time link reaches what its maker manages; and a district learns who looked at its own children from elsewhere.

-- Of whoever manages all accounts both are null.
ALTER TABLE access.sign_in_link ADD COLUMN maker_district integer, ADD COLUMN maker_roles text[];

-- The program learns yes or no, of a district that it names.
CREATE FUNCTION access.is_student_of(keys text[], of_district integer) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- A number may be one student's own and another one's of the state: then both must be the district's.
  RETURN (
    SELECT coalesce(bool_and(s.current_district IS NOT DISTINCT FROM of_district), false) FROM students.student s
    WHERE s.state_identifier = ANY (keys)
      OR s.student_id = ANY (ARRAY(SELECT k::bigint FROM unnest(keys) AS k WHERE k ~ '^[0-9]{1,18}$')));
END $$;
REVOKE ALL ON FUNCTION access.is_student_of(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.is_student_of(text[], integer) TO rollbook_app;

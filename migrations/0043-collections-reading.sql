-- A person of a district reads submissions as rollbook_reader, and the database itself keeps to that district. The program
-- (rules over all districts, uploads, certification) works on whole tables; partitions of records are for it alone.
DO $$
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rollbook_reader') THEN
      CREATE ROLE rollbook_reader NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of this server made the role at the same moment
  END;
  IF NOT pg_has_role('rollbook_app', 'rollbook_reader', 'MEMBER') THEN
    GRANT rollbook_reader TO rollbook_app;
  END IF;
END $$;

-- District of this transaction's assignment, if it stands today with everything its role needs; else null, which equals nothing.
CREATE FUNCTION access.acting_district() RETURNS integer
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
          AND g.ended_at IS NULL AND g.valid_from <= t.day AND g.valid_to >= t.day))
$$;
REVOKE ALL ON FUNCTION access.acting_district() FROM PUBLIC;
GRANT USAGE ON SCHEMA access, audit, collections TO rollbook_reader;
GRANT EXECUTE ON FUNCTION access.acting_district() TO rollbook_reader;
GRANT INSERT ON audit.event TO rollbook_reader;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['submission', 'batch', 'status_step', 'attestation', 'certification', 'explanation',
    'finding', 'record_change'] LOOP
    EXECUTE format('GRANT SELECT ON collections.%I TO rollbook_reader', name);
    EXECUTE format('ALTER TABLE collections.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY program ON collections.%I TO rollbook_app USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY own_district ON collections.%I FOR SELECT TO rollbook_reader '
      'USING (district = (SELECT access.acting_district()))', name);
  END LOOP;
END $$;
GRANT SELECT ON collections.collection_window TO rollbook_reader;

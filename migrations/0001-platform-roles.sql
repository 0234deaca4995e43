-- The program's role: owns nothing, bypasses nothing. Every table grants it just what its store needs.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rollbook_app') THEN
    CREATE ROLE rollbook_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  EXECUTE format('GRANT rollbook_app TO %I', current_user);
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server made the role at the same moment
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

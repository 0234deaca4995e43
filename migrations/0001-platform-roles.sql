-- The program's role: owns nothing, bypasses nothing. Every table grants it just what its store needs.
DO $$
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rollbook_app') THEN
      CREATE ROLE rollbook_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of this server made the role at the same moment
  END;
  IF NOT pg_has_role(current_user, 'rollbook_app', 'MEMBER') THEN
    EXECUTE format('GRANT rollbook_app TO %I', current_user);
  END IF;
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

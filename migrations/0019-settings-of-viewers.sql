-- A viewer changes no setting by a function call: `set_config` inside a question could take another role in the middle of
-- it. The program sets them before it becomes the viewer. On a server whose owner is no superuser this changes nothing.
DO $$
BEGIN
  REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO rollbook_app, rollbook_keeper;
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;

-- The audit log: append only for the program, which may neither change nor delete what it wrote.
CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO rollbook_app;

CREATE TABLE audit.event (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor        text NOT NULL,
  action       text NOT NULL,
  organization text,
  subject      text,
  details      jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX event_by_actor ON audit.event (actor, id);
CREATE INDEX event_by_subject ON audit.event (subject, id) WHERE subject IS NOT NULL;

GRANT SELECT, INSERT ON audit.event TO rollbook_app;

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are never changed or deleted';
END $$;
CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.event
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

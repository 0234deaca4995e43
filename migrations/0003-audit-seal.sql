-- Sealing of the audit log: the tree's leaves in the order of sealing, the signed checkpoints, and the exports made.
-- Append only, as the events are.

CREATE TABLE audit.leaf (
  position bigint PRIMARY KEY CHECK (position >= 0),
  event_id bigint NOT NULL UNIQUE,
  hash     bytea NOT NULL CHECK (length(hash) = 32)
);

CREATE TABLE audit.checkpoint (
  size          bigint PRIMARY KEY,
  previous_size bigint NOT NULL UNIQUE CHECK (previous_size >= 0 AND previous_size < size),
  -- Roots of the tree's perfect subtrees, largest first: all that the next sealing needs of the old log.
  peaks         bytea NOT NULL,
  note          text NOT NULL,
  -- Every event up to this number is sealed or was never committed.
  settled_to    bigint NOT NULL,
  -- Every event up to `waiting_to` was numbered by a transaction older than `waiting_for`; when those are over, it is settled.
  waiting_to    bigint NOT NULL,
  waiting_for   xid8 NOT NULL
);

CREATE TABLE audit.export (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at     timestamptz NOT NULL,
  target text NOT NULL,
  size   bigint NOT NULL
);

GRANT SELECT, INSERT ON audit.leaf, audit.checkpoint, audit.export TO rollbook_app;
GRANT SELECT ON SEQUENCE audit.event_id_seq TO rollbook_app;

CREATE TRIGGER leaf_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.leaf
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER checkpoint_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER export_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.export
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- A transaction gets its own number before its first event gets one. So whoever reads the last event number and then takes a
-- transaction number knows that every event up to the former belongs to a transaction older than the latter.
CREATE FUNCTION audit.number_the_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_current_xact_id();
  RETURN NULL;
END $$;
CREATE TRIGGER event_of_numbered_transaction BEFORE INSERT ON audit.event
  FOR EACH STATEMENT EXECUTE FUNCTION audit.number_the_transaction();
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER event_of_numbered_transaction;

-- A date that the encoding of events can hold; `at` is the database's own clock unless somebody gives another.
ALTER TABLE audit.event ADD CONSTRAINT event_at_is_a_date CHECK (at >= '2000-01-01Z' AND at < '10000-01-01Z') NOT VALID;

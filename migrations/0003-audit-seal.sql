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
  -- Event numbers up to `waiting_to` may still be held by the transactions `waiting_for` (as pg_locks names them); when
  -- those are over, it is settled.
  waiting_to    bigint NOT NULL,
  waiting_for   text[] NOT NULL
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

-- A date that the encoding of events can hold; `at` is the database's own clock unless somebody gives another.
ALTER TABLE audit.event ADD CONSTRAINT event_at_is_a_date CHECK (at >= '2000-01-01Z' AND at < '10000-01-01Z') NOT VALID;

-- Reading the log without charging who writes it: events keep their primary key alone, and the sealer, in its own
-- transactions, counts them by hour into two tables that lead the reader to the events. Derived, never evidence.
DROP INDEX audit.event_by_actor;
DROP INDEX audit.event_by_subject;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rollbook_sealer') THEN
    CREATE ROLE rollbook_sealer NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server made the role at the same moment
END $$;
-- Before the grant: a server of version 16 or later keeps with each grant whether it is inherited.
ALTER ROLE rollbook_app NOINHERIT;
DO $$
BEGIN
  IF NOT pg_has_role('rollbook_app', 'rollbook_sealer', 'MEMBER') THEN
    GRANT rollbook_sealer TO rollbook_app;
  END IF;
END $$;
GRANT USAGE ON SCHEMA audit TO rollbook_sealer;

-- The program writes events and reads all; leaves and checkpoints are the sealer's.
REVOKE INSERT ON audit.leaf, audit.checkpoint FROM rollbook_app;
GRANT SELECT ON audit.event, audit.leaf, audit.checkpoint TO rollbook_sealer;
GRANT INSERT ON audit.leaf, audit.checkpoint TO rollbook_sealer;
GRANT SELECT ON SEQUENCE audit.event_id_seq TO rollbook_sealer;

-- Who did what how often in an hour. Of whom the event was, and in which numbers it lies: the way to the events.
CREATE TABLE audit.volume_hour (
  hour         timestamptz NOT NULL,
  actor        text NOT NULL,
  action       text NOT NULL,
  organization text NOT NULL,
  role         text NOT NULL,
  events       integer NOT NULL,
  first_event  bigint NOT NULL,
  last_event   bigint NOT NULL,
  PRIMARY KEY (actor, hour, action, organization, role)
);
CREATE INDEX volume_by_hour ON audit.volume_hour (hour);

-- Whose events named a student in an hour.
CREATE TABLE audit.student_hour (
  student      text NOT NULL,
  hour         timestamptz NOT NULL,
  actor        text NOT NULL,
  organization text NOT NULL,
  role         text NOT NULL,
  events       integer NOT NULL,
  first_event  bigint NOT NULL,
  last_event   bigint NOT NULL,
  PRIMARY KEY (student, hour, actor, organization, role)
);
CREATE INDEX student_by_actor ON audit.student_hour (actor, hour) INCLUDE (student, organization, role);

-- The first `size` events of the sealed log are counted; all up to number `settled_to` are among them.
CREATE TABLE audit.counted (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  size bigint NOT NULL,
  settled_to bigint NOT NULL
);
INSERT INTO audit.counted (size, settled_to) VALUES (0, 0);

GRANT SELECT ON audit.volume_hour, audit.student_hour, audit.counted TO rollbook_app, rollbook_sealer;
GRANT INSERT, UPDATE ON audit.volume_hour, audit.student_hour TO rollbook_sealer;
GRANT UPDATE ON audit.counted TO rollbook_sealer;

-- The students that an event names: its subject, and the list that an event about several carries.
CREATE FUNCTION audit.students_of(subject text, details jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(subject, 9) WHERE subject ^@ 'student:'
  UNION
  SELECT jsonb_array_elements_text(details->'students') WHERE jsonb_typeof(details->'students') = 'array'
$$;

-- Events that are not counted yet: those of the last seconds.
CREATE VIEW audit.newest AS
  SELECT e.* FROM audit.event e
  WHERE e.id > (SELECT settled_to FROM audit.counted)
    AND NOT EXISTS (SELECT FROM audit.leaf l
      WHERE l.event_id = e.id AND l.position < (SELECT size FROM audit.counted));

CREATE VIEW audit.volume AS
  SELECT hour, actor, action, organization, role, events, first_event, last_event FROM audit.volume_hour
  UNION ALL
  SELECT date_trunc('hour', at, 'UTC'), actor, action, coalesce(organization, ''), coalesce(details->>'role', ''), 1, id, id
  FROM audit.newest;

CREATE VIEW audit.student_volume AS
  SELECT student, hour, actor, organization, role, events, first_event, last_event FROM audit.student_hour
  UNION ALL
  SELECT s.student, date_trunc('hour', n.at, 'UTC'), n.actor, coalesce(n.organization, ''), coalesce(n.details->>'role', ''), 1, n.id, n.id
  FROM audit.newest n CROSS JOIN LATERAL audit.students_of(n.subject, n.details) AS s (student);

GRANT SELECT ON audit.newest, audit.volume, audit.student_volume TO rollbook_app;

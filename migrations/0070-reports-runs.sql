-- Every report that was run: what was asked, by whom, and from which snapshots the figures came. Never changed.
CREATE SCHEMA reports;
GRANT USAGE ON SCHEMA reports TO rollbook_app;

-- A set of snapshots, directory and dictionary versions under its own hash; hundreds of runs share one.
CREATE TABLE reports.lineage (
  hash     text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  contents jsonb NOT NULL
);
GRANT SELECT, INSERT ON reports.lineage TO rollbook_app;

CREATE TABLE reports.run (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  report       text NOT NULL,
  school_year  smallint NOT NULL,
  as_of        date,
  audience     text NOT NULL,
  actor        text NOT NULL,
  ran_at       timestamptz NOT NULL,
  lineage_hash text NOT NULL REFERENCES reports.lineage (hash),
  -- SHA-256 of the definition file: the same text over the same lineage gives the same figures.
  sql_hash     text NOT NULL,
  cells        integer NOT NULL,
  withheld     integer NOT NULL
);
CREATE INDEX run_of_report ON reports.run (report, school_year, ran_at);
GRANT SELECT, INSERT ON reports.run TO rollbook_app;

-- Requests by file: how far a file is, and what only its asker can read again.
CREATE TABLE identity.request_file (
  file uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  district integer NOT NULL,
  account text NOT NULL,
  file_name text NOT NULL,
  key_hash bytea NOT NULL,
  content_hash bytea NOT NULL,
  -- Names of the file's columns, in its order.
  columns text[] NOT NULL,
  rows integer NOT NULL CHECK (rows > 0),
  -- Rows that are answered: a file that was cut off goes on after them.
  done integer NOT NULL DEFAULT 0 CHECK (done BETWEEN 0 AND rows),
  matched integer NOT NULL DEFAULT 0,
  near integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  asked_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK (matched + near + created = done),
  CHECK ((finished_at IS NULL) = (done < rows)),
  UNIQUE (district, key_hash)
);
CREATE INDEX request_file_of_district ON identity.request_file (district, asked_at);

-- Rows as they were sent, for the answers file, and under split custody their new numbers: encrypted under the asker's key, which
-- is kept nowhere here. Taken away after some days.
CREATE TABLE identity.sealed_rows (
  file uuid NOT NULL REFERENCES identity.request_file,
  first_row integer NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (file, first_row)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['request_file', 'sealed_rows'] LOOP
    EXECUTE format('ALTER TABLE identity.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY registry ON identity.%I TO rollbook_registry USING (true) WITH CHECK (true)', name);
    EXECUTE format('GRANT SELECT, INSERT ON identity.%I TO rollbook_registry', name);
  END LOOP;
END $$;
GRANT UPDATE (done, matched, near, created, finished_at) ON identity.request_file TO rollbook_registry;
GRANT DELETE ON identity.sealed_rows TO rollbook_registry;

-- A district's people read their own district's files.
GRANT SELECT ON identity.request_file TO rollbook_reader;
CREATE POLICY own_district ON identity.request_file FOR SELECT TO rollbook_reader
  USING (district = (SELECT access.acting_district()));

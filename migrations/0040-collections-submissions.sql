-- Submissions, their batches and what happened to them. Every row names its district, so that row security can follow.
CREATE SCHEMA collections;
GRANT USAGE ON SCHEMA collections TO rollbook_app;

-- When a collection may be uploaded. Without a row the profile's dates are shown and nothing is refused.
CREATE TABLE collections.collection_window (
  collection text NOT NULL,
  school_year smallint NOT NULL,
  opens date NOT NULL,
  closes date NOT NULL CHECK (closes >= opens),
  PRIMARY KEY (collection, school_year)
);
GRANT SELECT, INSERT, UPDATE ON collections.collection_window TO rollbook_app;

CREATE TABLE collections.submission (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  collection text NOT NULL,
  school_year smallint NOT NULL,
  district integer NOT NULL,
  version integer NOT NULL DEFAULT 1,
  status text NOT NULL,
  certified boolean NOT NULL DEFAULT false,
  -- When the district step last ran over just these records; any change of the data makes it null.
  district_step_at timestamptz,
  -- Counts up with every change of the data; an attestation of a report holds for one value only.
  data_revision integer NOT NULL DEFAULT 0,
  UNIQUE (collection, school_year, district)
);
GRANT SELECT, INSERT, UPDATE ON collections.submission TO rollbook_app;

CREATE TABLE collections.batch (
  id uuid PRIMARY KEY,
  submission_id uuid NOT NULL REFERENCES collections.submission (id),
  collection text NOT NULL,
  school_year smallint NOT NULL,
  district integer NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL,
  records integer NOT NULL,
  status text NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_by_name text NOT NULL,
  uploaded_at timestamptz NOT NULL,
  schools integer[] NOT NULL,
  -- When the batch step (row and batch rules) last ran over just these records.
  batch_step_at timestamptz,
  replaces uuid[] NOT NULL DEFAULT '{}',
  replaced_by uuid REFERENCES collections.batch (id),
  -- rows, records, byRule and counts as the checker gave them.
  check_result jsonb NOT NULL,
  CHECK ((status = 'Replaced') = (replaced_by IS NOT NULL))
);
-- The same bytes are one batch, however often and however simultaneously they are sent.
CREATE UNIQUE INDEX batch_once ON collections.batch (submission_id, sha256) WHERE status <> 'Replaced';
CREATE INDEX batch_of_submission ON collections.batch (submission_id);
CREATE INDEX batch_current ON collections.batch (collection, school_year, district) WHERE status <> 'Replaced';
GRANT SELECT, INSERT, UPDATE ON collections.batch TO rollbook_app;

CREATE TABLE collections.status_step (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  submission_id uuid NOT NULL REFERENCES collections.submission (id),
  district integer NOT NULL,
  version integer NOT NULL,
  status text NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  reason text
);
CREATE INDEX status_step_of_submission ON collections.status_step (submission_id, id);
GRANT SELECT, INSERT ON collections.status_step TO rollbook_app;

-- A confirmed review report: by whom, and for which state of the data.
CREATE TABLE collections.attestation (
  submission_id uuid NOT NULL REFERENCES collections.submission (id),
  district integer NOT NULL,
  report_id text NOT NULL,
  data_revision integer NOT NULL,
  by_account text NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (submission_id, report_id, data_revision)
);
GRANT SELECT, INSERT ON collections.attestation TO rollbook_app;

-- One row per certified version; a reopening adds to the row, it never takes it away.
CREATE TABLE collections.certification (
  submission_id uuid NOT NULL REFERENCES collections.submission (id),
  version integer NOT NULL,
  collection text NOT NULL,
  school_year smallint NOT NULL,
  district integer NOT NULL,
  certified_by text NOT NULL,
  certified_by_name text NOT NULL,
  certified_at timestamptz NOT NULL,
  records integer NOT NULL,
  data_hash text NOT NULL CHECK (data_hash ~ '^[0-9a-f]{64}$'),
  dictionary_version text NOT NULL,
  -- Pupils by school and grade, as printed on the sign-off.
  counts jsonb NOT NULL,
  statement text NOT NULL,
  snapshot text,
  signed_by_name text,
  signed_at timestamptz,
  reopened_by_name text,
  reopened_at timestamptz,
  reopen_reason text,
  PRIMARY KEY (submission_id, version)
);
GRANT SELECT, INSERT ON collections.certification TO rollbook_app;
GRANT UPDATE (signed_by_name, signed_at, reopened_by_name, reopened_at, reopen_reason)
  ON collections.certification TO rollbook_app;

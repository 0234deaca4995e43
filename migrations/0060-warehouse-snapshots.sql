-- Which immutable files hold the certified data, and what each was made from. The program adds rows and changes none.
CREATE SCHEMA warehouse;
GRANT USAGE ON SCHEMA warehouse TO rollbook_app;

-- The directory of a year as it stood at a certification: a new row only when something in it had changed.
CREATE TABLE warehouse.directory_snapshot (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  school_year     smallint NOT NULL,
  schools_hash    text NOT NULL CHECK (schools_hash ~ '^[0-9a-f]{64}$'),
  districts_hash  text NOT NULL CHECK (districts_hash ~ '^[0-9a-f]{64}$'),
  saus_hash       text NOT NULL CHECK (saus_hash ~ '^[0-9a-f]{64}$'),
  -- Of the directory as it was given, so that an unchanged one is known without writing files.
  contents_hash   text NOT NULL CHECK (contents_hash ~ '^[0-9a-f]{64}$'),
  taken_at        timestamptz NOT NULL
);
CREATE INDEX directory_snapshot_of_year ON warehouse.directory_snapshot (school_year, taken_at, id);
GRANT SELECT, INSERT ON warehouse.directory_snapshot TO rollbook_app;

-- One row per certified version of a submission.
CREATE TABLE warehouse.snapshot (
  id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  collection         text NOT NULL,
  school_year        smallint NOT NULL,
  district           integer NOT NULL,
  version            integer NOT NULL,
  -- SHA-256 of the Parquet file, which is its name.
  hash               text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  records            integer NOT NULL CHECK (records >= 0),
  -- Lineage: the certified data, the dictionary that checked it, the submission.
  data_hash          text NOT NULL CHECK (data_hash ~ '^[0-9a-f]{64}$'),
  dictionary_version text NOT NULL,
  submission_id      text NOT NULL,
  certified_at       timestamptz NOT NULL,
  UNIQUE (collection, school_year, district, version)
);
CREATE INDEX snapshot_as_of ON warehouse.snapshot (collection, school_year, certified_at);
GRANT SELECT, INSERT ON warehouse.snapshot TO rollbook_app;

-- Organizations by school year: a year's directory never changes another's. A school that disappears is closed, not deleted.
CREATE SCHEMA directory;
GRANT USAGE ON SCHEMA directory TO rollbook_app;

CREATE TABLE directory.sau (
  year smallint NOT NULL,
  number integer NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (year, number)
);

CREATE TABLE directory.district (
  year smallint NOT NULL,
  number integer NOT NULL,
  name text NOT NULL,
  sau integer NOT NULL,
  kind text NOT NULL,
  contact_name text NOT NULL,
  contact_email text NOT NULL,
  contact_phone text NOT NULL,
  PRIMARY KEY (year, number),
  FOREIGN KEY (year, sau) REFERENCES directory.sau
);

CREATE TABLE directory.town (
  year smallint NOT NULL,
  number integer NOT NULL,
  name text NOT NULL,
  district integer NOT NULL,
  PRIMARY KEY (year, number),
  FOREIGN KEY (year, district) REFERENCES directory.district
);

-- district and sau are 0 for nonpublic and out-of-state schools, which belong to no district: hence no foreign key.
CREATE TABLE directory.school (
  year smallint NOT NULL,
  number integer NOT NULL,
  name text NOT NULL,
  district integer NOT NULL,
  sau integer NOT NULL,
  kind text NOT NULL,
  level text NOT NULL,
  grades text[] NOT NULL,
  opens date NOT NULL,
  closes date NOT NULL CHECK (closes >= opens),
  active_from date NOT NULL,
  active_to date,
  half_days_in_session integer NOT NULL CHECK (half_days_in_session > 0),
  required boolean NOT NULL,
  county text,
  PRIMARY KEY (year, number)
);
CREATE INDEX ON directory.school (year, district);

GRANT SELECT, INSERT, UPDATE, DELETE ON directory.sau, directory.district, directory.town TO rollbook_app;
GRANT SELECT, INSERT, UPDATE ON directory.school TO rollbook_app;

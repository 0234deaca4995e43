-- What rosters and certified submissions need besides the record itself: whose number is whose, what was imported when,
-- and who was linked. The keeper writes all of it; the program reads nothing here unasked.

-- A district's own number for a student. A student in two districts has two; the record shows that of the current one.
CREATE TABLE students.local_identity (
  district integer NOT NULL,
  local_identifier text NOT NULL CHECK (local_identifier <> ''),
  student_id bigint NOT NULL REFERENCES students.student,
  -- Whether the latest roster has it.
  current boolean NOT NULL DEFAULT true,
  PRIMARY KEY (district, local_identifier)
);
CREATE INDEX local_identity_of_student ON students.local_identity (student_id);

-- One row an imported file, with what it changed. Holds no student.
CREATE TABLE students.roster_import (
  import_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  district integer NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  imported_at timestamptz NOT NULL,
  imported_by text NOT NULL,
  imported_by_name text NOT NULL,
  counts jsonb NOT NULL,
  -- Staff that no account was made for, by OneRoster role.
  not_linked jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX roster_import_of_district ON students.roster_import (district, import_id);

-- What gave an assignment, as `roster:17`, so that a district's roster can end its own and no others.
ALTER TABLE access.assignment ADD COLUMN source text CHECK (source <> '');
CREATE INDEX assignment_of_source ON access.assignment (source) WHERE source IS NOT NULL;

-- Who said so: an import ends only what imports said, never what a person entered on the screen.
ALTER TABLE students.class_roster ADD COLUMN source text NOT NULL DEFAULT 'roster' CHECK (source IN ('roster', 'screen'));
ALTER TABLE students.class_teacher ADD COLUMN source text NOT NULL DEFAULT 'roster' CHECK (source IN ('roster', 'screen'));

-- A second record of a student who has another one (shared programs, home education) never makes the current school.
ALTER TABLE students.enrollment ADD COLUMN main boolean NOT NULL DEFAULT true;
CREATE INDEX enrollment_of_district ON students.enrollment (district, school_year);

GRANT SELECT, INSERT, UPDATE, DELETE ON students.local_identity, students.roster_import TO rollbook_keeper;
-- A roster gives its new students and classes their numbers itself, many at once.
GRANT USAGE ON SEQUENCE students.student_student_id_seq, students.class_class_id_seq TO rollbook_keeper;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['local_identity', 'roster_import'] LOOP
    EXECUTE format('ALTER TABLE students.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY keeper ON students.%I TO rollbook_keeper USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;

-- An enrollment without an exit ends with its school year: rights end with the year, whatever the next file says.
CREATE OR REPLACE FUNCTION students.enrolled_students(asking name, whole_year boolean) RETURNS bigint[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing access.assignment := access.standing(asking);
  day date := access.today();
  since date := CASE WHEN whole_year THEN access.school_year_start(day) ELSE day END;
BEGIN
  IF standing.id IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT DISTINCT e.student_id
    FROM students.enrollment e
    WHERE e.school = ANY (standing.schools)
      AND (standing.district IS NULL OR e.district = standing.district)
      AND e.entry_date <= day
      AND least(e.exit_date, make_date(e.school_year, 6, 30)) >= since);
END $$;

-- Years whose directory came from rosters and not from a published table: only those may a roster change.
CREATE TABLE directory.roster_year (year smallint PRIMARY KEY);
GRANT SELECT, INSERT, DELETE ON directory.roster_year TO rollbook_app;

-- The record of each child, over districts and years. The program itself has no right here: viewers read under row
-- policies generated from the access policy, and the keeper writes what rosters and certified submissions say.
CREATE SCHEMA students;
GRANT USAGE ON SCHEMA students TO rollbook_viewer, rollbook_keeper;

CREATE TABLE students.student (
  student_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The state's number; unknown until the registry gave it.
  state_identifier text UNIQUE CHECK (state_identifier <> ''),
  -- The number that the current district uses, and the district whose number it is.
  local_identifier text,
  local_identifier_district integer,
  first_name text,
  middle_name text,
  last_name text,
  name_suffix text,
  birth_date date,
  sex text,
  race_ethnicity text,
  town_of_birth text,
  home_language text,
  guardian_name text,
  guardian_phone text,
  military_connected boolean,
  homeless boolean,
  -- The current enrollment, or the latest one. Kept by the keeper with every change of an enrollment.
  current_district integer,
  current_school integer,
  current_grade text,
  CHECK ((local_identifier IS NULL) OR (local_identifier_district IS NOT NULL)),
  UNIQUE (local_identifier_district, local_identifier)
);
CREATE INDEX student_of_district ON students.student (current_district, last_name, first_name);
CREATE INDEX student_of_school ON students.student (current_school, last_name, first_name);
CREATE INDEX student_by_name ON students.student (last_name, first_name);

CREATE TABLE students.enrollment (
  enrollment_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  student_id bigint NOT NULL REFERENCES students.student,
  school_year smallint NOT NULL,
  district integer NOT NULL,
  school integer NOT NULL,
  grade text,
  entry_date date NOT NULL,
  entry_code text,
  exit_date date CHECK (exit_date >= entry_date),
  exit_code text,
  -- What says so: `collection:BOY` or `roster`. A later word of the same source replaces an earlier one.
  source text NOT NULL,
  UNIQUE (student_id, source, school_year, school, entry_date)
);
CREATE INDEX enrollment_of_school ON students.enrollment (school, entry_date) INCLUDE (student_id, exit_date);

CREATE TABLE students.program (
  program_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  student_id bigint NOT NULL REFERENCES students.student,
  district integer NOT NULL,
  program text NOT NULL CHECK (program IN ('english-learner', 'title-1', 'gifted', 'migrant', 'career-technical')),
  start_date date NOT NULL,
  end_date date CHECK (end_date >= start_date),
  source text NOT NULL,
  UNIQUE (student_id, program, source, start_date)
);

-- Apart from the other programs, since far fewer may know.
CREATE TABLE students.special_education (
  plan_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  student_id bigint NOT NULL REFERENCES students.student,
  district integer NOT NULL,
  plan text NOT NULL CHECK (plan IN ('iep', 'service-plan', '504')),
  primary_disability text,
  start_date date NOT NULL,
  end_date date CHECK (end_date >= start_date),
  source text NOT NULL,
  UNIQUE (student_id, plan, source, start_date)
);
CREATE INDEX special_education_today ON students.special_education (district, start_date) INCLUDE (student_id, end_date);

-- Lunch status, by law known to few.
CREATE TABLE students.economic_status (
  status_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  student_id bigint NOT NULL REFERENCES students.student,
  school_year smallint NOT NULL,
  lunch_status text NOT NULL CHECK (lunch_status IN ('free', 'reduced', 'paid')),
  source text NOT NULL,
  UNIQUE (student_id, source, school_year)
);

CREATE TABLE students.health_note (
  note_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  student_id bigint NOT NULL REFERENCES students.student,
  noted_on date NOT NULL,
  note text NOT NULL CHECK (note <> ''),
  entered_by text NOT NULL
);

CREATE TABLE students.attendance (
  attendance_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  student_id bigint NOT NULL REFERENCES students.student,
  school_year smallint NOT NULL,
  school integer NOT NULL,
  half_days_present integer NOT NULL CHECK (half_days_present >= 0),
  half_days_absent integer NOT NULL CHECK (half_days_absent >= 0),
  in_school_suspensions integer CHECK (in_school_suspensions >= 0),
  out_of_school_suspensions integer CHECK (out_of_school_suspensions >= 0),
  source text NOT NULL,
  UNIQUE (student_id, source, school_year, school)
);

CREATE TABLE students.assessment (
  assessment_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  student_id bigint NOT NULL REFERENCES students.student,
  school_year smallint NOT NULL,
  assessment text NOT NULL,
  subject text NOT NULL,
  taken_on date,
  scale_score numeric,
  performance_level text,
  source text NOT NULL,
  UNIQUE (student_id, source, school_year, assessment, subject)
);

-- Classes and who is in them; a class is no student's record, its roster is.
CREATE TABLE students.class (
  class_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The identifier that the school's own system gives the class.
  sourced_id text NOT NULL,
  district integer NOT NULL,
  school integer NOT NULL,
  school_year smallint NOT NULL,
  title text NOT NULL,
  course_code text,
  starts date NOT NULL,
  ends date NOT NULL CHECK (ends >= starts),
  UNIQUE (district, sourced_id, school_year)
);
CREATE INDEX class_of_school ON students.class (school, school_year);

CREATE TABLE students.class_teacher (
  class_id bigint NOT NULL REFERENCES students.class,
  account_id uuid NOT NULL REFERENCES access.account (id),
  starts date NOT NULL,
  ends date NOT NULL CHECK (ends >= starts),
  PRIMARY KEY (class_id, account_id, starts)
);
CREATE INDEX class_teacher_of_account ON students.class_teacher (account_id);

CREATE TABLE students.class_roster (
  class_id bigint NOT NULL REFERENCES students.class,
  student_id bigint NOT NULL REFERENCES students.student,
  starts date NOT NULL,
  ends date NOT NULL CHECK (ends >= starts),
  PRIMARY KEY (class_id, student_id, starts)
);
CREATE INDEX class_roster_of_student ON students.class_roster (student_id);

-- Who serves a student outside class: counselor, psychologist, social worker, nurse.
CREATE TABLE students.caseload (
  caseload_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES access.account (id),
  student_id bigint NOT NULL REFERENCES students.student,
  relation text NOT NULL CHECK (relation ~ '^[a-z][a-z-]*$'),
  purpose text NOT NULL CHECK (purpose IN ('assigned', 'serving', 'evaluation')),
  starts date NOT NULL,
  ends date CHECK (ends >= starts),
  UNIQUE (account_id, student_id, relation, starts)
);
CREATE INDEX caseload_of_student ON students.caseload (student_id);

-- Every child table is read by student.
CREATE INDEX special_education_of_student ON students.special_education (student_id);
CREATE INDEX health_note_of_student ON students.health_note (student_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA students TO rollbook_keeper;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['student', 'enrollment', 'program', 'special_education', 'economic_status', 'health_note',
    'attendance', 'assessment', 'class', 'class_teacher', 'class_roster', 'caseload'] LOOP
    EXECUTE format('ALTER TABLE students.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY keeper ON students.%I TO rollbook_keeper USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;

-- Students enrolled in the assignment's schools: today, or on some day of this school year so far.
CREATE FUNCTION students.enrolled_students(asking name, whole_year boolean) RETURNS bigint[]
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
      AND e.entry_date <= day AND (e.exit_date IS NULL OR e.exit_date >= since));
END $$;

-- Students with an active plan today, of the assignment's district where it has one.
CREATE FUNCTION students.planned_students(asking name) RETURNS bigint[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing access.assignment := access.standing(asking);
  day date := access.today();
BEGIN
  IF standing.id IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT DISTINCT p.student_id
    FROM students.special_education p
    WHERE (standing.district IS NULL OR p.district = standing.district)
      AND p.start_date <= day AND (p.end_date IS NULL OR p.end_date >= day));
END $$;

-- Own children, or oneself, as long as the rights are theirs: they move to the student at eighteen.
CREATE FUNCTION students.family_students(asking name) RETURNS bigint[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  day date := access.today();
  age text := (SELECT v.student_age FROM access.viewer v WHERE v.viewer = asking);
BEGIN
  RETURN ARRAY(
    SELECT s.student_id
    FROM students.student s
    WHERE s.student_id = ANY (access.related_students(asking, false))
      -- Born on 29 February: eighteen on 1 March.
      AND (age IS NULL OR (s.birth_date <= day - interval '18 years') = (age = 'adult')));
END $$;

REVOKE ALL ON FUNCTION students.enrolled_students(name, boolean), students.planned_students(name),
  students.family_students(name) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION students.enrolled_students(name, boolean), students.planned_students(name),
  students.family_students(name) TO rollbook_viewer;

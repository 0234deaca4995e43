-- Who may see which rows: the roles that row policies hang on, assignments, edges, dated grants, and the policy as applied.
-- The row policies, viewer roles and views themselves are generated from a profile's access.yaml.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['viewer', 'keeper', 'rows_all', 'rows_district', 'rows_school', 'rows_school_year',
    'rows_related', 'rows_related_year', 'rows_program', 'rows_family', 'rows_grant'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rollbook_' || name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', 'rollbook_' || name);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- another database of this server made the role at the same moment
    END;
    IF name LIKE 'rows%' AND NOT pg_has_role('rollbook_' || name, 'rollbook_viewer', 'MEMBER') THEN
      EXECUTE format('GRANT rollbook_viewer TO %I', 'rollbook_' || name);
    END IF;
  END LOOP;
  -- The program may become a viewer or the keeper, for one transaction; it must never have their rights unasked.
  ALTER ROLE rollbook_app NOINHERIT;
  IF NOT pg_has_role('rollbook_app', 'rollbook_keeper', 'MEMBER') THEN
    GRANT rollbook_keeper TO rollbook_app;
  END IF;
END $$;
GRANT USAGE ON SCHEMA audit, access TO rollbook_viewer, rollbook_keeper;
GRANT INSERT ON audit.event TO rollbook_viewer, rollbook_keeper;

-- What a person does, where, and from when to when. Both days count; no last day means until it is ended.
CREATE TABLE access.assignment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES access.account (id),
  role text NOT NULL,
  district integer,
  schools integer[] NOT NULL DEFAULT '{}',
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  ended_at timestamptz,
  ended_by text,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX assignment_of_account ON access.assignment (account_id);
CREATE INDEX assignment_of_district ON access.assignment (district, role);
GRANT SELECT, INSERT ON access.assignment TO rollbook_app;
GRANT UPDATE (valid_to, ended_at, ended_by) ON access.assignment TO rollbook_app;

INSERT INTO access.assignment (account_id, role, district, valid_from, created_at, created_by)
  SELECT id, role, district, created_at::date, created_at, 'system' FROM access.account;
ALTER TABLE access.account DROP COLUMN role, DROP COLUMN district;
GRANT UPDATE (name, email, disabled_at) ON access.account TO rollbook_app;

-- The assignment that a session acts in; a person with several changes it.
ALTER TABLE access.session ADD COLUMN assignment_id uuid REFERENCES access.assignment (id);
UPDATE access.session s SET assignment_id = a.id FROM access.assignment a WHERE a.account_id = s.account_id;
GRANT UPDATE (assignment_id) ON access.session TO rollbook_app;

-- Who stands in which relation to which student. Written in the transaction of the roster or caseload that says so.
CREATE TABLE access.edge (
  account_id uuid NOT NULL REFERENCES access.account (id),
  student_id bigint NOT NULL,
  relation text NOT NULL CHECK (relation ~ '^[a-z][a-z-]*$'),
  -- What says so, as `class:42` or `caseload:7`: when it goes, its edges go.
  source text NOT NULL CHECK (source <> ''),
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  -- A court has taken the right away.
  barred boolean NOT NULL DEFAULT false,
  PRIMARY KEY (account_id, relation, student_id, source, valid_from)
);
CREATE INDEX edge_of_source ON access.edge (source);
CREATE INDEX edge_of_student ON access.edge (student_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.edge TO rollbook_app, rollbook_keeper;

-- Authorizations, assurances, trainings, agreements, granted applications: each has a first and a last day.
CREATE TABLE access.dated_grant (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES access.account (id),
  -- The role that it is needed for; none: whatever the account does.
  role text,
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z-]*$'),
  valid_from date NOT NULL,
  valid_to date NOT NULL CHECK (valid_to >= valid_from),
  given_at timestamptz NOT NULL,
  given_by text NOT NULL,
  given_by_name text NOT NULL,
  -- The sentence that was signed or decided, whole.
  statement text NOT NULL CHECK (length(trim(statement)) > 0),
  -- Names of fields that it is limited to; none: those of the role.
  fields text[],
  document_sha256 text CHECK (document_sha256 ~ '^[0-9a-f]{64}$'),
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX dated_grant_of_account ON access.dated_grant (account_id, kind);
GRANT SELECT, INSERT ON access.dated_grant TO rollbook_app;
GRANT UPDATE (ended_at, ended_by, end_reason) ON access.dated_grant TO rollbook_app;

-- The students that a grant is about, where it is about named ones.
CREATE TABLE access.grant_student (
  grant_id uuid NOT NULL REFERENCES access.dated_grant (id),
  student_id bigint NOT NULL,
  PRIMARY KEY (grant_id, student_id)
);
GRANT SELECT, INSERT ON access.grant_student TO rollbook_app;

-- The applied policy: which role of the profile is which role of the database, and what it needs. Written by the owner.
CREATE TABLE access.applied_policy (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  sha256 text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE access.viewer (
  role text PRIMARY KEY,
  viewer name NOT NULL UNIQUE,
  rows text NOT NULL,
  -- 'minor' or 'adult' where only such students' records are meant: the rights move at eighteen.
  student_age text CHECK (student_age IN ('minor', 'adult'))
);
CREATE TABLE access.viewer_need (role text NOT NULL, need text NOT NULL, PRIMARY KEY (role, need));
CREATE TABLE access.viewer_relation (role text NOT NULL, relation text NOT NULL, PRIMARY KEY (role, relation));
GRANT SELECT ON access.applied_policy, access.viewer, access.viewer_need, access.viewer_relation TO rollbook_app;

-- The jurisdiction's day, set for one transaction. Without it nothing is valid.
CREATE FUNCTION access.today() RETURNS date LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('rollbook.today', true), '')::date $$;

-- First day of the school year that a day is in: 1 July.
CREATE FUNCTION access.school_year_start(day date) RETURNS date LANGUAGE sql IMMUTABLE AS
  $$ SELECT make_date(extract(year FROM day)::int - CASE WHEN extract(month FROM day) < 7 THEN 1 ELSE 0 END, 7, 1) $$;

-- The assignment of this transaction, if it stands today: of a live account, not ended, in its days, in the role of the
-- database that asks, with everything that its role needs. Else nothing. Every row policy begins here.
CREATE FUNCTION access.standing(asking name) RETURNS access.assignment
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found access.assignment;
  day date := access.today();
BEGIN
  SELECT a.* INTO found
  FROM access.assignment a
  JOIN access.account c ON c.id = a.account_id
  JOIN access.viewer v ON v.role = a.role
  WHERE a.id = nullif(current_setting('rollbook.assignment', true), '')::uuid
    AND v.viewer = asking
    AND c.disabled_at IS NULL
    AND a.ended_at IS NULL
    AND a.valid_from <= day
    AND (a.valid_to IS NULL OR a.valid_to >= day)
    AND NOT EXISTS (
      SELECT FROM access.viewer_need n
      WHERE n.role = a.role AND NOT EXISTS (
        SELECT FROM access.dated_grant g
        WHERE g.account_id = a.account_id AND g.kind = n.need AND (g.role IS NULL OR g.role = a.role)
          AND g.ended_at IS NULL AND g.valid_from <= day AND g.valid_to >= day));
  RETURN found;
END $$;

CREATE FUNCTION access.stands(asking name) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT (access.standing(asking)).id IS NOT NULL $$;

CREATE FUNCTION access.standing_district(asking name) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT (access.standing(asking)).district $$;

-- Schools that the assignment is limited to; empty where it is the whole district; null where nothing stands.
CREATE FUNCTION access.standing_schools(asking name) RETURNS integer[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT (access.standing(asking)).schools $$;

-- Students that the person stands in one of the role's relations to: today, or on some day of this school year so far.
CREATE FUNCTION access.related_students(asking name, whole_year boolean) RETURNS bigint[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing access.assignment := access.standing(asking);
  day date := access.today();
  since date := CASE WHEN whole_year THEN access.school_year_start(day) ELSE day END;
BEGIN
  IF standing.id IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT e.student_id
    FROM access.edge e
    JOIN access.viewer_relation r ON r.role = standing.role AND r.relation = e.relation
    WHERE e.account_id = standing.account_id AND NOT e.barred
      AND e.valid_from <= day AND (e.valid_to IS NULL OR e.valid_to >= since));
END $$;

-- Students that a dated grant of this role names.
CREATE FUNCTION access.granted_students(asking name) RETURNS bigint[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing access.assignment := access.standing(asking);
  day date := access.today();
BEGIN
  IF standing.id IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT s.student_id
    FROM access.dated_grant g
    JOIN access.grant_student s ON s.grant_id = g.id
    WHERE g.account_id = standing.account_id AND g.role = standing.role
      AND g.ended_at IS NULL AND g.valid_from <= day AND g.valid_to >= day);
END $$;

REVOKE ALL ON FUNCTION access.today(), access.school_year_start(date), access.standing(name), access.stands(name),
  access.standing_district(name), access.standing_schools(name), access.related_students(name, boolean),
  access.granted_students(name) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.today(), access.school_year_start(date), access.stands(name),
  access.standing_district(name), access.standing_schools(name), access.related_students(name, boolean),
  access.granted_students(name) TO rollbook_viewer;

-- Views of the roles, with just the columns that each may see.
CREATE SCHEMA seen;
GRANT USAGE ON SCHEMA seen TO rollbook_viewer;

-- What a dated grant says beyond its days, and the written applications for access beyond the rules.
ALTER TABLE access.dated_grant
  -- The assignment that it is limited to, where one was given with it; none: any assignment of the role.
  ADD COLUMN assignment_id uuid REFERENCES access.assignment (id),
  -- What it is about: the title of a training, the study of an agreement.
  ADD COLUMN title text CHECK (title <> ''),
  -- Whether what was learned was assessed.
  ADD COLUMN assessed boolean;
CREATE INDEX dated_grant_by_end ON access.dated_grant (valid_to) WHERE ended_at IS NULL;

-- An application is kept as it was written; a decision is added once and never changed.
CREATE TABLE access.application (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES access.account (id),
  applicant_name text NOT NULL,
  -- Where it is decided; none: by the state.
  district integer,
  -- Identifiers as the person wrote them. Whether they exist is looked up by who decides, never by who asks.
  identifiers text[] NOT NULL CHECK (cardinality(identifiers) > 0),
  fields text[] NOT NULL CHECK (cardinality(fields) > 0),
  need text NOT NULL CHECK (length(trim(need)) > 0),
  valid_from date NOT NULL,
  valid_to date NOT NULL CHECK (valid_to >= valid_from),
  made_at timestamptz NOT NULL,
  letter_sha256 text NOT NULL CHECK (letter_sha256 ~ '^[0-9a-f]{64}$'),
  decision text CHECK (decision IN ('granted', 'granted-in-part', 'refused')),
  reason text,
  decided_at timestamptz,
  decided_by uuid REFERENCES access.account (id),
  decided_by_name text,
  decision_sha256 text CHECK (decision_sha256 ~ '^[0-9a-f]{64}$'),
  grant_id uuid REFERENCES access.dated_grant (id),
  CHECK (num_nulls(decision, reason, decided_at, decided_by, decided_by_name, decision_sha256) IN (0, 6)),
  CHECK ((grant_id IS NOT NULL) = (decision IS NOT NULL AND decision <> 'refused')),
  CHECK (decided_by <> account_id)
);
CREATE INDEX application_of_account ON access.application (account_id);
CREATE INDEX application_to_decide ON access.application (district) WHERE decided_at IS NULL;
GRANT SELECT, INSERT ON access.application TO rollbook_app;
GRANT UPDATE (decision, reason, decided_at, decided_by, decided_by_name, decision_sha256, grant_id)
  ON access.application TO rollbook_app;

CREATE FUNCTION access.keep_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the application % is decided', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER decided_once BEFORE UPDATE ON access.application
  FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION access.keep_decision();

-- An ended grant stays ended.
CREATE FUNCTION access.keep_end() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the grant % is ended', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ended_once BEFORE UPDATE ON access.dated_grant
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION access.keep_end();

-- Students that a dated grant of this role and assignment names: of two applications, each shows only its own students.
CREATE OR REPLACE FUNCTION access.granted_students(asking name) RETURNS bigint[]
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
      AND (g.assignment_id IS NULL OR g.assignment_id = standing.id)
      AND g.ended_at IS NULL AND g.valid_from <= day AND g.valid_to >= day);
END $$;

-- Which students some identifiers stand for, for who decides an application and sees no student in the own role. It tells
-- a number and nothing else; the program asks only inside a decision, with its audit event.
CREATE FUNCTION access.identified_students(wanted text[], of_district integer)
  RETURNS TABLE (identifier text, student_id bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    SELECT s.state_identifier, s.student_id FROM students.student s
    WHERE s.state_identifier = ANY (wanted) AND (of_district IS NULL OR s.current_district = of_district)
    UNION
    SELECT s.local_identifier, s.student_id FROM students.student s
    WHERE s.local_identifier = ANY (wanted) AND (of_district IS NULL OR s.local_identifier_district = of_district);
END $$;
REVOKE ALL ON FUNCTION access.identified_students(text[], integer), access.keep_decision(), access.keep_end() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.identified_students(text[], integer) TO rollbook_app;

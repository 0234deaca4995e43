-- Files of many records: asked for with a purpose, approved or refused by a second person, downloaded once.
-- The program keeps these rows; they hold no record of a student. Usage of the schema gives it no table of students.
GRANT USAGE ON SCHEMA students TO rollbook_app;

CREATE TABLE students.export_request (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  requested_by uuid NOT NULL REFERENCES access.account (id),
  requested_by_name text NOT NULL,
  -- In which it was asked for: the file is made in this one or not at all.
  assignment_id uuid NOT NULL REFERENCES access.assignment (id),
  role text NOT NULL,
  district integer,
  schools integer[] NOT NULL,
  purpose text NOT NULL CHECK (length(trim(purpose)) >= 10),
  fields text[] NOT NULL CHECK (cardinality(fields) > 0),
  -- [{"field": ..., "value": ...}]
  filters jsonb NOT NULL,
  students_then integer NOT NULL CHECK (students_then >= 0),
  requested_at timestamptz NOT NULL,
  decision text CHECK (decision IN ('approved', 'refused')),
  decided_by uuid REFERENCES access.account (id),
  decided_by_name text,
  decided_at timestamptz,
  reason text,
  expires_at timestamptz,
  downloaded_at timestamptz,
  row_count integer CHECK (row_count >= 0),
  file_sha256 text CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  -- Never the same person.
  CHECK (decided_by <> requested_by),
  CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
  CHECK (decision IS DISTINCT FROM 'approved' OR expires_at IS NOT NULL),
  CHECK (decision IS DISTINCT FROM 'refused' OR length(trim(reason)) > 0),
  CHECK (downloaded_at IS NULL OR decision = 'approved' AND row_count IS NOT NULL AND file_sha256 IS NOT NULL)
);
CREATE INDEX export_of_account ON students.export_request (requested_by, requested_at);
CREATE INDEX export_open ON students.export_request (district, requested_at) WHERE decision IS NULL;

-- What was asked for never changes: approved is what was read.
GRANT SELECT, INSERT ON students.export_request TO rollbook_app;
GRANT UPDATE (decision, decided_by, decided_by_name, decided_at, reason, expires_at, downloaded_at, row_count, file_sha256)
  ON students.export_request TO rollbook_app;
ALTER TABLE students.export_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY program ON students.export_request TO rollbook_app USING (true) WITH CHECK (true);

-- As before; a grant that is limited to one assignment is nothing to another.
CREATE OR REPLACE FUNCTION students.granted_fields(asking name, student bigint)
  RETURNS TABLE (names_students boolean, fields text[])
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing access.assignment := access.standing(asking);
  day date := access.today();
BEGIN
  IF standing.id IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT named.any_student, g.fields
    FROM access.dated_grant g
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM access.grant_student s WHERE s.grant_id = g.id) AS any_student) named
    WHERE g.account_id = standing.account_id AND g.role = standing.role
      AND (g.assignment_id IS NULL OR g.assignment_id = standing.id)
      AND g.ended_at IS NULL AND g.valid_from <= day AND g.valid_to >= day
      AND (student IS NULL OR NOT named.any_student OR EXISTS (
        SELECT FROM access.grant_student s WHERE s.grant_id = g.id AND s.student_id = student));
END $$;

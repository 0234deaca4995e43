-- Who asks for an account, and what the district's administrator signed. A decision is written once and never changed.
CREATE TABLE access.login_request (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (name <> ''),
  email text NOT NULL CHECK (email = lower(email) AND email <> ''),
  role text NOT NULL,
  district integer NOT NULL,
  schools integer[] NOT NULL DEFAULT '{}',
  reason text NOT NULL CHECK (length(trim(reason)) > 0),
  -- Network address that it came from: to slow down who sends many, and for who decides.
  remote text NOT NULL,
  received_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > received_at),
  decision text CHECK (decision IN ('approved', 'refused')),
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  decided_by_role text,
  -- The sentence that was signed, whole, and the name that was typed under it.
  statement text,
  signature text,
  refusal text,
  account_id uuid REFERENCES access.account (id),
  assignment_id uuid REFERENCES access.assignment (id),
  CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)),
  CHECK (decision IS DISTINCT FROM 'approved' OR (statement IS NOT NULL AND signature IS NOT NULL AND account_id IS NOT NULL
    AND assignment_id IS NOT NULL)),
  CHECK (decision IS DISTINCT FROM 'refused' OR length(trim(refusal)) > 0)
);
CREATE INDEX login_request_of_district ON access.login_request (district, received_at);
CREATE INDEX login_request_from ON access.login_request (remote, received_at);
CREATE INDEX login_request_of_person ON access.login_request (email);
GRANT SELECT, INSERT ON access.login_request TO rollbook_app;
GRANT UPDATE (decision, decided_at, decided_by, decided_by_name, decided_by_role, statement, signature, refusal, account_id,
  assignment_id) ON access.login_request TO rollbook_app;

CREATE FUNCTION access.keep_login_request_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a decided login request is not changed';
END $$;
CREATE TRIGGER keep_login_request_decision BEFORE UPDATE ON access.login_request
  FOR EACH ROW WHEN (OLD.decision IS NOT NULL) EXECUTE FUNCTION access.keep_login_request_decision();

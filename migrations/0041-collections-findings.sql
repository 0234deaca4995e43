-- Findings, the explanations that outlive them, and the history of records. Record tables themselves are made from
-- the dictionary when a profile is loaded.
CREATE TABLE collections.explanation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  collection text NOT NULL,
  school_year smallint NOT NULL,
  district integer NOT NULL,
  rule_id text NOT NULL,
  subject text NOT NULL,
  -- MD5 over the values of the fields that the rule is about: another value needs another explanation.
  values_hash text NOT NULL,
  text text NOT NULL CHECK (length(trim(text)) > 0),
  by_account text NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX explanation_fits ON collections.explanation
  (collection, school_year, district, rule_id, subject, values_hash, id DESC);
GRANT SELECT, INSERT ON collections.explanation TO rollbook_app;

CREATE TABLE collections.finding (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  submission_id uuid NOT NULL REFERENCES collections.submission (id),
  batch_id uuid REFERENCES collections.batch (id),
  collection text NOT NULL,
  school_year smallint NOT NULL,
  district integer NOT NULL,
  scope text NOT NULL CHECK (scope IN ('row', 'batch', 'district', 'state')),
  rule_id text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('error', 'warning', 'confirm')),
  row_number integer,
  column_number integer NOT NULL,
  element text NOT NULL,
  value text NOT NULL,
  message text NOT NULL,
  remedy text NOT NULL,
  subject text NOT NULL,
  values_hash text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'explained', 'resolved')),
  explanation_id bigint REFERENCES collections.explanation (id),
  found_at timestamptz NOT NULL,
  resolved_at timestamptz,
  CHECK ((state = 'explained') = (explanation_id IS NOT NULL AND resolved_at IS NULL)),
  CHECK ((state = 'resolved') = (resolved_at IS NOT NULL))
);
CREATE INDEX finding_of_submission ON collections.finding (submission_id, rule_id) WHERE state <> 'resolved';
CREATE INDEX finding_of_row ON collections.finding (batch_id, row_number);
CREATE INDEX finding_of_state ON collections.finding (collection, school_year, rule_id, subject)
  WHERE scope = 'state' AND state <> 'resolved';
GRANT SELECT, INSERT, UPDATE ON collections.finding TO rollbook_app;

CREATE TABLE collections.record_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch_id uuid NOT NULL REFERENCES collections.batch (id),
  row_number integer NOT NULL,
  district integer NOT NULL,
  -- Version of the record that the change made.
  version integer NOT NULL,
  element text NOT NULL,
  old_value text NOT NULL,
  new_value text NOT NULL,
  by_account text NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  reason text NOT NULL
);
CREATE INDEX record_change_of_row ON collections.record_change (batch_id, row_number, id);
GRANT SELECT, INSERT ON collections.record_change TO rollbook_app;

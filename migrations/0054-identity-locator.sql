-- Tries to find a student by identifying facts: who and when, and whether somebody was found. Never what was typed, nor who was
-- found: of the names only a keyed mark, whose key lies outside the database, so that many tries for one name are seen. Counted
-- before the registry is looked into, so that guessing is slowed however a try ends; kept for a day.
CREATE TABLE identity.find_try (
  find_try bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account text NOT NULL,
  names bytea NOT NULL,
  at timestamptz NOT NULL,
  found boolean NOT NULL DEFAULT false
);
CREATE INDEX find_try_of_account ON identity.find_try (account, at);
ALTER TABLE identity.find_try ENABLE ROW LEVEL SECURITY;
CREATE POLICY registry ON identity.find_try TO rollbook_registry USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE, UPDATE (found) ON identity.find_try TO rollbook_registry;

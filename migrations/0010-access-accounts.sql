-- Accounts, one-time sign-in links and sessions. Tokens are kept as SHA-256 hashes only.
CREATE SCHEMA IF NOT EXISTS access;
GRANT USAGE ON SCHEMA access TO rollbook_app;

CREATE TABLE access.account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (name <> ''),
  email text NOT NULL CHECK (email = lower(email) AND email <> ''),
  role text NOT NULL,
  district integer,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz,
  UNIQUE (email)
);

CREATE TABLE access.sign_in_link (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  account_id uuid NOT NULL REFERENCES access.account (id),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE access.session (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  account_id uuid NOT NULL REFERENCES access.account (id),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz
);

-- Refused attempts by network address, so that guessing is slowed on every web process alike.
CREATE TABLE access.refused_sign_in (
  remote text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX refused_sign_in_remote ON access.refused_sign_in (remote, at);

GRANT SELECT, INSERT ON access.account TO rollbook_app;
GRANT SELECT, INSERT ON access.sign_in_link TO rollbook_app;
GRANT UPDATE (used_at) ON access.sign_in_link TO rollbook_app;
GRANT SELECT, INSERT ON access.session TO rollbook_app;
GRANT UPDATE (ended_at) ON access.session TO rollbook_app;
GRANT SELECT, INSERT, DELETE ON access.refused_sign_in TO rollbook_app;

-- Ways of signing in: passwords, one-time codes, recovery codes, passkeys, identities at a provider, and tokens for programs;
-- what a session tells its owner; and the attempts that slow guessing down on every web process alike.
-- Secrets are hashes, or sealed with a key of the installation that is not in the database.

CREATE TABLE access.password (
  account_id uuid PRIMARY KEY REFERENCES access.account (id),
  -- argon2id in the PHC string format: the parameters travel with the hash.
  hash text NOT NULL CHECK (hash LIKE '$argon2id$%'),
  set_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.password TO rollbook_app;

CREATE TABLE access.one_time_code (
  account_id uuid PRIMARY KEY REFERENCES access.account (id),
  -- AES-256-GCM: nonce, tag, text.
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  -- Null until a first code has proved that the person's device has the secret.
  confirmed_at timestamptz,
  -- The 30-second step of the last code that was taken: no code is taken twice.
  last_step bigint NOT NULL DEFAULT 0
);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.one_time_code TO rollbook_app;

CREATE TABLE access.recovery_code (
  account_id uuid NOT NULL REFERENCES access.account (id),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  used_at timestamptz,
  PRIMARY KEY (account_id, hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.recovery_code TO rollbook_app;

CREATE TABLE access.passkey (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- The authenticator's own name for it, base64url.
  credential_id text NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES access.account (id),
  public_key bytea NOT NULL,
  -- Uses as the authenticator counts them; one that goes back is a copy. Many authenticators always say 0.
  counter bigint NOT NULL,
  transports text[] NOT NULL DEFAULT '{}',
  name text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 100),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX passkey_of_account ON access.passkey (account_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.passkey TO rollbook_app;

-- A person as an OpenID Connect provider knows him.
CREATE TABLE access.provider_identity (
  provider text NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL REFERENCES access.account (id),
  linked_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (provider, subject)
);
CREATE INDEX provider_identity_of_account ON access.provider_identity (account_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.provider_identity TO rollbook_app;

-- A step that a browser has begun and has to finish: the second factor, a passkey's challenge, the way through a provider.
CREATE TABLE access.begun_step (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  kind text NOT NULL,
  account_id uuid REFERENCES access.account (id),
  details jsonb NOT NULL DEFAULT '{}',
  expires_at timestamptz NOT NULL
);
CREATE INDEX begun_step_expires ON access.begun_step (expires_at);
GRANT SELECT, INSERT, DELETE ON access.begun_step TO rollbook_app;

-- Attempts that were begun and have not succeeded, by what they are counted for: an account's name or a network address,
-- hashed. An unknown name is counted like a known one.
CREATE TABLE access.sign_in_attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  counted_for bytea NOT NULL CHECK (length(counted_for) = 32),
  at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_for ON access.sign_in_attempt (counted_for, at);
CREATE INDEX sign_in_attempt_at ON access.sign_in_attempt (at);
GRANT SELECT, INSERT, DELETE ON access.sign_in_attempt TO rollbook_app;

-- For programs: acts in one assignment of one account, for a year at most.
CREATE TABLE access.api_token (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  account_id uuid NOT NULL REFERENCES access.account (id),
  assignment_id uuid NOT NULL REFERENCES access.assignment (id),
  name text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 100),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at <= created_at + interval '366 days'),
  last_used_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX api_token_of_account ON access.api_token (account_id);
GRANT SELECT, INSERT ON access.api_token TO rollbook_app;
GRANT UPDATE (last_used_at, ended_at) ON access.api_token TO rollbook_app;

ALTER TABLE access.session
  -- What its owner calls it by; the token stays between the browser and the hash.
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN signed_in_by text NOT NULL DEFAULT 'link',
  ADD COLUMN remote text NOT NULL DEFAULT '',
  ADD COLUMN device text NOT NULL DEFAULT '',
  -- To the minute.
  ADD COLUMN last_used_at timestamptz,
  -- When the person last proved who it is: changing credentials asks that this is fresh.
  ADD COLUMN proved_at timestamptz,
  ADD COLUMN provider text;
UPDATE access.session SET last_used_at = created_at, proved_at = created_at;
ALTER TABLE access.session ALTER COLUMN last_used_at SET NOT NULL, ALTER COLUMN proved_at SET NOT NULL;
CREATE INDEX session_of_account ON access.session (account_id) WHERE ended_at IS NULL;
-- The token changes at every change of privilege, the session stays.
GRANT UPDATE (token_hash, last_used_at, proved_at) ON access.session TO rollbook_app;
-- Links that nobody used stop when the person sets a password.
CREATE INDEX sign_in_link_of_account ON access.sign_in_link (account_id) WHERE used_at IS NULL;

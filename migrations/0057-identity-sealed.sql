-- When the district fetched a number that was owed to it: so many days later what was sealed for it ends, like the sealed answer
-- of a new student. Of the name side alone; no number has a time.
ALTER TABLE identity.request ADD COLUMN fetched_at timestamptz;
GRANT UPDATE (fetched_at) ON identity.request TO rollbook_registry;
UPDATE identity.request SET fetched_at = now() WHERE sealed IS NOT NULL AND outcome <> 'new';
-- A split-off student has no sealed answer but one that was fetched, and a new one's counts from the day on which it was asked.
ALTER TABLE identity.request ADD CHECK (fetched_at IS NULL OR (outcome <> 'new' AND NOT owed));

-- The state lists requests of every district, the newest first.
CREATE INDEX request_by_time ON identity.request (asked_at DESC, request);
-- How often somebody asked for single students lately.
CREATE INDEX request_of_account ON identity.request (account, asked_at) WHERE file IS NULL;
-- What ends is looked for every hour.
CREATE INDEX request_sealed ON identity.request ((coalesce(fetched_at, asked_at))) WHERE sealed IS NOT NULL;

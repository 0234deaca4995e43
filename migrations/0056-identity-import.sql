-- Numbers that were given before the registry began come in by file, with the students who have them.

-- One file of numbers and how far it is: the same file again is the same import. Its hash has a secret of the server's in it, so
-- that nobody can try which names were in it.
CREATE TABLE identity.import (
  import uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account text NOT NULL,
  content_hash bytea NOT NULL UNIQUE,
  rows integer NOT NULL CHECK (rows > 0),
  -- Under split custody the numbers come in all at once, before the first name and apart from every one.
  numbers_in boolean NOT NULL DEFAULT false,
  -- Rows of students that are in, in the order in which the import takes them.
  done integer NOT NULL DEFAULT 0 CHECK (done BETWEEN 0 AND rows),
  -- Of them, those that the registry knew with the same number and the same facts.
  known integer NOT NULL DEFAULT 0 CHECK (known BETWEEN 0 AND done),
  begun_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK (finished_at IS NULL OR done = rows)
);

-- Students who came in with a number of their own and resemble another one, for a person to look at. No number: it is the name side.
CREATE TABLE identity.resembling (
  person bigint NOT NULL REFERENCES identity.person,
  other bigint NOT NULL REFERENCES identity.person CHECK (other <> person),
  import uuid NOT NULL REFERENCES identity.import,
  probability real NOT NULL,
  PRIMARY KEY (person, other)
);
CREATE INDEX resembling_of_import ON identity.resembling (import);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['import', 'resembling'] LOOP
    EXECUTE format('ALTER TABLE identity.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY registry ON identity.%I TO rollbook_registry USING (true) WITH CHECK (true)', name);
    EXECUTE format('GRANT SELECT, INSERT ON identity.%I TO rollbook_registry', name);
  END LOOP;
END $$;
GRANT UPDATE (numbers_in, done, known, finished_at) ON identity.import TO rollbook_registry;

-- The only way in for a number that was given before: all of them, or none and an error. A number that happens to lie in stock
-- leaves it, for it was never dealt. Written in the order of the numbers, whatever the order of the students.
CREATE FUNCTION identity.import_numbers(given text[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  from_stock bigint;
  fresh bigint;
BEGIN
  DELETE FROM identity.undealt WHERE number = ANY (given);
  GET DIAGNOSTICS from_stock = ROW_COUNT;
  INSERT INTO identity.number (number, imported)
  SELECT g.number, true FROM unnest(given) AS g (number) ORDER BY g.number ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS fresh = ROW_COUNT;
  IF from_stock + fresh <> cardinality(given) THEN
    RAISE EXCEPTION 'a number that was dealt before is not imported' USING ERRCODE = 'unique_violation';
  END IF;
END $$;
REVOKE ALL ON FUNCTION identity.import_numbers(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.import_numbers(text[]) TO rollbook_registry;

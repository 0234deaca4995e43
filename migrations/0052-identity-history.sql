-- What became of students after they were given numbers: merges, splits and what undid them. The logs are the truth and are only
-- ever added to; identity.person.superseded_by says the same and cannot say anything else.

CREATE TABLE identity.merge (
  merge uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person bigint NOT NULL REFERENCES identity.person,
  into_person bigint NOT NULL REFERENCES identity.person CHECK (into_person <> person),
  -- 'split undone': the student that a split had made gives way to the one it was made from.
  why text NOT NULL CHECK (why IN ('merge', 'split undone')),
  -- The two were known to be two students, and somebody overruled it.
  despite boolean NOT NULL DEFAULT false,
  reason text NOT NULL CHECK (reason <> ''),
  account text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX merge_of_person ON identity.merge (person);
CREATE INDEX merge_into ON identity.merge (into_person);
CREATE TABLE identity.merge_undone (
  merge uuid PRIMARY KEY REFERENCES identity.merge,
  reason text NOT NULL CHECK (reason <> ''),
  account text NOT NULL,
  at timestamptz NOT NULL
);
-- Source records that were another student's all along.
CREATE TABLE identity.split (
  split uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person bigint NOT NULL REFERENCES identity.person,
  new_person bigint NOT NULL UNIQUE REFERENCES identity.person CHECK (new_person <> person),
  records bigint[] NOT NULL CHECK (cardinality(records) > 0),
  reason text NOT NULL CHECK (reason <> ''),
  account text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX split_of_person ON identity.split (person);
CREATE TABLE identity.split_undone (
  split uuid PRIMARY KEY REFERENCES identity.split,
  reason text NOT NULL CHECK (reason <> ''),
  account text NOT NULL,
  at timestamptz NOT NULL
);

-- A number that gave way to another. Where numbers stand beside students it is one with the merge of their students; under split
-- custody it stands alone: no student, no account, no reason (it may name somebody) and no hour, by which it could be joined to one.
CREATE TABLE identity.number_merge (
  merge uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number text NOT NULL REFERENCES identity.number,
  by text NOT NULL REFERENCES identity.number CHECK (by <> number),
  since date NOT NULL
);
CREATE INDEX number_merge_of ON identity.number_merge (number);
CREATE INDEX number_merge_by ON identity.number_merge (by);
CREATE TABLE identity.number_merge_undone (
  merge uuid PRIMARY KEY REFERENCES identity.number_merge,
  since date NOT NULL
);
-- Numbers that another one stands for today. `by` may have given way itself.
CREATE VIEW identity.superseded_number AS
  SELECT m.number, m.by, m.since, m.merge FROM identity.number_merge m
  WHERE NOT EXISTS (SELECT FROM identity.number_merge_undone u WHERE u.merge = m.merge);

CREATE FUNCTION identity.number_head(merged text) RETURNS text
  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  next text;
BEGIN
  LOOP
    SELECT s.by INTO next FROM identity.superseded_number s WHERE s.number = merged;
    IF next IS NULL THEN RETURN merged; END IF;
    merged := next;
    next := NULL;
  END LOOP;
END $$;

-- Only somebody who is nobody else's gives way, and only to somebody who is nobody else's: so there is never a circle. One at a
-- time, for two merges that each look right could close a circle together.
CREATE FUNCTION identity.check_merge() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7301, 2);
  -- Asked of the log: rows of the same statement are in it, and do not stand beside the students yet.
  IF EXISTS (SELECT FROM identity.merge m WHERE m.person IN (NEW.person, NEW.into_person)
      AND NOT EXISTS (SELECT FROM identity.merge_undone u WHERE u.merge = m.merge)) THEN
    RAISE EXCEPTION 'a student who was superseded is neither merged nor merged into' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_merge BEFORE INSERT ON identity.merge FOR EACH ROW EXECUTE FUNCTION identity.check_merge();

CREATE FUNCTION identity.follow_merge() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'merge' THEN
    UPDATE identity.person SET superseded_by = NEW.into_person WHERE person = NEW.person;
  ELSE
    UPDATE identity.person SET superseded_by = NULL
    WHERE person = (SELECT m.person FROM identity.merge m WHERE m.merge = NEW.merge);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_merge AFTER INSERT ON identity.merge FOR EACH ROW EXECUTE FUNCTION identity.follow_merge();
CREATE TRIGGER follow_merge AFTER INSERT ON identity.merge_undone FOR EACH ROW EXECUTE FUNCTION identity.follow_merge();

-- What stands beside a student is what the log says.
CREATE FUNCTION identity.check_superseded() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.superseded_by IS DISTINCT FROM (SELECT m.into_person FROM identity.merge m WHERE m.person = NEW.person
      AND NOT EXISTS (SELECT FROM identity.merge_undone u WHERE u.merge = m.merge)) THEN
    RAISE EXCEPTION 'a student is superseded by a merge alone' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_superseded BEFORE UPDATE OF superseded_by ON identity.person FOR EACH ROW
  EXECUTE FUNCTION identity.check_superseded();
CREATE TRIGGER new_is_head BEFORE INSERT ON identity.person FOR EACH ROW WHEN (NEW.superseded_by IS NOT NULL)
  EXECUTE FUNCTION identity.check_superseded();

CREATE FUNCTION identity.check_number_merge() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7301, 2);
  IF EXISTS (SELECT FROM identity.superseded_number s WHERE s.number IN (NEW.number, NEW."by")) THEN
    RAISE EXCEPTION 'a number that gave way neither gives way again nor stands for another' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM identity.undealt u WHERE u.number IN (NEW.number, NEW."by")) THEN
    RAISE EXCEPTION 'a number that is nobody''s is not merged' USING ERRCODE = 'restrict_violation';
  END IF;
  IF identity.custody() = 'split' THEN
    IF EXISTS (SELECT FROM identity.merge m WHERE m.merge = NEW.merge) THEN
      RAISE EXCEPTION 'under split custody nothing joins a student and a number' USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF NOT EXISTS (SELECT FROM identity.merge m
      JOIN identity.held h ON h.person = m.person AND h.number = NEW.number
      JOIN identity.held i ON i.person = m.into_person AND i.number = NEW."by"
      WHERE m.merge = NEW.merge) THEN
    RAISE EXCEPTION 'numbers are merged with their students' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_number_merge BEFORE INSERT ON identity.number_merge FOR EACH ROW
  EXECUTE FUNCTION identity.check_number_merge();

-- What districts and the warehouse are told, in the order of the transactions: a reader takes only what no transaction that is
-- still open could come before. Of students by reference; of numbers alone only where students have none beside them.
CREATE TABLE identity.change (
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('assigned', 'merged', 'unmerged', 'split', 'unsplit', 'number superseded', 'number restored')),
  -- Not checked against identity.person: an assignment is, in the same statement.
  person bigint,
  -- Merged: who stands for the student. Split: the new student.
  other bigint,
  number text REFERENCES identity.number,
  by text REFERENCES identity.number,
  -- Of an assignment: who asked.
  district integer,
  at timestamptz,
  -- Of a number: no hour.
  day date,
  custody text NOT NULL DEFAULT identity.custody(),
  PRIMARY KEY (transaction, seq),
  CHECK (custody <> 'split' OR kind <> 'assigned'),
  CHECK (CASE WHEN kind LIKE 'number %'
    THEN custody = 'split' AND number IS NOT NULL AND by IS NOT NULL AND day IS NOT NULL
      AND coalesce(person, other, district) IS NULL AND at IS NULL
    ELSE number IS NULL AND by IS NULL AND day IS NULL AND person IS NOT NULL AND at IS NOT NULL
      AND (kind = 'assigned') = (other IS NULL) AND (kind = 'assigned') = (district IS NOT NULL) END)
);

-- Whether a district holds a student, or anybody merged into it, or ever asked about one of them.
CREATE FUNCTION identity.concerns(student bigint, asker integer) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE tree AS (
    SELECT p.person, p.holder FROM identity.person p WHERE p.person = student
    UNION SELECT p.person, p.holder FROM identity.person p JOIN tree t ON p.superseded_by = t.person
  )
  SELECT EXISTS (SELECT FROM tree t WHERE t.holder = asker)
    OR EXISTS (SELECT FROM tree t JOIN identity.request r ON r.person = t.person WHERE r.district = asker)
$$;

-- A record that says just what another record of its student had said has no face of its own: this is the one that speaks for it.
ALTER TABLE identity.source_record ADD COLUMN face bigint;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['merge', 'merge_undone', 'split', 'split_undone', 'number_merge', 'number_merge_undone', 'change'] LOOP
    EXECUTE format('ALTER TABLE identity.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY registry ON identity.%I TO rollbook_registry USING (true) WITH CHECK (true)', name);
    EXECUTE format('GRANT SELECT, INSERT ON identity.%I TO rollbook_registry', name);
    EXECUTE format('CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON identity.%I FOR EACH ROW '
      'EXECUTE FUNCTION identity.refuse_change()', name);
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON identity.%I FOR EACH STATEMENT '
      'EXECUTE FUNCTION identity.refuse_change()', name);
  END LOOP;
END $$;
GRANT SELECT ON identity.superseded_number TO rollbook_registry;

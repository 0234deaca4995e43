-- Watching over who looked: the names by which events know a student, and the register of data that left the premises.

-- Events name a student by the record's own number or by the state's. The program has no right on the records; it learns
-- no more here than which two numbers are one student.
CREATE FUNCTION access.student_keys(given text) RETURNS text[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT given
    UNION
    SELECT unnest(ARRAY[s.student_id::text, s.state_identifier]) FROM students.student s
    WHERE s.state_identifier = given
      OR s.student_id = CASE WHEN given ~ '^[0-9]{1,18}$' THEN given::bigint END
    EXCEPT SELECT NULL);
END $$;
REVOKE ALL ON FUNCTION access.student_keys(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.student_keys(text) TO rollbook_app;

-- Data on paper, a disk, a computer or in the mail that was taken away, until it is back, destroyed or lost.
CREATE TABLE access.removal (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  district integer,
  what text NOT NULL CHECK (length(trim(what)) > 0),
  students integer NOT NULL CHECK (students >= 0),
  medium text NOT NULL CHECK (medium IN ('paper', 'disk', 'computer', 'mail', 'other')),
  -- To whom it goes and where it is kept there.
  recipient text NOT NULL CHECK (length(trim(recipient)) > 0),
  purpose text NOT NULL CHECK (length(trim(purpose)) > 0),
  -- How it is protected on the way and there: encryption, a locked bag.
  protection text NOT NULL CHECK (length(trim(protection)) > 0),
  removed_on date NOT NULL,
  due_on date NOT NULL CHECK (due_on >= removed_on),
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  outcome text CHECK (outcome IN ('returned', 'destroyed', 'lost')),
  settled_on date CHECK (settled_on >= removed_on),
  settled_by text,
  settled_note text,
  CHECK ((outcome IS NULL) = (settled_on IS NULL) AND (outcome IS NULL) = (settled_by IS NULL))
);
CREATE INDEX removal_newest ON access.removal (removed_on, id);
CREATE INDEX removal_open ON access.removal (due_on) WHERE outcome IS NULL;
GRANT SELECT, INSERT ON access.removal TO rollbook_app;
GRANT UPDATE (outcome, settled_on, settled_by, settled_note) ON access.removal TO rollbook_app;

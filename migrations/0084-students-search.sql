-- Search by name under row security. `lower` and `ILIKE` are not leakproof and would lose every index there; `^@` and `=`
-- over a stored key are. The key tells nothing that the name does not, and is shown to whom the name is shown.
-- Upper case, without accents, blanks, hyphens and apostrophes: José, JOSE and O'Brien, Obrien are found alike.
CREATE FUNCTION students.name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT regexp_replace(upper(normalize(name, NFD)), '[\u0300-\u036f[:space:].''’-]', '', 'g') $$;
REVOKE ALL ON FUNCTION students.name_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION students.name_key(text) TO rollbook_viewer, rollbook_keeper;

ALTER TABLE students.student
  ADD COLUMN last_name_key text COLLATE "C" GENERATED ALWAYS AS (students.name_key(last_name)) STORED,
  ADD COLUMN first_name_key text COLLATE "C" GENERATED ALWAYS AS (students.name_key(first_name)) STORED;

-- Search and lists by name: of a district, of a school, of the state.
DROP INDEX students.student_of_district, students.student_of_school, students.student_by_name;
CREATE INDEX student_of_district ON students.student (current_district, last_name_key, first_name_key, student_id);
CREATE INDEX student_of_school ON students.student (current_school, last_name_key, first_name_key, student_id);
CREATE INDEX student_by_name ON students.student (last_name_key, first_name_key, student_id);

-- The classes that the person teaches today, with who sits in them today. Only numbers: what is told of class and
-- student comes from the role's own views, under its row policies.
CREATE FUNCTION students.own_classes(asking name) RETURNS TABLE (class_id bigint, student_id bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing access.assignment := access.standing(asking);
  day date := access.today();
BEGIN
  IF standing.id IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT t.class_id, r.student_id
    FROM students.class_teacher t
    LEFT JOIN students.class_roster r ON r.class_id = t.class_id AND r.starts <= day AND r.ends >= day
    WHERE t.account_id = standing.account_id AND t.starts <= day AND t.ends >= day;
END $$;

-- The fields that the dated grants of this assignment's role are limited to, one row a grant; null: not limited.
-- `names_students`: it gives those students' records; else it is a condition of the whole role.
CREATE FUNCTION students.granted_fields(asking name, student bigint) RETURNS TABLE (names_students boolean, fields text[])
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
      AND g.ended_at IS NULL AND g.valid_from <= day AND g.valid_to >= day
      AND (student IS NULL OR NOT named.any_student OR EXISTS (
        SELECT FROM access.grant_student s WHERE s.grant_id = g.id AND s.student_id = student));
END $$;

REVOKE ALL ON FUNCTION students.own_classes(name), students.granted_fields(name, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION students.own_classes(name), students.granted_fields(name, bigint) TO rollbook_viewer;

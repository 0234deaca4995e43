-- Each kind of scope may ask just what its own row policies ask: a teacher has no question about who has a plan.
REVOKE EXECUTE ON FUNCTION access.stands(name), access.standing_district(name), access.standing_schools(name),
  access.related_students(name, boolean), access.granted_students(name), students.enrolled_students(name, boolean),
  students.planned_students(name), students.family_students(name) FROM rollbook_viewer;
GRANT EXECUTE ON FUNCTION access.stands(name) TO rollbook_rows_all;
GRANT EXECUTE ON FUNCTION access.standing_district(name), access.standing_schools(name) TO rollbook_rows_district;
GRANT EXECUTE ON FUNCTION students.enrolled_students(name, boolean) TO rollbook_rows_school, rollbook_rows_school_year;
GRANT EXECUTE ON FUNCTION access.related_students(name, boolean) TO rollbook_rows_related, rollbook_rows_related_year;
GRANT EXECUTE ON FUNCTION students.planned_students(name) TO rollbook_rows_program;
GRANT EXECUTE ON FUNCTION students.family_students(name) TO rollbook_rows_family;
GRANT EXECUTE ON FUNCTION access.granted_students(name) TO rollbook_rows_grant;

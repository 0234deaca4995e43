-- Who is enrolled in a building is read from the index alone: it begins every reading of a principal.
DROP INDEX students.enrollment_of_school;
CREATE INDEX enrollment_of_school ON students.enrollment (school, entry_date) INCLUDE (student_id, exit_date, district, school_year);

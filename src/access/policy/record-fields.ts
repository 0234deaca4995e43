// What a student's record holds, field by field, in the words of CEDS: titles for screens and the kinds that a policy
// leaves out by name. How widely each field may be seen is the profile's word (`levels` in access.yaml).

/** What a field tells, where a policy may leave it out as a kind. */
export const fieldKinds = [
  "name",
  "identifier",
  "birth",
  "contact",
  "demographic",
  "enrollment",
  "program",
  "special-education",
  "economic",
  "health",
  "attendance",
  "discipline",
  "outcome",
  "class",
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** `key`: the stored column that searches and sorts by this field; seen exactly where the field is. */
export type RecordField = { title: string; kind: FieldKind; key?: string };
export type RecordTable = { title: string; key: readonly string[]; fields: Readonly<Record<string, RecordField>> };

const field = (title: string, kind: FieldKind, key?: string): RecordField => ({ title, kind, ...(key && { key }) });

/** Tables of the schema `students` that viewers read, with every column that a role can be shown. `key`: columns without meaning that join them. */
export const recordTables = {
  student: {
    title: "Student",
    key: ["student_id"],
    fields: {
      state_identifier: field("State student identifier", "identifier"),
      local_identifier: field("Local student identifier", "identifier"),
      first_name: field("First name", "name", "first_name_key"),
      middle_name: field("Middle name", "name"),
      last_name: field("Last name", "name", "last_name_key"),
      name_suffix: field("Suffix", "name"),
      birth_date: field("Birth date", "birth"),
      town_of_birth: field("Town of birth", "birth"),
      sex: field("Sex", "demographic"),
      race_ethnicity: field("Race or ethnicity", "demographic"),
      home_language: field("Home language", "demographic"),
      military_connected: field("Parent in the military", "demographic"),
      homeless: field("Homeless", "economic"),
      guardian_name: field("Guardian", "contact"),
      guardian_phone: field("Guardian's telephone", "contact"),
      current_district: field("District", "enrollment"),
      current_school: field("School", "enrollment"),
      current_grade: field("Grade", "enrollment"),
    },
  },
  enrollment: {
    title: "Enrollment history",
    key: ["enrollment_id", "student_id"],
    fields: {
      school_year: field("School year", "enrollment"),
      district: field("District", "enrollment"),
      school: field("School", "enrollment"),
      grade: field("Grade", "enrollment"),
      entry_date: field("Entered", "enrollment"),
      entry_code: field("Entry code", "enrollment"),
      exit_date: field("Left", "enrollment"),
      exit_code: field("Exit code", "enrollment"),
    },
  },
  program: {
    title: "Programs",
    key: ["program_id", "student_id"],
    fields: {
      program: field("Program", "program"),
      district: field("District", "program"),
      start_date: field("From", "program"),
      end_date: field("To", "program"),
    },
  },
  special_education: {
    title: "Special education and Section 504",
    key: ["plan_id", "student_id"],
    fields: {
      plan: field("Plan", "special-education"),
      primary_disability: field("Primary disability", "special-education"),
      district: field("District", "special-education"),
      start_date: field("From", "special-education"),
      end_date: field("To", "special-education"),
    },
  },
  economic_status: {
    title: "Lunch status",
    key: ["status_id", "student_id"],
    fields: {
      school_year: field("School year", "economic"),
      lunch_status: field("Lunch status", "economic"),
    },
  },
  health_note: {
    title: "Health",
    key: ["note_id", "student_id"],
    fields: {
      noted_on: field("Day", "health"),
      note: field("Note", "health"),
    },
  },
  attendance: {
    title: "Attendance",
    key: ["attendance_id", "student_id"],
    fields: {
      school_year: field("School year", "attendance"),
      school: field("School", "attendance"),
      half_days_present: field("Half days present", "attendance"),
      half_days_absent: field("Half days absent", "attendance"),
      in_school_suspensions: field("In-school suspensions", "discipline"),
      out_of_school_suspensions: field("Out-of-school suspensions", "discipline"),
    },
  },
  assessment: {
    title: "Assessments",
    key: ["assessment_id", "student_id"],
    fields: {
      school_year: field("School year", "outcome"),
      assessment: field("Assessment", "outcome"),
      subject: field("Subject", "outcome"),
      taken_on: field("Taken", "outcome"),
      scale_score: field("Scale score", "outcome"),
      performance_level: field("Performance level", "outcome"),
    },
  },
  class_roster: {
    title: "Classes",
    key: ["class_id", "student_id"],
    fields: {
      starts: field("From", "class"),
      ends: field("To", "class"),
    },
  },
  class: {
    title: "Class",
    key: ["class_id"],
    fields: {
      title: field("Class", "class"),
      course_code: field("Course", "class"),
      school_year: field("School year", "class"),
      school: field("School", "class"),
      starts: field("From", "class"),
      ends: field("To", "class"),
    },
  },
} as const satisfies Record<string, RecordTable>;

export type RecordTableName = keyof typeof recordTables;
export const recordTableNames = Object.keys(recordTables) as RecordTableName[];

/** A field by its whole name, as `student.birth_date`. */
export type FieldName = `${RecordTableName}.${string}`;

export const tableOf = (name: RecordTableName): RecordTable => recordTables[name];

/** Every field of the record, in the order of the record. */
export const allFields: readonly { name: FieldName; table: RecordTableName; column: string; field: RecordField }[] =
  recordTableNames.flatMap((table) =>
    Object.entries(tableOf(table).fields).map(([column, field]) => ({
      name: `${table}.${column}` as FieldName,
      ...{ table, column, field },
    })),
  );

export const findField = (name: string): (typeof allFields)[number] | undefined =>
  allFields.find((one) => one.name === name);

// Brings worlds into the database and takes them out again, by the owner, who stands outside of row security.
import type { Tx } from "../../../src/platform/index.ts";
import { otherTables, type World } from "./world.ts";

type Json = Record<string, unknown>;

const said = { created_at: "2020-01-01T00:00:00Z", created_by: "test" };
const given = { given_at: "2020-01-01T00:00:00Z", given_by: "test", given_by_name: "Test", statement: "Signed." };

/** What a row of each table must say besides whose it is. */
const content: Record<(typeof otherTables)[number], Json> = {
  program: { district: 1, program: "gifted", start_date: "2020-01-01" },
  economic_status: { school_year: 2025, lunch_status: "free" },
  health_note: { noted_on: "2025-01-01", note: "Asthma.", entered_by: "test" },
  attendance: { school_year: 2025, school: 1, half_days_present: 1, half_days_absent: 0 },
  assessment: { school_year: 2025, assessment: "SAS", subject: "math" },
};
const keyOf: Record<(typeof otherTables)[number], string> = {
  program: "program_id",
  economic_status: "status_id",
  health_note: "note_id",
  attendance: "attendance_id",
  assessment: "assessment_id",
};

const rowsOf = (world: World): [table: string, rows: Json[]][] => [
  [
    "access.account",
    world.accounts.map(({ id, disabled }) => ({
      ...{ id, name: id, email: `${id}@example.org`, created_at: said.created_at },
      disabled_at: disabled ? said.created_at : null,
    })),
  ],
  [
    "access.assignment",
    world.assignments.map(({ id, account, role, district, schools, from, to, endedAt }) => ({
      ...{ id, account_id: account, role, district, schools, valid_from: from, valid_to: to, ...said },
      ...{ ended_at: endedAt, ended_by: endedAt && "test" },
    })),
  ],
  [
    "access.dated_grant",
    world.grants.map(({ id, account, role, assignment, kind, from, to, endedAt }) => ({
      ...{ id, account_id: account, role, assignment_id: assignment, kind, valid_from: from, valid_to: to, ...given },
      ...{ ended_at: endedAt, ended_by: endedAt && "test", end_reason: endedAt && "over" },
    })),
  ],
  [
    "access.grant_student",
    world.grants.flatMap(({ id, students }) => students.map((student_id) => ({ grant_id: id, student_id }))),
  ],
  [
    "access.edge",
    world.edges.map(({ account, student, relation, source, district, from, to, barred }) => ({
      ...{ account_id: account, student_id: student, relation, source, district },
      ...{ valid_from: from, valid_to: to, barred },
    })),
  ],
  [
    "students.student",
    world.students.map(({ id, born, district, school }) => ({
      ...{ student_id: id, birth_date: born, current_district: district, current_school: school },
      last_name: `Child ${id}`,
    })),
  ],
  [
    "students.enrollment",
    world.enrollments.map(({ id, student, year, district, school, entry, exit }) => ({
      ...{ enrollment_id: id, student_id: student, school_year: year, district, school },
      ...{ entry_date: entry, exit_date: exit, source: `roster:${id}` },
    })),
  ],
  [
    "students.special_education",
    world.plans.map(({ id, student, district, from, to }) => ({
      ...{
        plan_id: id,
        student_id: student,
        district,
        plan: "iep",
        start_date: from,
        end_date: to,
        source: `test:${id}`,
      },
    })),
  ],
  [
    "students.class",
    world.classes.map(({ id, district, school }) => ({
      ...{ class_id: id, sourced_id: `c${id}`, district, school, school_year: 2025, title: "Class" },
      ...{ starts: "2024-09-01", ends: "2025-06-20" },
    })),
  ],
  [
    "students.class_roster",
    world.rosters.map(({ id, student }) => ({
      ...{ class_id: id, student_id: student, starts: "2024-09-01", ends: "2025-06-20" },
    })),
  ],
  ...otherTables.map((table): [string, Json[]] => [
    `students.${table}`,
    world.others[table].map(({ id, student }) => ({
      ...{ [keyOf[table]]: id, student_id: student, ...content[table] },
      ...(table === "health_note" ? {} : { source: `test:${id}` }),
    })),
  ]),
];

export const loadWorlds = async (tx: Pick<Tx, "query">, world: World): Promise<void> => {
  for (const [table, rows] of rowsOf(world)) {
    const [first] = rows;
    if (!first) continue;
    const columns = Object.keys(first).join(", ");
    await tx.query(
      `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
       SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1) ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }
};

/** For worlds whose ids come again, as after a batch. */
export const clearWorlds = async (tx: Pick<Tx, "query">): Promise<void> => {
  await tx.query("TRUNCATE students.student, students.class, access.account CASCADE");
};

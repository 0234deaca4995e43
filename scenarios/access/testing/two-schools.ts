// Six children of two schools, two of each with everything on record, and the rosters that bring them: the world that
// the people of every profile look at. Names and values are such as stand nowhere else on any screen.
import type { Tx } from "../../../src/platform/index.ts";
import type { RosterTables } from "../../../src/students/index.ts";

export type Side = "a" | "b";
type Child = { side: Side; first: string; last: string; born: string; number: string; whole: boolean };

/** `whole`: has something in every table; the others are in no class and have no plan. */
export const children = {
  ann: { side: "a", first: "Annis", last: "Aldermane", born: "2014-02-03", number: "7100000001", whole: true },
  bea: { side: "a", first: "Beatrix", last: "Birchgrove", born: "2007-03-04", number: "7100000002", whole: true },
  cal: { side: "a", first: "Caleb", last: "Callowhill", born: "2014-04-05", number: "7100000003", whole: false },
  dan: { side: "b", first: "Dorian", last: "Dunwiddie", born: "2014-05-06", number: "7100000004", whole: true },
  eve: { side: "b", first: "Evadne", last: "Eversholt", born: "2007-06-07", number: "7100000005", whole: true },
  fay: { side: "b", first: "Fayette", last: "Farthingale", born: "2014-07-08", number: "7100000006", whole: false },
} as const satisfies Record<string, Child>;
export type ChildKey = keyof typeof children;
export const childKeys = Object.keys(children) as ChildKey[];

export const schools = { a: 21745, b: 22130 } as const;
const schoolNames = { a: "Amherst Middle School", b: "Andover Elementary School" };
const districtNames: Record<number, string> = { 17: "Amherst", 19: "Andover" };
/** Family names of who works there: no screen of a student may show them. */
export const staff = { a: "Amos Wexcombe", b: "Bertha Yarborough", colleague: "Cosmo Zellweger" } as const;
export const staffWords = /Wexcombe|Yarborough|Zellweger/;

/** Whom the roster of a district names beside its children: their accounts come with it. */
export type RosterPeople = { teacher?: string; parent?: string };
const emailOf = (role: string, side: Side): string => `${role}.${side}@example.org`;

const split = (name: string) => {
  const [givenName = "", familyName = ""] = name.split(" ");
  return { givenName, familyName };
};

/** One set for a district with the schools of these sides. */
export const rosterOf = (district: number, sides: Side[], { teacher, parent }: RosterPeople): RosterTables => {
  const own = childKeys.filter((key) => (sides as string[]).includes(children[key].side));
  const user = { enabledUser: "true", status: "" };
  const adults = sides.flatMap((side) => {
    const of = { ...user, orgSourcedIds: side };
    const staffOf = (id: string, name: string, role: string, email: string) => ({
      ...{ ...of, ...split(name), sourcedId: `${id}-${side}`, username: `${id}-${side}`, role, email },
    });
    return [
      ...(teacher ? [staffOf("t", staff[side], "teacher", emailOf(teacher, side))] : []),
      ...(teacher ? [staffOf("c", staff.colleague, "teacher", emailOf("colleague", side))] : []),
      ...(parent ? [staffOf("p", staff[side], "parent", emailOf(parent, side))] : []),
    ];
  });
  const taught = teacher ? ["t", "c"] : [];
  return {
    orgs: [
      { sourcedId: "d", name: districtNames[district] ?? "", type: "district", identifier: district },
      ...sides.map((side) => ({
        ...{ sourcedId: side, name: schoolNames[side], type: "school", identifier: schools[side] },
        parentSourcedId: "d",
      })),
    ],
    academicSessions: [
      {
        sourcedId: "y",
        title: "2025-26",
        type: "schoolYear",
        startDate: "2025-08-27",
        endDate: "2026-06-20",
        schoolYear: 2026,
      },
    ],
    courses: [{ sourcedId: "g", title: "Geometry", courseCode: "G1" }],
    // The second class is the colleague's, with the same children.
    classes: sides.flatMap((side) =>
      ["t", "c"].map((by) => ({
        ...{ sourcedId: `k-${by}-${side}`, title: `Geometry ${by}${side}`, courseSourcedId: "g" },
        ...{ schoolSourcedId: side, termSourcedIds: "y" },
      })),
    ),
    users: [
      ...own.map((key) => ({
        ...{ ...user, sourcedId: key, username: key, role: "student", orgSourcedIds: children[key].side },
        ...{ givenName: children[key].first, middleName: "Lee", familyName: children[key].last },
        ...{ identifier: `L-${children[key].number}`, grades: "05" },
        ...(parent && (key === "ann" || key === "dan") ? { agentSourcedIds: `p-${children[key].side}` } : {}),
      })),
      ...adults,
    ],
    enrollments: sides.flatMap((side) =>
      ["t", "c"].flatMap((by) =>
        [
          ...own.filter((key) => children[key].side === side && children[key].whole),
          ...taught.filter((t) => t === by),
        ].map((who) => ({
          ...{ sourcedId: `e-${by}-${side}-${who}`, classSourcedId: `k-${by}-${side}`, schoolSourcedId: side },
          ...(who === by
            ? { userSourcedId: `${by}-${side}`, role: "teacher" }
            : { userSourcedId: who, role: "student" }),
        })),
      ),
    ),
    demographics: own.map((key) => ({ sourcedId: key, birthDate: children[key].born, sex: "female", asian: "true" })),
  };
};

/** What rosters do not bring; by the keeper, as certified submissions would. Gives the number of each child's record. */
export const keepRecords = async (tx: Pick<Tx, "query">): Promise<Record<ChildKey, number>> => {
  const ids = {} as Record<ChildKey, number>;
  for (const key of childKeys) {
    const { number, whole } = children[key];
    const { rows } = await tx.query(
      `UPDATE students.student SET state_identifier = $1, town_of_birth = 'Ogunquit', home_language = 'Tagalog', guardian_name = 'Gideon Underhay',
         guardian_phone = '603-555-0177', military_connected = true, homeless = true
       WHERE local_identifier = $2 RETURNING student_id AS id, current_district AS district, current_school AS school`,
      [number, `L-${number}`],
    );
    const { id, district, school } = rows[0];
    ids[key] = Number(id);
    await tx.query(
      "INSERT INTO students.program (student_id, district, program, start_date, source) VALUES ($1, $2, 'english-learner', '2025-09-01', 'x')",
      [id, district],
    );
    if (whole)
      await tx.query(
        "INSERT INTO students.special_education (student_id, district, plan, primary_disability, start_date, source) VALUES ($1, $2, 'iep', 'Aphasia', '2025-09-01', 'x')",
        [id, district],
      );
    await tx.query(
      "INSERT INTO students.economic_status (student_id, school_year, lunch_status, source) VALUES ($1, 2026, 'reduced', 'x')",
      [id],
    );
    await tx.query(
      "INSERT INTO students.health_note (student_id, noted_on, note, entered_by) VALUES ($1, '2025-09-03', 'Carries an inhaler.', 'x')",
      [id],
    );
    await tx.query(
      `INSERT INTO students.attendance (student_id, school_year, school, half_days_present, half_days_absent, in_school_suspensions, out_of_school_suspensions, source)
       VALUES ($1, 2025, $2, 341, 11, 0, 0, 'x')`,
      [id, school],
    );
    await tx.query(
      `INSERT INTO students.assessment (student_id, school_year, assessment, subject, taken_on, scale_score, performance_level, source)
       VALUES ($1, 2025, 'State assessment', 'Mathematics', '2025-05-06', 548, '3', 'x')`,
      [id],
    );
  }
  return ids;
};

// A small world of people and students, as the reference model reads it and as the tests load it into the database.

export type Assignment = {
  id: string;
  account: string;
  role: string;
  district: number | null;
  schools: number[];
  from: string;
  to: string | null;
  endedAt: string | null;
};
export type Edge = {
  account: string;
  student: number;
  relation: string;
  source: string;
  /** The district whose roster or caseload says so; null where no district says it, as for a family. */
  district: number | null;
  from: string;
  to: string | null;
  barred: boolean;
};
export type DatedGrant = {
  id: string;
  account: string;
  /** The role, and the assignment, that it is limited to. */
  role: string | null;
  assignment: string | null;
  kind: string;
  from: string;
  to: string;
  endedAt: string | null;
  students: number[];
};
export type Student = { id: number; born: string | null; district: number | null; school: number | null };
export type Enrollment = {
  id: number;
  student: number;
  /** The year that the school year ends in. */
  year: number;
  district: number;
  school: number;
  entry: string;
  exit: string | null;
};
export type Plan = { id: number; student: number; district: number; from: string; to: string | null };
/** Tables of which only the student matters: which rows are seen hangs on nothing else. */
export const otherTables = ["program", "economic_status", "health_note", "attendance", "assessment"] as const;
export type OtherTable = (typeof otherTables)[number];
type Row = { id: number; student: number };

export type World = {
  today: string;
  accounts: { id: string; disabled: boolean }[];
  assignments: Assignment[];
  edges: Edge[];
  grants: DatedGrant[];
  students: Student[];
  enrollments: Enrollment[];
  plans: Plan[];
  classes: { id: number; district: number; school: number }[];
  /** `id` is the class's. */
  rosters: Row[];
  others: Record<OtherTable, Row[]>;
};

/** A question to the database: as which role, in which assignment, on which day. */
export type Asking = { role: string; assignment: string | undefined; day: string | undefined };

/** Keys of the rows seen, by table. */
export type Rows = Record<string, number[]>;

/** All of several worlds in one, for whom the state is one. */
export const together = (worlds: readonly World[]): World => ({
  today: "",
  accounts: worlds.flatMap(({ accounts }) => accounts),
  assignments: worlds.flatMap(({ assignments }) => assignments),
  edges: worlds.flatMap(({ edges }) => edges),
  grants: worlds.flatMap(({ grants }) => grants),
  students: worlds.flatMap(({ students }) => students),
  enrollments: worlds.flatMap(({ enrollments }) => enrollments),
  plans: worlds.flatMap(({ plans }) => plans),
  classes: worlds.flatMap(({ classes }) => classes),
  rosters: worlds.flatMap(({ rosters }) => rosters),
  others: Object.fromEntries(
    otherTables.map((table) => [table, worlds.flatMap(({ others }) => others[table])]),
  ) as World["others"],
});

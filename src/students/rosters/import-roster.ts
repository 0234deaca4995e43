// Imports a district's roster: one transaction for organizations, people, students, classes and the edges that come of
// them, with its audit event. Bad input changes nothing; the same file twice changes nothing the second time.
import { createHash } from "node:crypto";
import { type AccessPolicy, type Actor, authorize, can, keepAs, linkRosterStaff } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { keepRosterOrganizations } from "../../directory/index.ts";
import { type Clock, type Db, dayOf, Problem, schoolYearEnd, type Tx, withTransaction } from "../../platform/index.ts";
import { type EdgeCounts, settleClassEdges } from "../keeper/class-edges.ts";
import { settleCurrent, settleLocalIdentifiers } from "../keeper/current-enrollment.ts";
import { noteClaims, noteUnfit, UnfitStudents } from "./claims.ts";
import type { RosterFinding } from "./findings.ts";
import type { Roster } from "./model.ts";
import { type RosterReading, readRoster } from "./read-roster.ts";
import type { RosterProfile } from "./roster-profile.ts";
import { planStaff, type StaffPlan } from "./staff.ts";
import { settleClasses, settleLearners, settleTeachers } from "./store/classes.ts";
import { type Counts, settleEnrollments, wantEnrollments } from "./store/enrollments.ts";
import { settleFamilies } from "./store/families.ts";
import { insertImport, lockRoster } from "./store/imports.ts";
import { loadRoster } from "./store/load.ts";
import {
  describeStudents,
  matchStudents,
  selectClaimed,
  type Unfit,
  writeLocalIdentities,
  writeStudents,
} from "./store/match.ts";

export type RosterDeps = { db: Db; clock: Clock; policy: AccessPolicy; profile: RosterProfile };

export type RosterRequest = {
  fileName: string;
  bytes: Uint8Array;
  /** The district that the file must be of; default: whichever it names and the actor reaches. */
  district?: number | undefined;
  /** Everything is done and counted, then taken back. */
  check?: boolean;
};

export type RosterCounts = {
  organizations: number;
  accounts: { added: number };
  assignments: { added: number; changed: number; ended: number };
  students: { added: number; changed: number; unchanged: number };
  enrollments: Counts;
  classes: Counts;
  learners: Counts;
  teachers: Counts;
  families: Counts;
  edges: EdgeCounts;
};

export type RosterOutcome = {
  district: number;
  districtName: string;
  years: number[];
  /** False after a check. */
  imported: boolean;
  /** How many things of any kind were added, changed or ended. */
  changes: number;
  counts: RosterCounts;
  notLinked: Record<string, number>;
  findings: RosterFinding[];
};

export type RosterStage = "reading" | "people" | "students" | "classes" | "edges";

/** Throws `roster-invalid` with the findings, `roster-other-district`, `denied`. */
export const importRoster = async (
  deps: RosterDeps,
  by: Actor,
  request: RosterRequest,
  onStage: (stage: RosterStage) => void = () => {},
): Promise<RosterOutcome> => {
  if (!by.grants.actions.has("roster.import")) authorize(by, "roster.import");
  onStage("reading");
  const reading = readRoster(request.bytes, deps.profile);
  const { roster } = reading;
  if (!roster) throw invalid(request, reading.findings);
  const other = request.district !== undefined && request.district !== roster.district;
  if (other || !can(by, "roster.import", { district: roster.district }))
    throw new Problem("roster-other-district", {
      fileName: request.fileName,
      district: request.district ?? by.district,
    });
  const sha256 = createHash("sha256").update(request.bytes).digest("hex");
  const keep = (tx: Tx) => keepRoster(deps, tx, by, { ...request, sha256 }, { ...reading, roster }, onStage);
  const refuse = async (error: unknown): Promise<never> => {
    if (!(error instanceof UnfitStudents)) throw error;
    await noteUnfit(deps.db, by, roster.district, error);
    throw invalid(request, error.unfit.map(unfit));
  };
  if (!request.check) return withTransaction(deps.db, keep).catch(refuse);
  const outcome = await takenBack(deps.db, keep).catch(refuse);
  await withTransaction(deps.db, (tx) => noteImport(tx, by, { ...request, sha256 }, outcome, "roster.check"));
  return { ...outcome, imported: false };
};

const invalid = (request: RosterRequest, findings: readonly RosterFinding[]): Problem => {
  const errors = findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const where = first
    ? [first.file, first.line > 0 ? `line ${first.line}` : "", first.column].filter(Boolean).join(", ")
    : "";
  const detail = `${where ? `${where}: ` : ""}${first?.message ?? ""}${errors.length > 1 ? ` (and ${errors.length - 1} more).` : ""}`;
  return new Problem("roster-invalid", { fileName: request.fileName, detail, findings });
};

/** Thrown to end a transaction whose result alone is wanted. */
class TakenBack extends Error {}

const takenBack = async <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => {
  let result: { value: T } | undefined;
  try {
    await withTransaction(db, async (tx) => {
      result = { value: await work(tx) };
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return result!.value;
};

type WholeRequest = RosterRequest & { sha256: string };

const keepRoster = async (
  deps: RosterDeps,
  tx: Tx,
  by: Actor,
  request: WholeRequest,
  { roster, findings }: RosterReading & { roster: Roster },
  onStage: (stage: RosterStage) => void,
): Promise<RosterOutcome> => {
  const { clock } = deps;
  await lockRoster(tx, roster.district);
  onStage("people");
  const organizations = await keepOrganizations(tx, by, request, roster);
  const plan = planStaff(roster, deps);
  const links = await linkRosterStaff(tx, clock, by, roster.district, plan.staff);
  const accounts = linkedAccounts(roster, plan, links.accounts);
  const { claimed, ...kept } = await keepAs(tx, async () => {
    await loadRoster(tx, roster, accounts);
    return keepStudents(tx, roster, { day: dayOf(clock), by: by.account }, onStage);
  });
  await noteClaims(tx, by, roster.district, claimed);
  const counts: RosterCounts = {
    organizations,
    accounts: { added: links.created },
    assignments: { added: links.added, changed: links.changed, ended: links.ended },
    ...kept,
  };
  const outcome: RosterOutcome = {
    ...{ district: roster.district, districtName: roster.districtName, years: roster.years, imported: true },
    ...{ changes: changesIn(counts), counts, notLinked: plan.notLinked, findings },
  };
  await noteImport(tx, by, request, outcome, "roster.import");
  if (outcome.changes > 0)
    await keepAs(tx, () =>
      insertImport(tx, {
        ...{ district: roster.district, fileName: request.fileName, sha256: request.sha256, at: clock.now() },
        ...{ account: by.account, name: by.name, counts, notLinked: plan.notLinked },
      }),
    );
  return outcome;
};

const keepOrganizations = async (tx: Tx, by: Actor, request: RosterRequest, roster: Roster): Promise<number> => {
  let changes = 0;
  const grades = new Map<number, Set<string>>();
  for (const { schools, grade } of roster.students)
    for (const school of schools) grades.set(school, (grades.get(school) ?? new Set<string>()).add(grade));
  const schools = roster.schools.map((school) => ({ ...school, grades: [...(grades.get(school.number) ?? [])] }));
  for (const year of roster.years) {
    const district = { number: roster.district, name: roster.districtName };
    const kept = await keepRosterOrganizations(
      tx,
      { year, district, schools, opens: roster.firstDay, closes: roster.lastDay },
      by.account,
    );
    changes += kept.changes.length;
    if (kept.unknown.length === 0) continue;
    throw invalid(
      request,
      kept.unknown.map(({ record, number }) => ({
        ...{ severity: "error", code: "not-in-directory", file: "orgs.csv", line: 0, column: "identifier" },
        message: `The directory of ${year} has no ${record} ${number} in this district.`,
        remedy: "Correct the number; the published directory is never changed by a roster.",
      })),
    );
  }
  return changes;
};

/** Account of each person; none for those who are not linked. */
const linkedAccounts = (
  roster: Roster,
  { staff }: StaffPlan,
  accounts: Map<string, string>,
): (string | undefined)[] => {
  const planned = new Set(staff.map(({ email }) => email));
  return roster.people.map(({ email, enabled }) => (enabled && planned.has(email) ? accounts.get(email) : undefined));
};

const keepStudents = async (
  tx: Tx,
  roster: Roster,
  { day, by }: { day: string; by: string },
  onStage: (stage: RosterStage) => void,
) => {
  const { district } = roster;
  onStage("students");
  const wrong = await matchStudents(tx, district);
  if (wrong.length > 0) throw new UnfitStudents(wrong);
  const claimed = await selectClaimed(tx, district);
  await wantEnrollments(tx);
  const { added, numbered } = await writeStudents(tx, district);
  const renumbered = await writeLocalIdentities(tx, district);
  const enrollments = await settleEnrollments(tx, district, day);
  await settleCurrent(tx, "SELECT m.student_id FROM r_moved m EXCEPT SELECT student_id FROM r_student WHERE is_new");
  const described = await describeStudents(tx, district);
  await settleLocalIdentifiers(tx, "SELECT student_id FROM r_student UNION SELECT student_id FROM r_moved");
  onStage("classes");
  const classes = await settleClasses(tx, district, day);
  const learners = await settleLearners(tx, district, day);
  const teachers = await settleTeachers(tx, district, day, by);
  onStage("edges");
  const edges = await settleClassEdges(tx, "SELECT class_id FROM r_touched");
  const families = await settleFamilies(tx, district, { day, lastDay: schoolYearEnd(roster.years.at(-1) ?? 0), by });
  const changed = Math.max(described, renumbered - added, numbered);
  const students = { added, changed, unchanged: roster.students.length - added - changed };
  return { claimed, students, enrollments, classes, learners, teachers, families, edges };
};

const unfitWords = {
  "birth-date": {
    message: "The state's number belongs to a student with another birth date.",
    remedy: "Look up the student's number again, or correct the birth date.",
  },
  "birth-date-missing": {
    message: "The state's number belongs to a student of another district, and the file gives no birth date.",
    remedy: "Give the birth date in demographics.csv: a number alone does not move a student.",
  },
  "one-student-twice": {
    message: "Two users of the file are one student: by the state's number and by the district's.",
    remedy: "Take one of them out, or correct the numbers.",
  },
};

const unfit = ({ line, why }: Unfit): RosterFinding => ({
  ...{ severity: "error", code: why, file: "users.csv", line, column: "userIds" },
  ...unfitWords[why],
});

const changesIn = (counts: RosterCounts): number =>
  Object.values(counts).reduce<number>((sum, one) => {
    if (typeof one === "number") return sum + one;
    const { added, changed = 0, ended = 0 } = one as { added: number; changed?: number; ended?: number };
    return sum + added + changed + ended;
  }, 0);

const noteImport = async (
  tx: Tx,
  by: Actor,
  request: WholeRequest,
  outcome: RosterOutcome,
  action: string,
): Promise<void> => {
  const { district, counts, notLinked, changes } = outcome;
  await recordEvent(tx, {
    ...{ actor: by.account, action, organization: `district:${district}`, subject: `roster:${request.sha256}` },
    details: { fileName: request.fileName, changes, counts, notLinked },
  });
};

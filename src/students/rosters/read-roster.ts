// A whole OneRoster zip as a roster, or the findings why not. Pure: the same bytes give the same roster.
import { dayBefore, isDay } from "./days.ts";
import { Findings, type RosterFinding } from "./findings.ts";
import type { Roster } from "./model.ts";
import { type Classes, deleted, readClasses, readOrgs, readSessions } from "./read-orgs.ts";
import { type RosterSet, readSet } from "./read-set.ts";
import type { RosterRow } from "./read-table.ts";
import { readUsers, type Users } from "./read-users.ts";
import type { ZipLimits } from "./read-zip.ts";
import type { RosterProfile } from "./roster-profile.ts";

export type RosterReading = {
  /** Undefined where any finding is an error. */
  roster: Roster | undefined;
  findings: RosterFinding[];
  /** Of each code, also of those beyond the ones kept. */
  counts: Record<string, number>;
};

export const readRoster = (bytes: Uint8Array, profile: RosterProfile, limits?: ZipLimits): RosterReading => {
  const findings = new Findings();
  const roster = read(bytes, profile, findings, limits);
  return { roster: findings.errors > 0 ? undefined : roster, findings: findings.kept, counts: findings.counts };
};

const read = (
  bytes: Uint8Array,
  profile: RosterProfile,
  findings: Findings,
  limits?: ZipLimits,
): Roster | undefined => {
  const set = readSet(bytes, findings, limits);
  if (!set) return undefined;
  const orgs = readOrgs(set, findings);
  if (!orgs) return undefined;
  const { district, districtName, schools } = orgs;
  const classes = readClasses(set, orgs, readSessions(set, profile, findings), findings);
  const users = readUsers(set, orgs, profile, findings);
  const { learning, teaching } = readEnrollments(set, classes, users, profile, findings);
  const { students, people, families } = users;
  if (classes.classes.length === 0 && findings.errors === 0)
    findings.error(
      "no-classes",
      { file: "classes.csv" },
      "The set has no class.",
      "Export the classes of the school year.",
    );
  const days = classes.classes.map(({ starts, ends }) => ({ starts, ends }));
  return {
    ...{ version: set.version, district, districtName, schools, students, people, families, learning, teaching },
    classes: classes.classes,
    years: [...new Set(classes.classes.map(({ year }) => year))].sort(),
    firstDay: days.reduce((first, { starts }) => (starts < first ? starts : first), days[0]?.starts ?? ""),
    lastDay: days.reduce((last, { ends }) => (ends > last ? ends : last), ""),
  };
};

const readEnrollments = (
  set: RosterSet,
  { classes, place }: Classes,
  users: Users,
  profile: RosterProfile,
  findings: Findings,
) => {
  const file = "enrollments.csv";
  const learning: Roster["learning"] = [];
  const teaching: Roster["teaching"] = [];
  for (const row of set.tables.enrollments?.rows() ?? []) {
    if (deleted(row)) continue;
    const at = (column: string) => ({ file, line: row.line, column });
    const role = row.get("role").toLowerCase();
    if (role !== "student" && role !== "teacher") continue;
    const of = place.get(row.get("classSourcedId"));
    if (of === undefined) {
      findings.error(
        "reference",
        at("classSourcedId"),
        `There is no class ${row.get("classSourcedId")} in classes.csv.`,
        "Export the class too, or take the enrollment out.",
      );
      continue;
    }
    const user = row.get("userSourcedId");
    const who = (role === "student" ? users.studentAt : users.personAt).get(user);
    if (who === undefined) {
      const other = users.studentAt.has(user) || users.personAt.has(user);
      const message = other
        ? `The user ${user} is enrolled as ${role}, but has another role.`
        : `There is no user ${user} in users.csv.`;
      findings.error(
        "reference",
        at("userSourcedId"),
        message,
        "Correct the role of the user or of the enrollment, or export the user too.",
      );
      continue;
    }
    const span = spanOf(row, classes[of]!, profile, findings);
    if (!span) continue;
    if (role === "student") learning.push({ class: of, student: who, ...span });
    else teaching.push({ class: of, person: who, ...span });
  }
  return { learning, teaching };
};

/** Within the days of the class, and never open-ended: a blank day is the class's. */
const spanOf = (row: RosterRow, of: { starts: string; ends: string }, profile: RosterProfile, findings: Findings) => {
  const file = "enrollments.csv";
  const begin = row.get("beginDate");
  const end = row.get("endDate");
  const wrong = begin !== "" && !isDay(begin) ? "beginDate" : end !== "" && !isDay(end) ? "endDate" : undefined;
  if (wrong) {
    findings.error(
      "date",
      { file, line: row.line, column: wrong },
      `"${row.get(wrong)}" is not a day.`,
      "Write days as 2025-09-01.",
    );
    return undefined;
  }
  if (begin !== "" && end !== "" && end < begin) {
    findings.error(
      "date-order",
      { file, line: row.line, column: "endDate" },
      `The enrollment ends on ${end}, before it begins on ${begin}.`,
      "Correct one of the days.",
    );
    return undefined;
  }
  const last = end === "" ? of.ends : profile.end_dates === "exclusive" ? dayBefore(end) : end;
  const starts = begin > of.starts ? begin : of.starts;
  const ends = last < of.ends ? last : of.ends;
  if (ends >= starts) return { starts, ends };
  // Begun and ended on one day, exclusive: the student never was in the class.
  if (begin === "" || begin !== end)
    findings.warn(
      "outside-class",
      { file, line: row.line, column: "beginDate" },
      `The enrollment (${begin || "..."} to ${end || "..."}) lies outside the class (${of.starts} to ${of.ends}).`,
      "It was left out; correct the days if it should count.",
    );
  return undefined;
};

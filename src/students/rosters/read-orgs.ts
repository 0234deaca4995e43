// Organizations, sessions and classes of a set: one district, its schools by number, and classes with their days.
import { dayBefore, isDay } from "./days.ts";
import type { Findings } from "./findings.ts";
import type { RosterClass, RosterSchool } from "./model.ts";
import type { RosterSet } from "./read-set.ts";
import type { RosterRow } from "./read-table.ts";
import type { RosterProfile } from "./roster-profile.ts";

export type Organizations = {
  district: number;
  districtName: string;
  schools: RosterSchool[];
  /** Number of the school, or undefined for an org that is no school, by sourcedId. */
  orgs: Map<string, number | undefined>;
};

export const deleted = (row: RosterRow): boolean => row.get("status").toLowerCase() === "tobedeleted";

export const listOf = (cell: string): string[] =>
  cell
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** Undefined where the set is not of exactly one district that has a number. */
export const readOrgs = ({ tables }: RosterSet, findings: Findings): Organizations | undefined => {
  const file = "orgs.csv";
  const orgs: Organizations["orgs"] = new Map();
  const schools: RosterSchool[] = [];
  const districts: { number: number; name: string }[] = [];
  for (const row of tables.orgs?.rows() ?? []) {
    if (deleted(row)) continue;
    const type = row.get("type").toLowerCase();
    const name = row.get("name");
    const id = row.get("sourcedId");
    if (orgs.has(id))
      findings.error(
        "id-twice",
        { file, line: row.line, column: "sourcedId" },
        `sourcedId ${id} stands twice.`,
        "Every org has an identifier of its own.",
      );
    if (type !== "district" && type !== "school") {
      orgs.set(id, undefined);
      continue;
    }
    const identifier = row.get("identifier");
    if (!/^\d{1,9}$/.test(identifier)) {
      findings.error(
        "org-number",
        { file, line: row.line, column: "identifier" },
        `"${identifier}" is not the number of a ${type}.`,
        `Put the state's number of the ${type} into identifier.`,
      );
      orgs.set(id, undefined);
      continue;
    }
    const number = Number(identifier);
    orgs.set(id, type === "school" ? number : undefined);
    if (type === "district") districts.push({ number, name });
    else if (schools.some((one) => one.number === number))
      findings.error(
        "id-twice",
        { file, line: row.line, column: "identifier" },
        `The school ${number} stands twice.`,
        "Every school has a number of its own.",
      );
    else schools.push({ number, name });
  }
  const [district, second] = districts;
  if (!district || second) {
    if (findings.errors === 0)
      findings.error(
        "one-district",
        { file },
        `The set names ${districts.length} districts.`,
        "Send one zip for each district, with its org of type district.",
      );
    return undefined;
  }
  return { district: district.number, districtName: district.name, schools, orgs };
};

type Session = { starts: string; ends: string; year: number };

/** Longer than any year of school: such a session would leave rights open-ended. */
const longestSession = 400;

export const readSessions = (
  { tables }: RosterSet,
  profile: RosterProfile,
  findings: Findings,
): Map<string, Session> => {
  const file = "academicSessions.csv";
  const sessions = new Map<string, Session>();
  for (const row of tables.academicSessions?.rows() ?? []) {
    if (deleted(row)) continue;
    const starts = row.get("startDate");
    const end = row.get("endDate");
    const wrong = [["startDate", starts] as const, ["endDate", end] as const].find(([, day]) => !isDay(day));
    if (wrong) {
      findings.error(
        "date",
        { file, line: row.line, column: wrong[0] },
        `"${wrong[1]}" is not a day.`,
        "Write days as 2026-06-30.",
      );
      continue;
    }
    const ends = profile.end_dates === "exclusive" ? dayBefore(end) : end;
    const days = (Date.parse(ends) - Date.parse(starts)) / 86_400_000;
    if (days < 0 || days > longestSession) {
      findings.error(
        "date-order",
        { file, line: row.line, column: "endDate" },
        `The session runs from ${starts} to ${end}.`,
        "A session ends after it starts, and lasts no longer than a year.",
      );
      continue;
    }
    const year = Number(row.get("schoolYear").slice(0, 4));
    if (!/^\d{4}$/.test(row.get("schoolYear")) || Math.abs(year - Number(starts.slice(0, 4)) - 0.5) > 1) {
      findings.error(
        "school-year",
        { file, line: row.line, column: "schoolYear" },
        `"${row.get("schoolYear")}" is not the school year of a session that starts on ${starts}.`,
        "Name the school year by the calendar year in which it ends.",
      );
      continue;
    }
    sessions.set(row.get("sourcedId"), { starts, ends, year });
  }
  return sessions;
};

export type Classes = { classes: RosterClass[]; place: Map<string, number> };

export const readClasses = (
  set: RosterSet,
  { orgs }: Organizations,
  sessions: Map<string, Session>,
  findings: Findings,
): Classes => {
  const file = "classes.csv";
  const courses = new Map<string, string>();
  for (const row of set.tables.courses?.rows() ?? [])
    if (!deleted(row)) courses.set(row.get("sourcedId"), row.get("courseCode"));
  const classes: RosterClass[] = [];
  const place = new Map<string, number>();
  for (const row of set.tables.classes?.rows() ?? []) {
    if (deleted(row)) continue;
    const sourcedId = row.get("sourcedId");
    const at = (column: string) => ({ file, line: row.line, column });
    if (place.has(sourcedId))
      findings.error(
        "id-twice",
        at("sourcedId"),
        `sourcedId ${sourcedId} stands twice.`,
        "Every class has an identifier of its own.",
      );
    const school = orgs.get(row.get("schoolSourcedId"));
    if (school === undefined) {
      findings.error(
        "reference",
        at("schoolSourcedId"),
        `There is no school ${row.get("schoolSourcedId")} in orgs.csv.`,
        "Export the school too, with type school and its number.",
      );
      continue;
    }
    const course = row.get("courseSourcedId");
    if (course !== "" && set.tables.courses && !courses.has(course))
      findings.error(
        "reference",
        at("courseSourcedId"),
        `There is no course ${course} in courses.csv.`,
        "Export the course too.",
      );
    const terms = listOf(row.get("termSourcedIds")).map((id) => ({ id, session: sessions.get(id) }));
    const unknown = terms.find(({ session }) => !session);
    if (unknown || terms.length === 0) {
      findings.error(
        "reference",
        at("termSourcedIds"),
        `There is no session ${unknown?.id ?? ""} in academicSessions.csv.`,
        "Export the session too, with its days.",
      );
      continue;
    }
    const found = terms.map(({ session }) => session!);
    if (new Set(found.map(({ year }) => year)).size > 1)
      findings.error(
        "school-year",
        at("termSourcedIds"),
        "The class has terms of two school years.",
        "A class belongs to one school year.",
      );
    place.set(sourcedId, classes.length);
    classes.push({
      ...{
        sourcedId,
        school,
        title: row.get("title"),
        courseCode: courses.get(course) || row.get("classCode"),
        year: found[0]!.year,
      },
      starts: found.map(({ starts }) => starts).sort()[0]!,
      ends: found
        .map(({ ends }) => ends)
        .sort()
        .at(-1)!,
    });
  }
  return { classes, place };
};

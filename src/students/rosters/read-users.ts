// People of a set: students by the state's or the district's number, staff and families by e-mail address and role.
import { z } from "zod";
import { dayBefore, isDay } from "./days.ts";
import type { Findings } from "./findings.ts";
import { familyRoles, gradeOf, type RosterRole, raceColumns, rosterRoles } from "./layout.ts";
import type { Roster, RosterPerson, RosterStudent } from "./model.ts";
import { deleted, listOf, type Organizations } from "./read-orgs.ts";
import type { RosterSet } from "./read-set.ts";
import type { RosterRow } from "./read-table.ts";
import type { RosterProfile } from "./roster-profile.ts";

export type Users = Pick<Roster, "students" | "people" | "families"> & {
  studentAt: Map<string, number>;
  personAt: Map<string, number>;
};
type HeldRole = { role: string; org: string; ends?: string; line: number; file: string };

export const readUsers = (set: RosterSet, orgs: Organizations, profile: RosterProfile, findings: Findings): Users => {
  const file = "users.csv";
  const roles = set.version === "1.2" ? readRoles(set, profile, findings) : undefined;
  const demographics = readDemographics(set, findings);
  const users: Users = { students: [], people: [], families: [], studentAt: new Map(), personAt: new Map() };
  const numbers = { state: new Map<string, number>(), local: new Map<string, number>() };
  const agents: { row: RosterRow; user: string; named: string[] }[] = [];
  for (const row of set.tables.users?.rows() ?? []) {
    if (deleted(row)) continue;
    const id = row.get("sourcedId");
    if (users.studentAt.has(id) || users.personAt.has(id)) {
      findings.error(
        "id-twice",
        { file, line: row.line, column: "sourcedId" },
        `sourcedId ${id} stands twice.`,
        "Every user has an identifier of its own.",
      );
      continue;
    }
    const held = roles ? (roles.get(id) ?? []) : ofUser(row);
    const known = held.filter(({ role }) => (rosterRoles as readonly string[]).includes(role));
    if (known.length === 0) {
      const what = held[0] ? `"${held[0].role}" is no role of OneRoster.` : "The user has no role in roles.csv.";
      findings.warn(
        "role",
        { file: held[0]?.file ?? file, line: held[0]?.line ?? row.line, column: "role" },
        what,
        "The user was left out; correct the role.",
      );
      continue;
    }
    const schools = schoolsOf(known, row, orgs, findings);
    const named = listOf(row.get("agentSourcedIds"));
    if (named.length > 0) agents.push({ row, user: id, named });
    if (known.some(({ role }) => role === "student")) {
      const student = studentOf(
        row,
        [...new Set(schools.flatMap(({ school }) => school ?? []))],
        profile,
        demographics.get(id),
      );
      checkNumber(numbers.state, student.stateIdentifier, row, "userIds", findings);
      checkNumber(numbers.local, student.localIdentifier, row, "identifier", findings);
      users.studentAt.set(id, users.students.length);
      users.students.push(student);
    } else {
      users.personAt.set(id, users.people.length);
      users.people.push(personOf(row, schools));
    }
  }
  for (const one of agents) addFamily(users, one, findings);
  return users;
};

const ofUser = (row: RosterRow): HeldRole[] =>
  listOf(row.get("orgSourcedIds")).map((org) => ({ role: row.get("role"), org, line: row.line, file: "users.csv" }));

const readRoles = ({ tables }: RosterSet, profile: RosterProfile, findings: Findings): Map<string, HeldRole[]> => {
  const file = "roles.csv";
  const roles = new Map<string, HeldRole[]>();
  for (const row of tables.roles?.rows() ?? []) {
    if (deleted(row)) continue;
    const end = row.get("endDate");
    if (end !== "" && !isDay(end)) {
      findings.error(
        "date",
        { file, line: row.line, column: "endDate" },
        `"${end}" is not a day.`,
        "Write days as 2026-06-30.",
      );
      continue;
    }
    const ends = end === "" ? undefined : profile.end_dates === "exclusive" ? dayBefore(end) : end;
    const user = row.get("userSourcedId");
    const held = roles.get(user) ?? [];
    held.push({ role: row.get("role"), org: row.get("orgSourcedId"), line: row.line, file, ...(ends ? { ends } : {}) });
    roles.set(user, held);
  }
  return roles;
};

/** Each role with its school; an org that is not in the set is an error, the district itself is no school. */
const schoolsOf = (held: HeldRole[], row: RosterRow, { orgs }: Organizations, findings: Findings) =>
  held.map(({ role, org, ends, line, file }) => {
    if (!orgs.has(org))
      findings.error(
        "reference",
        { file, line, column: file === "roles.csv" ? "orgSourcedId" : "orgSourcedIds" },
        `There is no org ${org} in orgs.csv (user ${row.get("sourcedId")}).`,
        "Export the org too, or take it from the user.",
      );
    const school = orgs.get(org);
    return { role: role as RosterRole, ...(school === undefined ? {} : { school }), ...(ends ? { ends } : {}) };
  });

type Demographics = { birth: string; sex: string; race: string };

const readDemographics = ({ tables }: RosterSet, findings: Findings): Map<string, Demographics> => {
  const found = new Map<string, Demographics>();
  for (const row of tables.demographics?.rows() ?? []) {
    if (deleted(row)) continue;
    const birth = row.get("birthDate");
    if (birth !== "" && !isDay(birth)) {
      findings.error(
        "date",
        { file: "demographics.csv", line: row.line, column: "birthDate" },
        `"${birth}" is not a day.`,
        "Write days as 2015-03-14.",
      );
      continue;
    }
    const race = Object.keys(raceColumns).filter((column) => row.get(column).toLowerCase() === "true");
    const sex = { male: "M", female: "F", other: "X" }[row.get("sex").toLowerCase()] ?? "";
    found.set(row.get("sourcedId"), { birth, sex, race: race.map((column) => raceColumns[column]).join("; ") });
  }
  return found;
};

const studentOf = (
  row: RosterRow,
  schools: number[],
  profile: RosterProfile,
  demographics?: Demographics,
): RosterStudent => ({
  line: row.line,
  stateIdentifier: stateIdentifierOf(row, profile),
  localIdentifier: row.get("identifier") || row.get("sourcedId"),
  ...{ first: row.get("givenName"), middle: row.get("middleName"), last: row.get("familyName") },
  ...(demographics ?? { birth: "", sex: "", race: "" }),
  grade: gradeOf(listOf(row.get("grades"))[0] ?? ""),
  schools,
});

/** `userIds` is written {type:number},{type:number}. */
const stateIdentifierOf = (row: RosterRow, { state_identifier: { user_id_types, columns } }: RosterProfile): string => {
  for (const [, type, number] of row.get("userIds").matchAll(/\{([^:{}]+):([^{}]*)\}/g))
    if (user_id_types.some((one) => one.toLowerCase() === type?.trim().toLowerCase())) return number?.trim() ?? "";
  return columns.map((column) => row.get(column)).find((cell) => cell !== "") ?? "";
};

const checkNumber = (
  seen: Map<string, number>,
  number: string,
  row: RosterRow,
  column: string,
  findings: Findings,
): void => {
  if (number === "") return;
  const before = seen.get(number);
  seen.set(number, row.line);
  if (before !== undefined)
    findings.error(
      "number-twice",
      { file: "users.csv", line: row.line, column },
      `Two students have the number ${number} (the other one in line ${before}).`,
      "A number belongs to one student: correct one of them.",
    );
};

const personOf = (row: RosterRow, roles: RosterPerson["roles"]): RosterPerson => ({
  line: row.line,
  name: `${row.get("givenName")} ${row.get("familyName")}`,
  email: z.email().max(320).safeParse(row.get("email")).success ? row.get("email").toLowerCase() : "",
  enabled: row.get("enabledUser").toLowerCase() !== "false",
  roles,
});

/** Systems name the parents at the child, the children at the parent, or both. */
const addFamily = (
  users: Users,
  { row, user, named }: { row: RosterRow; user: string; named: string[] },
  findings: Findings,
): void => {
  for (const other of named) {
    const student = users.studentAt.get(user) ?? users.studentAt.get(other);
    const person = users.personAt.get(user) ?? users.personAt.get(other);
    if (student === undefined || person === undefined) {
      findings.warn(
        "reference",
        { file: "users.csv", line: row.line, column: "agentSourcedIds" },
        `${other} is no relative that the file names.`,
        "The relation was left out; export both users.",
      );
      continue;
    }
    const role = users.people[person]!.roles.find((one) => familyRoles.has(one.role))?.role;
    if (role) users.families.push({ person, student, relation: role === "parent" ? "parent" : "guardian" });
  }
};

// Gives the people of a hand-written table what their roles need, through the program's own verbs: accounts, rosters,
// caseloads, memos, signatures, designations, recorded agreements, applications.
import { systemActor } from "../../../src/access/index.ts";
import type { Registry } from "../../../src/identity/index.ts";
import { madeFacts } from "../../../src/identity/registry/testing/registry-world.ts";
import { writeRosterZip } from "../../../src/students/index.ts";
import type { FrontDesk } from "./front-desk.ts";
import type { ProfileMatrix, RoleMatrix } from "./matrix/expected.ts";
import { type ChildKey, childKeys, children, keepRecords, rosterOf, type Side, schools, staff } from "./two-schools.ts";

export const sides = ["a", "b"] as const;
export const emailOf = (role: string, side: Side): string => `${role}.${side}@example.org`;
const childrenOf = (text: string): ChildKey[] => text.split(" ") as ChildKey[];

export const studentsOf = ({ seen }: RoleMatrix, side: Side): ChildKey[] =>
  seen ? childrenOf(seen.students[side === "a" ? 0 : 1]) : [];

export type Staffing = { desk: FrontDesk; matrix: ProfileMatrix; ids: Record<ChildKey, number> };
const districtOf = ({ districts }: ProfileMatrix, side: Side): number => (districts === 2 && side === "b" ? 19 : 17);

const makeAccount = async ({ desk, matrix }: Staffing, role: RoleMatrix, side: Side): Promise<void> => {
  const district = desk.access.policy.roles[role.role]?.reach === "district" ? districtOf(matrix, side) : undefined;
  const places = role.ofSchool ? { schools: [schools[side]] } : {};
  const person = { name: staff[side], email: emailOf(role.role, side), role: role.role, district };
  await desk.access.createAccount(systemActor, { ...person, ...places });
};

/** Where the state runs a registry of identifiers, the children are in it, each by its own district. */
const enterInto = async (registry: Registry, matrix: ProfileMatrix): Promise<void> => {
  for (const key of childKeys) {
    const { side, first, last, born, number } = children[key];
    await registry.ask(systemActor, {
      ...{ district: districtOf(matrix, side), localIdentifier: `L-${number}`, key: `request of ${number}` },
      facts: madeFacts({ last_name: last, first_name: first, middle_name: "", birth_date: born, guardian_name: "" }),
    });
  }
};

/** Accounts, rosters and records; gives the numbers of the children's records. */
export const settle = async (desk: FrontDesk, matrix: ProfileMatrix): Promise<Staffing> => {
  const staffing: Staffing = { desk, matrix, ids: {} as Staffing["ids"] };
  for (const role of matrix.roles)
    for (const side of sides) if (!role.byRoster) await makeAccount(staffing, role, side);
  for (const of of matrix.districts === 2 ? sides.map((side) => [side]) : [[...sides]]) {
    const district = districtOf(matrix, of[0]!);
    const bytes = writeRosterZip("1.1", rosterOf(district, of, matrix.roster));
    const importer = await desk.actor(emailOf(matrix.importer, of[0]!));
    await desk.rosters.importRoster(importer, { fileName: "roster.zip", bytes });
  }
  staffing.ids = await desk.keep(keepRecords);
  if (desk.registry) await enterInto(desk.registry, matrix);
  return staffing;
};

/** Recorded by the first person of `giver` (the second, for the first one's own), with the students that the role sees. */
export const record = async (
  s: Staffing,
  giver: string,
  kind: string,
  roles: string[],
  named = true,
): Promise<void> => {
  for (const name of roles)
    for (const side of sides) {
      const by = await s.desk.actor(emailOf(giver, giver === name && side === "a" ? "b" : "a"));
      const own = studentsOf(s.matrix.roles.find(({ role }) => role === name)!, side);
      const identifiers = named ? own.map((key) => children[key].number) : [];
      const about = { title: `Of ${name}`, from: "2025-10-06", to: "2026-06-30", assessed: true };
      await s.desk.grants.recordGrant(by, { kind, person: emailOf(name, side), role: name, identifiers, ...about });
    }
};

/** A statement that each signs for oneself. */
export const sign = async ({ desk }: Staffing, kind: string, roles: string[]): Promise<void> => {
  for (const role of roles)
    for (const side of sides)
      await desk.grants.signStatement(await desk.actor(emailOf(role, side)), { kind, signature: staff[side] });
};

/** One memo names both people of each role; or each superintendent's memo the own district's. */
export const authorize = async ({ desk }: Staffing, giver: string, roles: string[]): Promise<void> => {
  for (const side of sides) {
    const by = await desk.actor(emailOf(giver, side));
    if (side === "b" && by.grants.reach === "state") continue;
    const named = by.grants.reach === "state" ? sides : [side];
    const people: string[] = [];
    for (const role of roles)
      for (const one of named) people.push(`${(await desk.actor(emailOf(role, one))).account}:${role}`);
    const memo = { kind: "authorization", year: 2026, people, signature: by.name };
    await desk.grants.signMemo(by, memo);
  }
};

/** A new assignment comes with it; the one that waited for it ends. */
export const designate = async ({ desk, matrix }: Staffing, giver: string, roles: string[]): Promise<void> => {
  for (const role of roles)
    for (const side of sides) {
      const by = await desk.actor(emailOf(giver, side));
      const person = emailOf(role, side);
      const before = (await desk.access.findAccount(person))!.assignments;
      const place = { district: districtOf(matrix, side), schools: [] };
      const days = { from: "2025-10-06", to: "2026-06-30" };
      await desk.grants.designate(by, { kind: "designation", person, role, ...place, ...days, signature: by.name });
      for (const { id } of before) await desk.access.endAssignment(systemActor, id);
    }
};

/** Applied for by each person, and granted as asked. */
export const apply = async (s: Staffing, decider: string, role: string, fields: string[]): Promise<void> => {
  const matrix = s.matrix.roles.find((one) => one.role === role)!;
  for (const side of sides) {
    const person = emailOf(role, side);
    const by = await s.desk.actor(person);
    const decides = await s.desk.actor(emailOf(decider, "a"));
    const before = (await s.desk.access.findAccount(person))!.assignments;
    const asked = {
      ...{ identifiers: studentsOf(matrix, side).map((key) => children[key].number), fields },
      ...{ need: "To see whether the tutoring helped.", from: "2025-10-06", to: "2026-06-30" },
    };
    const { id } = await s.desk.grants.apply(by, { ...asked, signature: by.name });
    const ruling = { ...asked, reason: "An educational need.", refuse: false, signature: decides.name };
    await s.desk.grants.decide(decides, id, ruling);
    for (const one of before) await s.desk.access.endAssignment(systemActor, one.id);
  }
};

/** Given by the superintendent, in the words of the relation. */
export const giveCaseloads = async (s: Staffing, giver: string, roles: string[]): Promise<void> => {
  for (const role of roles)
    for (const side of sides)
      for (const key of studentsOf(s.matrix.roles.find((one) => one.role === role)!, side))
        await s.desk.rosters.giveCaseload(await s.desk.actor(emailOf(giver, "a")), {
          ...{ student: children[key].number, account: emailOf(role, side), relation: role as "nurse" },
          ...{ purpose: "serving", district: districtOf(s.matrix, side), starts: "2025-10-06" },
        });
};

/** Students of age, of whom no file tells which account is theirs. */
export const linkSelves = async (s: Staffing, role: string): Promise<void> => {
  for (const side of sides)
    for (const key of studentsOf(s.matrix.roles.find((one) => one.role === role)!, side))
      await s.desk.owner.query(
        "INSERT INTO access.edge (account_id, student_id, relation, source, valid_from) VALUES ($1, $2, 'self', 'test', '2025-07-01')",
        [(await s.desk.actor(emailOf(role, side))).account, s.ids[key]],
      );
};

// A database with one person of every tried role, each standing and seeing exactly one child, and as many children whom
// nobody sees: the ground for attacks with a viewer's own hands.
import { rmSync } from "node:fs";
import { type Actor, actorFor, applyPolicy, loadAccessPolicy, readAs } from "../../../src/access/index.ts";
import { fixedClock, type Tx } from "../../../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../../../src/platform/testing/test-database.ts";
import { loadWorlds } from "./load-worlds.ts";
import { triedRoles, writeTriedProfile } from "./tried-profile.ts";
import { otherTables, together, type World } from "./world.ts";

export const today = "2025-10-06";
const clock = fixedClock(`${today}T14:00:00Z`);

export type OneViewerEach = TestDatabase & {
  actors: Actor[];
  /** Number of the child that the actor sees; of the one beside it, whom nobody sees. */
  ownChild(actor: Actor): number;
  hiddenChild(actor: Actor): number;
  /** Runs what an attacker would send, in the viewer's own transaction. */
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
};

/** Everything that any role could need, for child `n * 10` of school and district `n`; child `n * 10 + 1` lives in 9000. */
const worldOf = (role: string, n: number): World => {
  const facts = triedRoles[role]!;
  const account = `00000001-0000-4000-8000-${String(n).padStart(12, "0")}`;
  const assignment = account.replace("00000001", "00000002");
  const child = n * 10;
  const span = { from: "2025-07-01", to: "2026-06-30" };
  const person = { id: assignment, account, role, ...span, endedAt: null };
  const district = facts.rows === "all" ? null : n;
  const held = (kind: string, at: number) => ({
    ...{ id: account.replace("00000001", `0000003${at}`), account, role, assignment, kind, ...span },
    ...{ endedAt: null, students: facts.rows === "grant" ? [child] : [] },
  });
  const born = facts.age === "adult" ? "2000-01-01" : "2015-01-01";
  const others = otherTables.map((table) => [table, [child, child + 1].map((id) => ({ id, student: id }))]);
  return {
    today,
    accounts: [{ id: account, disabled: false }],
    assignments: [{ ...person, district, schools: facts.rows === "school" ? [n] : [] }],
    edges: (facts.relations ?? []).map((relation) => ({
      ...{ account, student: child, relation, source: "test:1", district: null, ...span, barred: false },
    })),
    grants: [...facts.needs, "application"].map(held),
    students: [
      { id: child, born, district: n, school: n },
      { id: child + 1, born, district: 9000, school: 9000 },
    ],
    enrollments: [{ id: n, student: child, year: 2026, district: n, school: n, entry: "2025-08-28", exit: null }],
    plans: [{ id: n, student: child, district: n, from: "2025-08-28", to: null }],
    classes: [{ id: n, district: n, school: n }],
    rosters: [{ id: n, student: child }],
    others: Object.fromEntries(others),
  };
};

export const openOneViewerEach = async (): Promise<OneViewerEach> => {
  const t = await testDatabase();
  const folder = writeTriedProfile();
  const policy = loadAccessPolicy(folder);
  await applyPolicy(t.owner, policy);
  const world = together(Object.keys(triedRoles).map((role, at) => worldOf(role, at + 1)));
  await loadWorlds(t.owner, world);
  await t.owner.query("ANALYZE");
  const actors = world.assignments.map(({ id, account, role, district, schools }) =>
    actorFor(policy, { account, name: role, role, assignment: id, district: district ?? undefined, schools }),
  );
  const childOf = (actor: Actor): number => (actors.indexOf(actor) + 1) * 10;
  return {
    ...{ ...t, actors, ownChild: childOf, hiddenChild: (actor) => childOf(actor) + 1 },
    as: (actor, work) => readAs({ db: t.db, clock }, actor, { action: "student.list" }, work),
    close: async () => {
      rmSync(folder, { recursive: true });
      await t.close();
    },
  };
};

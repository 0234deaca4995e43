// The database against the reference model over random worlds: what every viewer's role returns, row for row, of every
// table, is what the words of the policy say. The worlds come from a seed; a difference names its world.
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actorFor, applyPolicy, loadAccessPolicy, readAs } from "../../src/access/index.ts";
import { fixedClock, type Tx } from "../../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../../src/platform/testing/test-database.ts";
import { clearWorlds, loadWorlds } from "./testing/load-worlds.ts";
import { randomWorld } from "./testing/random-world.ts";
import { triedRoles, writeTriedProfile } from "./testing/tried-profile.ts";
import { askingsOf, expectedRows, prepareReading, readEverything, readPrepared } from "./testing/viewer-reads.ts";
import { type Asking, together, type World } from "./testing/world.ts";

const seed = 20_251_006;
const worldCount = 20_000;
const batch = 250;
const connections = 3;

let t: TestDatabase;
const folder = writeTriedProfile();
const policy = loadAccessPolicy(folder);
beforeAll(async () => {
  t = await testDatabase();
  await applyPolicy(t.owner, policy);
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true });
});

/** Who sees more than one world sees all that are loaded; anybody else is asked about the own world only. */
const stateWide = (world: World, asking: Asking): boolean =>
  world.assignments.some(({ id, district }) => id === asking.assignment && district === null);

test(`${worldCount.toLocaleString("en")} random worlds: the database shows what the model says`, async () => {
  const readers = await Promise.all(Array.from({ length: connections }, () => t.db.connect()));
  for (const reader of readers) for (const role of Object.keys(triedRoles)) await prepareReading(reader, role);
  const differences: unknown[] = [];
  const seenBy: Record<string, number> = {};
  let [compared, rows] = [0, 0];

  const compare = async (reader: Tx, n: number, world: World, all: World) => {
    for (const asking of askingsOf(world, n)) {
      const expected = expectedRows(stateWide(world, asking) ? all : world, asking);
      const found = await readPrepared(reader, asking);
      for (const [table, keys] of Object.entries(found)) {
        compared += 1;
        rows += keys === "" ? 0 : keys.split(",").length;
        if (keys !== expected[table]) differences.push({ world: n, asking, table, expected: expected[table], keys });
      }
      if (found.student !== "") seenBy[asking.role] = (seenBy[asking.role] ?? 0) + 1;
    }
  };
  try {
    for (let start = 1; start <= worldCount && differences.length === 0; start += batch) {
      const worlds = Array.from({ length: batch }, (_, at) => randomWorld(start + at, seed));
      const all = together(worlds);
      await clearWorlds(t.owner);
      await loadWorlds(t.owner, all);
      let next = 0;
      const work = async (reader: Tx) => {
        for (let at = next++; at < batch; at = next++) await compare(reader, start + at, worlds[at]!, all);
      };
      await Promise.all(readers.map(work));
    }
  } finally {
    for (const reader of readers) reader.release();
  }
  console.log(
    `${worldCount} worlds (seed ${seed}), ${compared} comparisons of a table, ${rows} rows, ${differences.length} differences`,
  );
  console.log(`viewers who saw a student: ${JSON.stringify(seenBy)}`);
  expect(differences.slice(0, 3)).toEqual([]);
  // A comparison of nothing with nothing would also agree.
  const { registrar, ...seeing } = triedRoles;
  for (const role of Object.keys(seeing)) expect(seenBy[role] ?? 0, role).toBeGreaterThan(50);
  // Who finds students by facts gave none.
  expect([registrar?.rows, seenBy.registrar]).toEqual(["located", undefined]);
}, 600_000);

test("the bulk reading sets exactly what readAs sets", async () => {
  const worlds = Array.from({ length: 150 }, (_, at) => randomWorld(900_000 + at, seed));
  await clearWorlds(t.owner);
  await loadWorlds(t.owner, together(worlds));
  const differences: unknown[] = [];
  let compared = 0;
  for (const world of worlds)
    for (const { id, account, role, district, schools } of world.assignments) {
      const actor = actorFor(policy, {
        account,
        name: account,
        role,
        assignment: id,
        district: district ?? undefined,
        schools,
      });
      const clock = fixedClock(`${world.today}T17:00:00Z`);
      const found = await readAs({ db: t.db, clock }, actor, { action: "student.list" }, async (tx) => {
        const answer = await tx.query(readEverything(role));
        return answer.rows[0];
      });
      const asking = { role, assignment: id, day: world.today };
      const expected = expectedRows(stateWide(world, asking) ? together(worlds) : world, asking);
      compared += 1;
      if (JSON.stringify(found) !== JSON.stringify(expected)) differences.push({ asking, expected, found });
    }
  console.log(`${compared} viewers through readAs, ${differences.length} differences`);
  expect(differences.slice(0, 3)).toEqual([]);
});

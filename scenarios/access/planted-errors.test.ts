// Errors planted in the policy, one at a time, by the database's owner: each is found by the worlds, that is by what a viewer
// then sees, or by the catalogue, where a way stands open that no viewer takes by itself. Else the worlds prove little.
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyPolicy, loadAccessPolicy } from "../../src/access/index.ts";
import type { Tx } from "../../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../../src/platform/testing/test-database.ts";
import { breachKinds, listBreaches } from "./testing/breaches.ts";
import { loadWorlds } from "./testing/load-worlds.ts";
import { errorsOfRights, errorsOfRows, type PolicyError } from "./testing/policy-errors.ts";
import { randomWorld } from "./testing/random-world.ts";
import { triedRoles, writeTriedProfile } from "./testing/tried-profile.ts";
import { askingsOf, expectedRows, prepareReading, readInside } from "./testing/viewer-reads.ts";
import { type Asking, together } from "./testing/world.ts";

let t: TestDatabase;
let owner: Tx;
let questions: { asking: Asking; expected: string }[];
const folder = writeTriedProfile();
const caught: string[] = [];

beforeAll(async () => {
  t = await testDatabase();
  await applyPolicy(t.owner, loadAccessPolicy(folder));
  const worlds = Array.from({ length: 600 }, (_, at) => randomWorld(at + 1, 7));
  await loadWorlds(t.owner, together(worlds));
  await t.owner.query("ANALYZE");
  questions = worlds.flatMap((world, n) => {
    // Who sees the whole state would be asked about every world: a few of them, here none, are the worlds' own test.
    const local = askingsOf(world, n).filter(
      ({ assignment }) => !world.assignments.some(({ id, district }) => id === assignment && district === null),
    );
    return local.map((asking) => ({ asking, expected: JSON.stringify(expectedRows(world, asking)) }));
  });
  owner = await t.owner.connect();
  for (const role of Object.keys(triedRoles)) await prepareReading(owner, role);
});
afterAll(async () => {
  console.log(`${caught.length} planted policy errors, all caught; ${breachKinds} questions to the catalogue`);
  owner.release();
  await t.close();
  rmSync(folder, { recursive: true });
});

/** The first question that is answered otherwise than the model says, or refused, while the error stands. */
const firstDifference = async (error?: PolicyError): Promise<number | undefined> => {
  // A kept plan does not hear of a change of roles: without this, one error's plan would answer for the next.
  await owner.query("DISCARD PLANS");
  await owner.query("BEGIN");
  try {
    await error?.plant(owner);
    for (const [at, { asking, expected }] of questions.entries()) if ((await answerTo(asking)) !== expected) return at;
    return undefined;
  } finally {
    await owner.query("ROLLBACK");
  }
};

const answerTo = (asking: Asking): Promise<string> =>
  readInside(owner, asking).then(
    (rows) => JSON.stringify(rows),
    (error: { code?: string }) => {
      if (error.code !== "42501") throw error;
      return "refused";
    },
  );

const breachesWith = async (error: PolicyError): Promise<string[]> => {
  await owner.query("BEGIN");
  try {
    await error.plant(owner);
    return await listBreaches(owner);
  } finally {
    await owner.query("ROLLBACK");
  }
};

test("without an error nothing is found", async () => {
  expect(questions.length).toBeGreaterThan(1_000);
  expect(await firstDifference()).toBeUndefined();
  expect(await listBreaches(t.owner)).toEqual([]);
});

describe("the worlds find", () => {
  test.each(errorsOfRows)("$title", async (error) => {
    expect(await firstDifference(error), "all questions were answered as before").toBeDefined();
    caught.push(error.title);
  });
});

describe("the catalogue tells", () => {
  test.each(errorsOfRights)("$title", async (error) => {
    expect(await breachesWith(error)).not.toEqual([]);
    caught.push(error.title);
  });
});

test("every planted error was taken back", async () => {
  expect(caught.length).toBe(errorsOfRows.length + errorsOfRights.length);
  expect(await firstDifference()).toBeUndefined();
});

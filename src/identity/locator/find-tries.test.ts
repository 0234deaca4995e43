// Guessing is slowed: so many misses, so many tries, so many misses for one name; and it is said when to go on.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "../../access/index.ts";
import { listEvents } from "../../audit/index.ts";
import { ask } from "../registry/ask.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { findStudents } from "./find-students.ts";
import { markOf } from "./find-tries.ts";

let w: RegistryWorld;
let guesser: Actor;
let now = Date.parse("2025-10-06T14:00:00Z");
let people = 0;
const minutes = (count: number) => {
  now += count * 60_000;
};
const known = { last_name: "Tremblay-Roy", first_name: "Elizabeth", birth_date: "2012-03-07" };
/** Different names each time, of nobody. */
const strangers = (at: number) => ({
  ...{ last_name: `${"BCDFGJKLMNPQRSTVXZ"[at % 18]}o${"bdlmnr"[Math.floor(at / 18) % 6]}a`, first_name: "Nobody" },
  birth_date: `20${String(10 + (at % 5))}-05-${String(10 + (at % 19))}`,
});

const find = (typed: object, actor = guesser) =>
  findStudents({ ...w.deps, clock: { ...w.deps.clock, now: () => new Date(now) } }, actor, typed);
/** How each try ends: who is found, or the refusal. */
const outcome = (typed: object, actor = guesser): Promise<string> =>
  find(typed, actor).then(
    ({ students }) => `${students.length} found`,
    (error: Error & { code: string; remedy: string }) => `${error.code}: ${error.message} ${error.remedy}`,
  );

beforeAll(async () => {
  w = await registryWorld();
  await ask(w.deps, w.registrar(17), { district: 17, localIdentifier: "L1", facts: madeFacts(), key: w.key() });
});
beforeEach(() => {
  guesser = { ...w.registrar(23), account: `guesser-${people++}` };
});
afterAll(() => w?.close());

test("fifteen that found nobody within ten minutes: wait, also with facts of somebody; then go on", async () => {
  for (let at = 0; at < 15; at++) {
    expect(await outcome(strangers(at))).toBe("0 found");
    if (at === 0) minutes(4);
  }
  expect(await outcome(known)).toBe(
    "too-many-searches: There were 15 searches that found nobody within 10 minutes: this is no longer enrolling. " +
      "Go on in 6 minutes; each search is in the log.",
  );
  expect(await outcome(known, w.registrar(19))).toBe("1 found");
  minutes(6);
  expect(await outcome(known)).toBe("1 found");
});

test("a refused try waits no longer, and leaves an event of its own", async () => {
  for (let at = 0; at < 18; at++) await outcome(strangers(at));
  minutes(10);
  expect(await outcome(known)).toBe("1 found");
  const events = (await listEvents(w.db, { limit: 40 })).filter(({ actor }) => actor === guesser.account);
  expect(events.filter(({ action }) => action === "identifier.find.refused")).toHaveLength(3);
  expect(events.find(({ action }) => action === "identifier.find.refused")).toMatchObject({
    organization: "district:23",
    details: { limit: "15 searches that found nobody within 10 minutes", role: guesser.role },
  });
});

test("sixty within an hour and three hundred within a day, found or not", async () => {
  for (let tries = 0; tries < 60; tries++) expect(await outcome(known)).toBe("1 found");
  expect(await outcome(known)).toMatch(/^too-many-searches: There were 60 searches within an hour.* in 60 minutes/);
  for (let hours = 0; hours < 4; hours++) {
    minutes(60);
    for (let tries = 0; tries < 60; tries++) expect(await outcome(known)).toBe("1 found");
  }
  minutes(60);
  expect(await outcome(known)).toMatch(/^too-many-searches: There were 300 searches within a day.* in 19 hours/);
  minutes(19 * 60);
  expect(await outcome(known)).toBe("1 found");
});

test("many at once are no way around: what is under way counts as a miss", async () => {
  const outcomes = await Promise.all(Array.from({ length: 30 }, (_, at) => outcome(strangers(at))));
  expect(outcomes.filter((one) => one === "0 found")).toHaveLength(15);
  expect(outcomes.filter((one) => one.startsWith("too-many-searches"))).toHaveLength(15);
});

test("birth dates for one name, however it is spelled: eight a day", async () => {
  const dates = Array.from({ length: 20 }, (_, at) => `2008-${String(1 + (at % 9)).padStart(2, "0")}-11`);
  const spellings = ["Elizabeth", "Elisabeth", "ELIZABETH", "Elizabet"];
  const outcomes: string[] = [];
  for (const [at, birth_date] of dates.entries()) {
    outcomes.push(await outcome({ ...known, birth_date, first_name: spellings[at % 4] }));
    minutes(11);
  }
  expect(outcomes.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => "0 found"));
  for (const refused of outcomes.slice(8))
    expect(refused).toMatch(/^too-many-searches: There were 8 searches for these names .* in 2\d hours/);
  expect(await outcome({ ...known, last_name: "Elizabeth", first_name: "Tremblay-Roy" })).toMatch(/^too-many/);
  expect(await outcome(strangers(3))).toBe("0 found");
});

test("a try that breaks has counted", async () => {
  const broken = { ...w.deps, countPeople: () => Promise.reject(new Error("cut off")) };
  await expect(findStudents(broken, guesser, known)).rejects.toThrow("cut off");
  const { rows } = await w.owner.query("SELECT found FROM identity.find_try WHERE account = $1", [guesser.account]);
  expect(rows).toEqual([{ found: false }]);
});

test("the mark of names needs the key", () => {
  const names = { first: "elizabeth", last: "tremblay roy" };
  const one = markOf(Buffer.alloc(32, 1), names);
  expect(markOf(Buffer.alloc(32, 1), { first: names.last, last: names.first }).equals(one)).toBe(true);
  expect(markOf(Buffer.alloc(32, 2), names).equals(one)).toBe(false);
  expect(markOf(Buffer.alloc(32, 1), { ...names, first: "owen" }).equals(one)).toBe(false);
});

// Somebody with a registrar's right who tries to learn more than it gives: the birth date of a child whose name is known, or one
// child after the other. The first is stopped, both are seen by who watches the log.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, systemActor } from "../../src/access/index.ts";
import { type Installation, openInstallation } from "../../src/composition/installation.ts";
import { type TestDatabase, testDatabase } from "../../src/platform/testing/test-database.ts";

let database: TestDatabase;
let installation: Installation;
let watcher: Actor;
let now = Date.parse("2025-10-06T13:00:00Z");
const minute = 60_000;
const day = 24 * 60 * minute;
/** Events have the database's time, whatever the program's clock says: yesterday, today and tomorrow hold it in every zone. */
const around = [-1, 0, 1].map((days) => new Date(Date.now() + days * day).toISOString().slice(0, 10));
const span = { from: around[0]!, to: around[2]! };

const child = { last_name: "Tremblay-Roy", first_name: "Elizabeth", birth_date: "2012-03-07" };
const blank = { middle_name: "", name_suffix: "", town_of_birth: "", guardian_name: "", ssn: "" };
const person = async (name: string, role: string, district?: number): Promise<Actor> => {
  const email = `${name.toLowerCase()}@example.org`;
  await installation.access.createAccount(systemActor, { name: `${name} Person`, email, role, district });
  return installation.access.getActor(email);
};
const enter = (facts: typeof child) =>
  installation.registry!.ask(systemActor, {
    ...{
      district: 19,
      localIdentifier: facts.birth_date + facts.first_name,
      key: `${facts.birth_date} ${facts.first_name} key`,
    },
    facts: { ...blank, ...facts, sex: "F", race_ethnicity: "5" },
  });
/** "found", "nobody", or the refusal. */
const tried = (actor: Actor, typed: Record<string, string>): Promise<string> =>
  installation.registry!.find(actor, typed).then(
    ({ students }) => (students.length > 0 ? "found" : "nobody"),
    (error: { code: string }) => error.code,
  );

beforeAll(async () => {
  database = await testDatabase("missouri");
  installation = await openInstallation(database.config, { now: () => new Date(now) });
  watcher = await person("Manny", "manager");
  await enter(child);
}, 60_000);
afterAll(async () => {
  await installation?.close();
  await database?.close();
});

test("birth dates tried one after the other for a known name: stopped, however slowly, and seen", async () => {
  const guesser = await person("Gus", "submission-staff", 17);
  const firstNames = ["Elizabeth", "Elisabeth", "Elizabet", "ELIZABETH"];
  const outcomes: string[] = [];
  // The year is known from the grade. Patient: as slowly as the other limits ask for, a guess every eleven minutes.
  const start = Date.parse("2012-06-01T00:00:00Z");
  for (let guess = 0; guess < 60; guess++) {
    const birth_date = new Date(start + guess * 3 * day).toISOString().slice(0, 10);
    outcomes.push(await tried(guesser, { ...child, birth_date, first_name: firstNames[guess % 4]! }));
    now += 11 * minute;
  }
  expect(outcomes.slice(0, 8)).toEqual(Array(8).fill("nobody"));
  expect(new Set(outcomes.slice(8))).toEqual(new Set(["too-many-searches"]));

  const { lines } = await installation.monitoring.refusals(watcher, span);
  expect(lines).toMatchObject([{ account: guesser.account, route: "identifier.find.refused", times: 52 }]);
  const { kinds, students } = await installation.monitoring.person(watcher, guesser.account, span);
  expect(kinds.sort((a, b) => b.events - a.events)).toMatchObject([
    { action: "identifier.find.refused", events: 52 },
    { action: "identifier.find", events: 8 },
  ]);
  expect(students, "nobody was found").toBe(0);
});

test("one child after the other: whom one person found counts as looked at, and is unusual", async () => {
  const collector = await person("Coll", "submission-staff", 17);
  const letters = "BCDFGKLMNPRSTVZ";
  const children = Array.from({ length: 110 }, (_, at) => ({
    last_name: `${letters[at % 15]}${"aeiou"[at % 5]}${letters[(at * 7) % 15]?.toLowerCase()}ovsk${letters[Math.floor(at / 15)]?.toLowerCase()}i`,
    first_name: ["Ann", "Bertha", "Chloe", "Dorothy", "Edith", "Fiona", "Greta"][at % 7]!,
    birth_date: new Date(Date.parse("2009-01-05T00:00:00Z") + at * 17 * day).toISOString().slice(0, 10),
  }));
  for (const one of children) await enter(one);
  now += day;
  for (const one of children) {
    expect(await tried(collector, one)).toBe("found");
    now += minute + 1000;
  }
  const days = await Promise.all(around.map((one) => installation.monitoring.unusual(watcher, { day: one })));
  const seen = days.flatMap(({ lines }) => lines).filter(({ account }) => account === collector.account);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.reduce((sum, { students }) => Math.max(sum, students), 0)).toBeGreaterThan(100);
});

test("by the reference of a child, who found it is told", async () => {
  const clerk = await person("Cleo", "submission-staff", 17);
  const { students } = await installation.registry!.find(clerk, child);
  const { events } = await installation.monitoring.student(watcher, students[0]!.reference, span);
  expect(events).toMatchObject([{ account: clerk.account, action: "identifier.find" }]);
});

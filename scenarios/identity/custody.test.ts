// What stands in the database after many requests, read as its owner would: under split custody nothing ties a name to a number,
// under encoded custody no fact of a child can be read.
import { afterEach, expect, test } from "vitest";
import type { Answer } from "../../src/identity/registry/answer.ts";
import { inRegistry } from "../../src/identity/registry/as-registry.ts";
import { ask, type Question } from "../../src/identity/registry/ask.ts";
import { type RegistryWorld, registryWorld } from "../../src/identity/registry/testing/registry-world.ts";
import { makeChildren } from "./testing/children.ts";
import { everyCell, rankCorrelation } from "./testing/every-cell.ts";

let w: RegistryWorld;
afterEach(() => w?.close());

const askAll = async (count: number): Promise<{ question: Question; answer: Answer }[]> => {
  const asked: { question: Question; answer: Answer }[] = [];
  for (const [at, facts] of makeChildren(count, 31).entries()) {
    const question = { district: 10 + (at % 5), localIdentifier: `local-${at}-number`, facts, key: w.key() };
    asked.push({ question, answer: await ask(w.deps, w.registrar(question.district), question) });
  }
  return asked;
};

test("split: no number stands beside anything of a person, in no place, by no time and in no order", async () => {
  w = await registryWorld("new-hampshire");
  const asked = await askAll(150);
  const given = asked.filter(({ answer }) => answer.number !== undefined);
  expect(given.length).toBeGreaterThan(130);
  // While they wait to be settled, the numbers' facts share a table with nothing else.
  const settle = () => inRegistry(w, (tx) => tx.query("SELECT identity.settle()"));
  await settle();
  const cells = await everyCell(w.owner);
  const numbers = new Set(given.map(({ answer }) => answer.number!));
  const found = new Map<string, string[]>();
  for (const { table, column, text } of cells)
    for (const [number] of text.matchAll(/(?<!\d)\d{10}(?!\d)/g))
      if (numbers.has(number)) found.set(`${table}.${column}`, [...(found.get(`${table}.${column}`) ?? []), number]);
  expect([...found.keys()].sort()).toEqual(["identity.number.number", "identity.number_fact.number"]);
  // The number side was written for all at once: the transaction of a row tells nothing.
  const writers = (table: string) => new Set(cells.filter((cell) => cell.table === table).map(({ xmin }) => xmin));
  expect(writers("identity.number_fact").size).toBe(1);
  const nameSide = new Set(
    ["identity.person", "identity.source_record", "identity.request", "audit.event"].flatMap((name) => [
      ...writers(name),
    ]),
  );
  for (const table of ["identity.number", "identity.number_fact", "identity.undealt"])
    expect(
      [...writers(table)].filter((xmin) => nameSide.has(xmin)),
      table,
    ).toEqual([]);
  // Neither the order of asking nor that of the references is the order of the numbers.
  const inOrder = given.map(({ answer }, at) => [String(at).padStart(6, "0"), answer.number!] as const);
  expect(Math.abs(rankCorrelation(inOrder))).toBeLessThan(0.35);
  // No local number of a district is kept beside a name once it was answered.
  expect(
    cells
      .filter(({ text }) => /local-\d+-number/.test(text) && !/near/.test(text))
      .map(({ table, column }) => `${table}.${column}`)
      .filter((place) => place !== "identity.request.local_identifier"),
  ).toEqual([]);
  const kept = await w.owner.query(
    "SELECT FROM identity.request WHERE local_identifier IS NOT NULL AND answered_at IS NOT NULL",
  );
  expect(kept.rowCount).toBe(0);
  // Who has the key opens the own answer again; another key opens nothing.
  const [first] = given;
  expect((await ask(w.deps, w.registrar(first!.question.district), first!.question)).number).toBe(first!.answer.number);
  console.log(
    `split: ${cells.length} cells of the database read, ${numbers.size} numbers found on the number side alone`,
  );
});

test("encoded: no name of anybody is in the database, and no birth date but that of a number", async () => {
  w = await registryWorld("missouri", "encoded");
  const asked = await askAll(60);
  const cells = await everyCell(w.owner);
  const secrets = asked.flatMap(({ question: { facts } }) => [
    facts.last_name,
    facts.guardian_name,
    facts.birth_date,
    facts.birth_date.replaceAll("-", ""),
    `${facts.first_name} ${facts.last_name}`,
    ...(facts.first_name.length > 5 ? [facts.first_name] : []),
  ]);
  const wanted = [...new Set(secrets.filter((text) => text.length > 3).map((text) => text.toLowerCase()))];
  const allowed = new Set(["identity.number_fact.birth_date", "identity.unsettled.birth_date"]);
  const leaks = new Set<string>();
  for (const { table, column, text } of cells) {
    const place = `${table}.${column}`;
    const low = text.toLowerCase();
    if (!allowed.has(place) && wanted.some((secret) => low.includes(secret))) leaks.add(place);
  }
  expect([...leaks]).toEqual([]);
  console.log(`encoded: ${wanted.length} facts looked for in ${cells.length} cells of the database`);
});

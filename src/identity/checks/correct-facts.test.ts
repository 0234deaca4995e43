// What is kept with a number is corrected by the state, fact by fact, and nothing that was sent changes.
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDictionary } from "../../dictionary/index.ts";
import { registerRegistryCommands } from "../commands/registry-commands.ts";
import { ask } from "../registry/ask.ts";
import { createRegistry } from "../registry/create-registry.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { drawStudentNumber } from "../student-number.ts";
import { correctFacts, type NumberFacts } from "./correct-facts.ts";

let w: RegistryWorld;
let number: string;
beforeAll(async () => {
  w = await registryWorld("new-hampshire");
  const question = { district: 17, localIdentifier: "L1", facts: madeFacts(), key: w.key() };
  number = (await ask(w.deps, w.registrar(17), question)).number!;
});
afterAll(() => w?.close());

const known = async () =>
  (
    await w.db.query("SELECT birth_date::text AS born, sex, race_ethnicity AS race FROM identity.number_state($1)", [
      [number],
    ])
  ).rows[0];

test("one fact is put right, the others stay, before and after the facts have settled", async () => {
  await correctFacts(w.deps, w.operator, number, { birth_date: "2012-07-03" });
  expect(await known()).toEqual({ born: "2012-07-03", sex: "F", race: "5" });
  await w.owner.query("SELECT identity.settle()");
  await correctFacts(w.deps, w.operator, number, { sex: "x" });
  await correctFacts(w.deps, w.operator, number, { race_ethnicity: "2" });
  expect(await known()).toEqual({ born: "2012-07-03", sex: "X", race: "2" });
  const { rows } = await w.owner.query("SELECT birth_date::text AS born, sex FROM identity.source_record");
  expect(rows).toEqual([{ born: "2012-03-07", sex: "F" }]);
});

test("the log says who corrected what, and not of which number", async () => {
  const { rows } = await w.owner.query(
    "SELECT actor, details, e::text AS row FROM audit.event e WHERE action = 'identifier.correct-facts' ORDER BY id",
  );
  expect(rows.map(({ details }) => details.facts)).toEqual([["birth_date"], ["sex"], ["race_ethnicity"]]);
  for (const { row } of rows) expect(row).not.toMatch(new RegExp(`${number}|2012-07-03`));
});

test("at a terminal too, where only what is named changes", async () => {
  const printed: string[] = [];
  const program = new Command().exitOverride();
  const places = async () => ({ year: 2026, saus: [], districts: [], schools: [], towns: [] });
  const { db, clock, profile } = w.deps;
  const dictionary = loadDictionary(w.config.profileDir!);
  const registry = createRegistry({ db, clock, profile, dataDir: w.config.dataDir, places, dictionary });
  registerRegistryCommands(program, {
    withRegistry: (_command, run) => run(registry, w.operator),
    print: (line) => printed.push(line),
    progress: undefined,
  });
  await program.parseAsync(["id", "correct", number, "--dob", "3/8/2012", "--race", "05"], { from: "user" });
  expect(await known()).toEqual({ born: "2012-03-08", sex: "X", race: "5" });
  expect(printed).toHaveLength(1);
  expect(printed[0]).not.toContain(number);
});

test("is refused to a district, for a number that nobody has, and with facts that cannot be", async () => {
  const before = await known();
  const stock = (await w.owner.query("SELECT number FROM identity.undealt LIMIT 1")).rows[0].number;
  const correct = (actor = w.operator, of = number, facts: NumberFacts = { birth_date: "2012-01-01" }) =>
    correctFacts(w.deps, actor, of, facts);
  await expect(correct(w.registrar(17))).rejects.toMatchObject({ code: "denied" });
  for (const of of [stock, drawStudentNumber(), "12", ""])
    await expect(correct(w.operator, of)).rejects.toMatchObject({ code: "number-unknown" });
  for (const facts of [{}, { birth_date: "2012-02-30" }, { birth_date: "2030-01-01" }, { sex: "Q" }, { sex: "" }])
    await expect(correct(w.operator, number, facts), JSON.stringify(facts)).rejects.toMatchObject({
      code: "facts-unusable",
    });
  expect(await known()).toEqual(before);
});

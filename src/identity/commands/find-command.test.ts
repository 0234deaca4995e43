// `id find` as the command line runs it: whom the person named finds, in words and as JSON, and what is refused.
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../access/index.ts";
import { ask } from "../registry/ask.ts";
import { createRegistry, type Registry } from "../registry/create-registry.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { registerFindCommand } from "./find-command.ts";

let w: RegistryWorld;
let registry: Registry;
let number: string;
let reference: string;

beforeAll(async () => {
  w = await registryWorld();
  const { db, clock, profile, places } = w.deps;
  registry = createRegistry({ db, clock, profile, places, dataDir: w.config.dataDir });
  const known = await ask(w.deps, w.registrar(19), {
    ...{ district: 19, localIdentifier: "L1", facts: madeFacts(), key: w.key() },
  });
  number = known.number!;
  reference = known.reference!;
});
afterAll(() => w?.close());

const run = async (actor: Actor, ...args: string[]): Promise<string> => {
  const printed: string[] = [];
  const id = new Command("id").exitOverride().configureOutput({ writeErr: () => undefined });
  registerFindCommand(id, {
    withRegistry: (_command, use) => use(registry, actor),
    print: (line) => void printed.push(line),
    progress: undefined,
  });
  await id.parseAsync(["find", ...args], { from: "user" });
  return printed.join("\n");
};
const known = ["--last", "Tremblay", "--first", "Betsy", "--dob", "3/7/2012"];

test("finds by the facts given, in words and as JSON", async () => {
  const line = await run(w.registrar(17), ...known, "--sex", "f", "--guardian", "Lucie Tremblay");
  for (const told of [reference, number, "Tremblay-Roy", "District 19"]) expect(line).toContain(told);
  const found = JSON.parse(await run(w.registrar(17), ...known, "--middle", "Marie", "--json"));
  expect(found).toMatchObject({
    too_many: false,
    students: [{ reference, number, holder: { district: 19, district_name: "District 19", contact: null } }],
  });
});

test("says what to do where nobody fits, and refuses what is no search", async () => {
  const nobody = ["--last", "Nobody", "--first", "Noone", "--dob", "2012-03-07"];
  expect(await run(w.registrar(17), ...nobody)).toBe(
    "No student fits. Compare with a document; then request a number.",
  );
  expect(JSON.parse(await run(w.registrar(17), ...nobody, "--json"))).toEqual({ too_many: false, students: [] });
  await expect(run(w.registrar(17), ...known.slice(0, 5), "2012")).rejects.toMatchObject({ code: "facts-unusable" });
  // The registry of this state asks for no town of birth.
  await expect(run(w.registrar(17), ...known, "--town", "Keene")).rejects.toMatchObject({ code: "facts-unusable" });
  await expect(run(w.operator, ...known)).rejects.toMatchObject({ code: "operator-sees-no-student" });
  await expect(run(w.registrar(17), "--last", "Tremblay")).rejects.toMatchObject({
    code: "commander.missingMandatoryOptionValue",
  });
});

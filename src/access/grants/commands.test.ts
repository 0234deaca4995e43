// The commands of grants, run as the command line runs them: by a person, never by the operator.
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, systemActor } from "../policy/actor.ts";
import { registerGrantCommands } from "./commands.ts";
import { codeOf, type GrantWorld, openGrantWorld } from "./testing/grant-world.ts";

let world: GrantWorld;
let sue: Awaited<ReturnType<GrantWorld["person"]>>;
let cleo: typeof sue;

beforeAll(async () => {
  world = await openGrantWorld("westford", "2025-10-06T14:00:00Z");
  sue = await world.person("Sue Super", "superintendent");
  cleo = await world.person("Cleo Custodian", "custodian", 1);
});
afterAll(() => world.close());

async function run(actor: Actor, ...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const program = new Command();
  registerGrantCommands(program, {
    withGrants: (_command, use) => use(world.grants, actor),
    print: (line) => lines.push(line),
  });
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {} });
    command.commands.forEach(quiet);
  };
  quiet(program);
  await program.parseAsync(["grant", ...args], { from: "user" });
  return lines;
}

test("who lacks what is listed, given, listed for the person, and ended with a reason", async () => {
  const by = await sue.actor();
  expect(await run(systemActor, "list")).toContain("lacking\tCleo Custodian\tcustodian\ttraining");
  const [line] = await run(
    by,
    "give",
    "training",
    cleo.email,
    "--title",
    "Security",
    "--from",
    "2025-09-01",
    "--assessed",
  );
  expect(line).toMatch(/^[0-9a-f-]{36}\tCleo Custodian\t-\ttraining\t2025-09-01\.\.2027-09-01\tSecurity$/);
  const [json] = await run(by, "list", cleo.email, "--json");
  const { grants, lacking } = JSON.parse(json ?? "{}");
  expect(lacking).toEqual([]);
  expect(await run(by, "end", grants[0].id, "--reason", "Left the district")).toEqual([
    `${line}\tended: Left the district`,
  ]);
  expect(await run(by, "list")).toContain("lacking\tCleo Custodian\tcustodian\ttraining");
});

test("the operator lists, and neither gives nor ends", async () => {
  const give = run(systemActor, "give", "training", cleo.email, "--title", "Security", "--assessed");
  expect(await codeOf(give)).toBe("grant-needs-person");
  expect(await codeOf(run(systemActor, "end", "x", "--reason", "y"))).toBe("grant-needs-person");
});

test("a day that is none, and a grant without a title, are refused before anything is opened", async () => {
  const by = await sue.actor();
  expect(await codeOf(run(by, "give", "training", cleo.email, "--title", "S", "--from", "tomorrow"))).toBe(
    "commander.invalidArgument",
  );
  expect(await codeOf(run(by, "give", "training", cleo.email))).toBe("commander.missingMandatoryOptionValue");
});

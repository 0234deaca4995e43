// `id queue` and `id decide` as the command line runs them: what waits, a decision in words and as JSON, and what is refused.
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../access/index.ts";
import { type NearWorld, nearWorld } from "../queue/testing/near-world.ts";
import { createRegistry, type Registry } from "../registry/create-registry.ts";
import { type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { registerQueueCommands } from "./queue-commands.ts";

let w: RegistryWorld;
let n: NearWorld;
let registry: Registry;
beforeAll(async () => {
  w = await registryWorld();
  n = nearWorld(w);
  const { db, clock, profile, places } = w.deps;
  registry = createRegistry({ db, clock, profile, places, dataDir: w.config.dataDir });
});
afterAll(() => w?.close());

const run = async (actor: Actor, ...args: string[]): Promise<string> => {
  const printed: string[] = [];
  const id = new Command("id").exitOverride().configureOutput({ writeErr: () => undefined });
  const context = { print: (line: string) => void printed.push(line), progress: undefined };
  registerQueueCommands(id, { withRegistry: (_command, use) => use(registry, actor), ...context });
  for (const command of id.commands) command.exitOverride().configureOutput({ writeErr: () => undefined });
  await id.parseAsync(args, { from: "user" });
  return printed.join("\n");
};

test("the queue, in words and as JSON; the operator sees no name in it", async () => {
  const { waiting, facts } = await n.near();
  const words = await run(w.registrar(23), "queue");
  for (const told of [waiting.request, facts.last_name, "District 23", "1 waiting"]) expect(words).toContain(told);
  const paper = JSON.parse(await run(w.operator, "queue", "--district", "23", "--json"));
  expect(paper).toMatchObject({
    total: 1,
    waiting: [{ request: waiting.request, asker: { district: 23, district_name: "District 23" }, asked: {}, days: 0 }],
  });
  expect(await run(w.registrar(17), "queue")).toBe("No near match waits.");
});

test("a decision by the number of the student, and a new one as JSON", async () => {
  const [one, two] = [await n.near(), await n.near()];
  const same = ["--same-as", one.known.number!, "--reason", "Seen the card"];
  expect(await run(w.registrar(23), "decide", one.waiting.request, ...same)).toBe(
    `the student ${one.known.reference}: ${one.known.number}`,
  );
  const paper = await run(w.registrar(23), "decide", two.waiting.request, "--new", "--reason", "A cousin", "--json");
  expect(JSON.parse(paper)).toMatchObject({ kind: "new", by: "registrar-23", reason: "A cousin", owed: false });
  const again = run(w.registrar(23), "decide", two.waiting.request, "--new", "--reason", "A cousin");
  await expect(again).rejects.toMatchObject({ code: "already-decided" });
});

test.each([[[]], [["--new", "--same-as", "ABCDEFGHJK"]]])("one of two decisions must be said: %s", async (said) => {
  const { waiting } = await n.near();
  const before = await run(w.registrar(23), "queue");
  const deciding = run(w.registrar(23), "decide", waiting.request, ...said, "--reason", "because");
  await expect(deciding).rejects.toMatchObject({ exitCode: 2 });
  expect(await run(w.registrar(23), "queue")).toBe(before);
});

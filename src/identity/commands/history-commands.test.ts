// `id merge | split | undo-... | history | changes` as the command line runs them.
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../access/index.ts";
import { createRegistry, type Registry } from "../registry/create-registry.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { registerHistoryCommands } from "./history-commands.ts";

let w: RegistryWorld;
let registry: Registry;
beforeAll(async () => {
  w = await registryWorld("missouri");
  registry = createRegistry({ ...w.deps, dataDir: w.config.dataDir });
});
afterAll(() => w?.close());

const run = async (args: string[], actor: Actor = w.operator): Promise<string> => {
  const printed: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  registerHistoryCommands(program.command("id"), {
    withRegistry: (_command, use) => use(registry, actor),
    print: (line) => void printed.push(line),
    progress: undefined,
  });
  await program.parseAsync(["id", ...args], { from: "user" });
  return printed.join("\n");
};

const ask = (district: number, changes: object) =>
  registry.ask(w.registrar(district), { district, localIdentifier: "L", facts: madeFacts(changes), key: w.key() });

test("two are merged and it is undone, a record is split off and given back; the feed tells it in order", async () => {
  const one = await ask(17, { last_name: "Fenwick" });
  const other = await ask(23, {
    last_name: "Arsenault",
    first_name: "Odile",
    birth_date: "2011-12-24",
    middle_name: "",
  });
  const merged = await run(["merge", one.number!, other.reference!, "--reason", "One child"]);
  expect(merged).toContain(`${one.reference} ${one.number} gave way to ${other.reference} ${other.number}`);
  const id = /undo-merge (\S+)/.exec(merged)?.[1] ?? "";
  expect(await run(["history", one.number!])).toContain(`superseded by ${other.reference}`);
  expect(await run(["undo-merge", id, "--reason", "Two children"])).toContain("is itself again");

  await ask(31, { last_name: "Fenwick" });
  const { records } = JSON.parse(await run(["history", one.reference!, "--json"]));
  const record = String(records[1].record);
  const { split, newStudent } = JSON.parse(
    await run(["split", one.reference!, "--records", record, "--reason", "A cousin", "--json"]),
  );
  expect(newStudent.number).toMatch(/^\d{10}$/);
  expect(await run(["undo-split", split, "--reason", "No cousin"])).toBe(
    `${newStudent.reference} ${newStudent.number} gave way to ${one.reference} ${one.number}`,
  );
  await expect(run(["split", one.reference!, "--records", "x", "--reason", "A cousin"])).rejects.toThrow("commas");

  await expect
    .poll(async () => (await run(["changes"])).split("\n").map((line) => line.split("\t")[1] ?? "cursor"), {
      timeout: 30_000,
      interval: 300,
    })
    .toEqual(["assigned", "assigned", "merged", "unmerged", "assigned", "split", "unsplit", "cursor"]);
  const cursor = (await run(["changes"])).split("\n").at(-1)!.replace("cursor ", "");
  expect(await run(["changes", "--after", cursor])).toBe(`cursor ${cursor}`);
  const seen = (await run(["changes", "--json"], w.registrar(23))).split("\n").map((line) => JSON.parse(line).kind);
  expect(seen).toEqual(["assigned", "merged", "unmerged", undefined]);
  await expect(run(["merge", one.number!, other.number!, "--reason", "No"], w.registrar(17))).rejects.toMatchObject({
    status: 403,
  });
});

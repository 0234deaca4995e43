// `id import` as the command line runs it: what came in, the same file again, findings, and wrong usage.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { numberedChildren, numberedCsv } from "../import/testing/made-numbers.ts";
import { createRegistry, type Registry } from "../registry/create-registry.ts";
import { type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { registerRegistryCommands } from "./registry-commands.ts";

let w: RegistryWorld;
let registry: Registry;
const folder = mkdtempSync(join(tmpdir(), "import-"));
const file = join(folder, "numbers.csv");
const children = numberedChildren(21, 12);

beforeAll(async () => {
  w = await registryWorld("missouri");
  registry = createRegistry({ ...w.deps, dataDir: w.config.dataDir });
  writeFileSync(file, numberedCsv(w.deps.profile, children));
});
afterEach(() => {
  process.exitCode = 0;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await w?.close();
});

const run = async (...args: string[]): Promise<string> => {
  const printed: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  registerRegistryCommands(program, {
    withRegistry: (_command, use) => use(registry, w.operator),
    print: (line) => void printed.push(line),
    progress: undefined,
  });
  await program.parseAsync(["id", "import", ...args], { from: "user" });
  return printed.join("\n");
};

test("students come in, the same file changes nothing, and who resembles another one is listed for a merge", async () => {
  expect(await run(file)).toContain("12 students: 12 taken in with their numbers, 0 in the registry before");
  expect(await run(file)).toContain("12 students: all taken in before, nothing new");
  const twice = join(folder, "twice.csv");
  const [child] = children;
  const middle = { ...child!.facts, middle_name: "" };
  writeFileSync(
    twice,
    numberedCsv(w.deps.profile, [{ ...child!, number: "8123456789", facts: middle, local: "new", district: 18 }]),
  );
  const said = await run(twice);
  expect(said).toMatch(
    new RegExp(`[0-9A-Z]{10} 8123456789 and [0-9A-Z]{10} ${child!.number}, probability (0\\.9\\d+|1\\.0000)$`, "m"),
  );
  const { resembling } = JSON.parse(await run(twice, "--json"));
  const [pair] = resembling.pairs;
  await registry.merge(w.operator, pair.student.reference, pair.other.reference, { reason: "One child" });
  expect(JSON.parse(await run(twice, "--json"))).toMatchObject({ again: true, resembling: { total: 0, pairs: [] } });
});

test("a file with findings is refused with lines, columns and what to do", async () => {
  const wrong = join(folder, "wrong.csv");
  writeFileSync(wrong, numberedCsv(w.deps.profile, [{ ...numberedChildren(22, 1)[0]!, number: "12" }]));
  const said = await run(wrong);
  expect(process.exitCode).toBe(1);
  expect(said).toContain("wrong.csv has 1 findings. Nothing was changed.");
  expect(said).toContain('  line 2, column number: "12" is no number: ten digits, the first not 0.');
  expect(JSON.parse(await run(wrong, "--json")).error).toMatchObject({ code: "request-file-refused" });
});

test("wrong usage is said before anything is asked", async () => {
  await expect(run(join(folder, "nowhere.csv"))).rejects.toMatchObject({ code: "file-unreadable" });
  await expect(run(file, "--district", "x")).rejects.toMatchObject({ code: "commander.invalidArgument" });
});

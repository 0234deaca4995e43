// `id request` as the command line runs it: the answers, their key, the same file again, and a file that is refused.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { parse } from "csv-parse/sync";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../access/index.ts";
import { csvOf, fileRows } from "../files/testing/made-file.ts";
import { createRegistry, type Registry } from "../registry/create-registry.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { registerRegistryCommands } from "./registry-commands.ts";

let w: RegistryWorld;
let registry: Registry;
let ada: Actor;
const folder = mkdtempSync(join(tmpdir(), "request-"));
const file = join(folder, "new.csv");
const out = join(folder, "answers.csv");

beforeAll(async () => {
  w = await registryWorld("new-hampshire");
  registry = createRegistry({ ...w.deps, dataDir: w.config.dataDir });
  ada = w.registrar(17);
  const names = ["Ann", "Boris", "Chloe"];
  const children = names.map((first_name, at) => ({
    ...{ local: String(at + 1), school: 21745 },
    facts: madeFacts({ first_name, birth_date: `2013-0${at + 1}-15`, last_name: `${first_name}son` }),
  }));
  writeFileSync(file, csvOf([w.deps.profile.request_file.columns, ...fileRows(w.deps.profile, 17, children)]));
});
afterEach(() => {
  process.exitCode = 0;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await w?.close();
});

const run = async (actor: Actor, ...args: string[]): Promise<string> => {
  const printed: string[] = [];
  const program = new Command().exitOverride();
  registerRegistryCommands(program, {
    withRegistry: (_command, use) => use(registry, actor),
    print: (line) => void printed.push(line),
    progress: undefined,
  });
  await program.parseAsync(["id", "request", ...args], { from: "user" });
  return printed.join("\n");
};

test("answers and key are written for their owner alone; the same file again is the same request", async () => {
  expect(await run(ada, file, "--out", out)).toContain("3 students: 0 known, 3 new");
  const answers = readFileSync(out, "utf8");
  expect(
    (parse(answers, { columns: true }) as Record<string, string>[]).map((row) => [row.LASID, row.outcome]),
  ).toEqual([
    ["1", "new"],
    ["2", "new"],
    ["3", "new"],
  ]);
  for (const path of [out, `${out}.key`]) expect(statSync(path).mode & 0o777, path).toBe(0o600);
  const again = JSON.parse(await run(ada, file, "--out", out, "--json"));
  expect(again).toMatchObject({ rows: 3, new: 3, again: true, district: 17, out, keyFile: `${out}.key` });
  expect(readFileSync(out, "utf8")).toBe(answers);
});

test("a file with findings is refused with lines, columns and what to do", async () => {
  const wrong = join(folder, "wrong.csv");
  writeFileSync(wrong, readFileSync(file, "utf8").replace("1/15/2013", "13/15/2013").replace("Borisson", ""));
  const said = await run(ada, wrong);
  expect(process.exitCode).toBe(1);
  expect(said).toContain("wrong.csv has 2 findings. Nothing was changed.");
  expect(said).toContain('  line 2, column DateOfBirth: "13/15/2013" is no day of the calendar; write MM/DD/YYYY.');
  expect(said).toContain("  line 3, column LastName: Last name is needed.");
  const { error } = JSON.parse(await run(ada, wrong, "--json"));
  expect(error).toMatchObject({ code: "request-file-refused", facts: { total: 2 } });
});

test("wrong usage is said before anything is asked", async () => {
  await expect(run(ada, join(folder, "nowhere.csv"))).rejects.toMatchObject({ code: "file-unreadable" });
  await expect(run(ada, file, "--out", join(folder, "no", "way.csv"))).rejects.toMatchObject({
    code: "file-unwritable",
  });
  await expect(run(w.operator, file, "--out", join(folder, "o.csv"))).rejects.toMatchObject({ code: "invalid-input" });
  await expect(run(ada, file, "--district", "x")).rejects.toMatchObject({ code: "commander.invalidArgument" });
});

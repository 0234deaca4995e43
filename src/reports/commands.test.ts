// `report` as the command line runs it: a path that cannot be written is said in words, and nothing else is.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "../access/index.ts";
import { fixedClock } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { registerReportCommands } from "./commands.ts";
import { type CertifiedState, certifiedState } from "./testing/certified-state.ts";

let database: TestDatabase;
let state: CertifiedState;
const folder = mkdtempSync(join(tmpdir(), "report-"));
beforeAll(async () => {
  database = await testDatabase();
  state = await certifiedState(database, fixedClock("2025-10-16T12:00:00Z"), (district) => district === 17);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  state?.close();
  await database?.close();
});

const run = (...args: string[]) => {
  const program = new Command().exitOverride();
  registerReportCommands(program, {
    withReports: (_command, use) => use(state.reports, systemActor),
    write: async () => {},
  });
  return program.parseAsync(["report", ...args], { from: "user" });
};

it("writes to the file named, and says in words where that cannot be", async () => {
  const path = join(folder, "grades.csv");
  await run("STD-14", "--year", "2026", "--out", path);
  expect(existsSync(path)).toBe(true);
  for (const out of [folder, join(folder, "no", "such.csv")])
    await expect(run("STD-14", "--year", "2026", "--out", out)).rejects.toMatchObject({
      code: "file-unwritable",
      message: expect.stringContaining(out),
    });
});

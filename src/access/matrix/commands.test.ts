// The commands `policy ...`: what they print and write, and what they say of a database that differs.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { resolveProfile } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { applyPolicy } from "../enforcement/apply-policy.ts";
import { loadAccessPolicy } from "../policy/policy.ts";
import { registerPolicyCommands } from "./commands.ts";

let t: TestDatabase;
let lines: string[] = [];
const folder = mkdtempSync(join(tmpdir(), "rollbook-policy-"));
const policy = loadAccessPolicy(resolveProfile("connecticut"));

beforeAll(async () => {
  t = await testDatabase("connecticut");
  await applyPolicy(t.owner, policy);
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  lines = [];
});
afterEach(() => {
  process.exitCode = 0;
});

const run = async (...words: string[]): Promise<string> => {
  const program = new Command().exitOverride();
  registerPolicyCommands(program, {
    profileOf: (_, profile) => ({ dir: resolveProfile(profile ?? "connecticut"), title: "Somewhere" }),
    withOwner: (_, work) => work(t.owner, policy),
    today: () => "2025-10-06",
    print: (line) => lines.push(line),
  });
  await program.parseAsync(["policy", ...words], { from: "user" });
  return lines.join("\n");
};

test("matrix prints a block a role, one JSON object, or a page", async () => {
  expect(await run("matrix")).toMatch(/personnel-administrator: .*\n {2}students: none\n {2}may: /);
  lines = [];
  expect(JSON.parse(await run("matrix", "--json", "--profile", "boston")).roles).toHaveLength(15);
  const file = join(folder, "matrix.html");
  await run("matrix", "--html", file);
  expect(readFileSync(file, "utf8")).toContain("Who sees what: Somewhere");
  await expect(run("matrix", "--html", join(folder, "no", "such.html"))).rejects.toMatchObject({
    code: "file-unwritable",
  });
});

test("cases and sql are those of the profile named", async () => {
  expect(await run("cases", "--profile", "missouri")).toContain("registrar\tstudent.guardian_phone\trefused");
  lines = [];
  const sql = await run("sql", "--profile", "missouri");
  expect(sql).toContain("CREATE ROLE rollbook_view_registrar_located");
  expect(sql).toContain("CREATE VIEW seen.registrar__student");
});

test("check says that nothing differs, and names what does, with exit code 1", async () => {
  expect(await run("check")).toMatch(/^\d{3,} points compared, 0 differ\.$/);
  expect(process.exitCode ?? 0).toBe(0);
  await t.owner.query("GRANT SELECT (note) ON students.health_note TO rollbook_view_teacher_related");
  lines = [];
  expect(await run("check")).toContain(
    "columns of students.health_note for rollbook_view_teacher_related: the policy says nothing; the database says SELECT note",
  );
  expect(process.exitCode).toBe(1);
  lines = [];
  const found = JSON.parse(await run("check", "--json"));
  expect(found.differences).toHaveLength(1);
});

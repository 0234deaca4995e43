// The commands of who watches over the log, run as the command line runs them, beside those of the sealed log.
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadAccessPolicy, systemActor } from "../access/index.ts";
import { openAuditLog, registerAuditCommands } from "../audit/index.ts";
import { fixedClock } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { registerMonitoringCommands } from "./commands.ts";
import { type Monitoring, openMonitoring } from "./create-monitoring.ts";

let t: TestDatabase;
let monitoring: Monitoring;
beforeAll(async () => {
  t = await testDatabase();
  const { profileDir = "" } = t.config;
  const clock = fixedClock("2025-10-06T16:00:00Z");
  const auditLog = openAuditLog({ config: t.config, db: t.db, clock });
  monitoring = openMonitoring({ db: t.db, clock, policy: loadAccessPolicy(profileDir), auditLog, profileDir });
  const made = await t.owner.query(
    "INSERT INTO access.account (name, email, created_at) VALUES ('Ada', 'ada@example.org', now()) RETURNING id",
  );
  const students = Array.from({ length: 150 }, (_, at) => at + 1);
  await t.owner.query(
    `INSERT INTO audit.event (at, actor, action, subject, details) VALUES
       ('2025-10-05T14:00:00Z', $1, 'student.read', 'student:1030405060', '{"role": "teacher"}'),
       ('2025-10-06T14:00:00Z', $1, 'student.list', NULL, $2)`,
    [made.rows[0].id, { role: "teacher", students }],
  );
});
afterAll(() => t.close());

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  registerAuditCommands(program, { withAuditLog: () => Promise.reject(new Error("not asked for")), print: () => {} });
  registerMonitoringCommands(program, {
    withMonitoring: (_command, use) => use(monitoring, systemActor),
    print: (line) => lines.push(line),
  });
  await program.parseAsync(["audit", ...args], { from: "user" });
  return lines;
}

test("who looked at a student, and what a person did", async () => {
  const [line, count] = await run("who", "--student", "1030405060");
  expect(line?.split("\t").slice(1, 5)).toEqual(["Ada", "teacher", "student.read", "student:1030405060"]);
  expect(count).toBe("1 event from 2024-10-07 to 2025-10-06.");
  const [json] = await run("who", "--person", "ada@example.org", "--from", "2025-10-06", "--json");
  expect(JSON.parse(json!)).toMatchObject({
    person: { name: "Ada" },
    students: 150,
    events: [{ action: "student.list" }],
  });
});

test("unusual volume, with the reason", async () => {
  const [line, count] = await run("unusual");
  expect(line).toContain("Ada\tteacher\t150 students; no habit is known");
  expect(count).toBe("1 of 1 people who looked at students on 2025-10-06.");
  expect((await run("unusual", "--day", "2025-10-05"))[0]).toBe("0 of 1 people who looked at students on 2025-10-05.");
});

test("either a student or a person, and days that are days", async () => {
  await expect(run("who")).rejects.toMatchObject({ code: "invalid-input" });
  await expect(run("who", "--student", "1", "--person", "x")).rejects.toMatchObject({ code: "invalid-input" });
  await expect(run("who", "--person", "nobody@example.org")).rejects.toMatchObject({ code: "not-found" });
});

// The commands of the sealed log, run as the command line runs them.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { type AuditLog, openAuditLog } from "./audit-log.ts";
import { registerAuditCommands } from "./commands.ts";
import { checkProofFile } from "./offline/prove-command.ts";
import { readTrust } from "./offline/read-trust.ts";
import { asSuperuser, writeEvents } from "./testing/sealed-log.ts";

let t: TestDatabase;
let log: AuditLog;
let away: string;
beforeAll(async () => {
  t = await testDatabase();
  log = openAuditLog({ config: t.config, db: t.db, clock: fixedClock("2025-10-06T12:00:00Z") });
  away = mkdtempSync(join(tmpdir(), "rollbook-audit-"));
});
afterEach(() => {
  process.exitCode = undefined;
});
afterAll(async () => {
  rmSync(away, { recursive: true, force: true });
  await t.close();
});

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  registerAuditCommands(program, {
    withAuditLog: (_command, use) => use(log, "system"),
    print: (line) => lines.push(line),
  });
  await program.parseAsync(["audit", ...args], { from: "user" });
  return lines;
}

test("seal, export, verify: here, and from the export and a key alone", async () => {
  await writeEvents(t.db, 1, 12);
  expect((await run("seal"))[0]).toBe("12 events sealed, 12 in all.");
  const [exported] = await run("export", "--to", join(away, "log"), "--json");
  expect(JSON.parse(exported!)).toMatchObject({ events: 12, checkpoints: 1, size: 12 });
  const [key] = await run("key");
  expect(readFileSync(join(away, "log", "public-key.txt"), "utf8")).toBe(`${key}\n`);
  const here = await run("verify");
  expect(here[0]).toMatch(/^VERIFIED/);
  expect(here.join()).toContain("Anything about 1 events that wait for the sealer");
  const [verdict] = await run("verify", "--export", join(away, "log"), "--key", key!, "--json");
  expect(JSON.parse(verdict!)).toMatchObject({ verified: true, proven: 12 });
  expect(process.exitCode).toBeUndefined();
});

test("an export is itself in the log, before anything leaves", async () => {
  const found = await t.db.query("SELECT actor, details FROM audit.event WHERE action = 'audit.export'");
  expect(found.rows).toEqual([{ actor: "system", details: { target: join(away, "log") } }]);
});

test("verify ends with 1 when an event was changed", async () => {
  const dir = join(away, "changed");
  cpSync(join(away, "log"), dir, { recursive: true });
  const path = join(dir, "events", "000000000000-000000000012.ndjson");
  writeFileSync(path, readFileSync(path, "utf8").replace("student:3", "student:4"));
  const lines = await run("verify", "--export", dir, "--key", join(away, "log", "public-key.txt"));
  expect(lines[2]).toMatch(/ALTERED: event 3 /);
  expect(process.exitCode).toBe(1);
});

test("what cannot be told is refused, with the remedy", async () => {
  const untrusted = run("verify", "--export", join(away, "log"));
  await expect(untrusted).rejects.toMatchObject({
    code: "audit-trust-missing",
    remedy: expect.stringContaining("--key"),
  });
  const nowhere = run("verify", "--export", join(away, "nowhere"), "--key", "x");
  await expect(nowhere).rejects.toMatchObject({ code: "audit-export-unreadable" });
  const keyless = run("verify", "--export", join(away, "log"), "--key", join(away, "nothing"));
  await expect(keyless).rejects.toMatchObject({ code: "invalid-input" });
});

test("after a restore the log goes on only when somebody says why, and keeps that", async () => {
  await run("seal");
  await asSuperuser(t, async (tx) => {
    await tx.query("DELETE FROM audit.event WHERE id > 12; DELETE FROM audit.leaf WHERE position >= 12");
    await tx.query("DELETE FROM audit.checkpoint WHERE size > 12");
  });
  await writeEvents(t.db, 20, 20);
  await expect(run("seal")).rejects.toMatchObject({
    code: "audit-log-altered",
    remedy: expect.stringContaining("--after-restore"),
  });
  expect((await run("seal", "--after-restore", "disk failure"))[0]).toBe("2 events sealed, 14 in all.");
  const told = await t.db.query(
    "SELECT details->>'reason' AS reason, details->'lost'->>'size' AS size FROM audit.event WHERE action = 'audit.restored'",
  );
  expect(told.rows).toEqual([{ reason: "disk failure", size: "13" }]);
  expect((await run("verify"))[0]).toMatch(/^VERIFIED/);
});

test("one event is proven to somebody who has the public key", async () => {
  const file = join(away, "event-3.json");
  expect(await run("prove", "3", "--to", file)).toEqual([`The proof of event 3 is in ${file}.`]);
  const [key] = await run("key");
  expect(checkProofFile(file, readTrust([key!], []))).toMatchObject({ proven: true });
  expect(JSON.parse((await run("prove", "3"))[0]!)).toMatchObject({ kind: "rollbook-audit-proof", position: 2 });
  await expect(run("prove", "4711")).rejects.toMatchObject({ code: "audit-event-unsealed" });
  await run("seal");
});

test("a running sealer seals what is written, tells of failures and seals the rest when it stops", async () => {
  const failures: unknown[] = [];
  const sealer = log.startSealer({ everyMs: 5, onFailure: (error) => failures.push(error) });
  const sealed = async () => (await t.db.query("SELECT count(*) AS n FROM audit.leaf")).rows[0].n;
  const before = await sealed();
  await writeEvents(t.db, 30, 32);
  while ((await sealed()) < before + 3) await new Promise((resolve) => setTimeout(resolve, 5));
  await writeEvents(t.db, 33, 33);
  await sealer.stop();
  expect(await sealed()).toBe(before + 4);
  expect(failures).toEqual([]);
  await asSuperuser(
    t,
    async (tx) => void (await tx.query("UPDATE audit.checkpoint SET note = replace(note, 'sealed', 'Sealed')")),
  );
  const stuck = log.startSealer({ everyMs: 5, onFailure: (error) => failures.push(error) });
  while (failures.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await stuck.stop();
  expect(failures[0]).toMatchObject({ code: "audit-log-altered" });
});

// The server that Rollbook brings along, in its own folder: shared, left, killed, recovered.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Config, homeDir } from "../config.ts";
import { closeSecrets, loadSecret } from "../secrets.ts";
import { readSignInConfig } from "../sign-in-config.ts";
import { openDatabase } from "./database.ts";
import { withFileLock } from "./lock.ts";

let config: Config;
beforeEach(() => {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-server-"));
  config = {
    dataDir,
    profileDir: undefined,
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
    trustProxy: false,
    signIn: readSignInConfig({}, false),
    homeDir,
  };
});
afterEach(() => rmSync(config.dataDir, { recursive: true, force: true }));

const pidFile = () => join(config.dataDir, "postgres", "postmaster.pid");
const pid = () => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);

test("two users share one server, and the last to leave stops it", async () => {
  const [first, second] = await Promise.all([openDatabase(config), openDatabase(config)]);
  expect((await first.db.query("SELECT current_user AS who")).rows).toEqual([{ who: "rollbook_app" }]);
  await first.close();
  expect((await second.db.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await second.close();
  expect(existsSync(pidFile())).toBe(false);
});

test("a program that goes on gets its server back after kill -9", async () => {
  const database = await openDatabase(config);
  await database.db.query("INSERT INTO audit.event (actor, action) VALUES ('a', 'committed.before')");
  process.kill(pid(), "SIGKILL");
  let rows: unknown[] | undefined;
  for (let tries = 0; rows === undefined && tries < 200; tries++) {
    await sleep(50);
    rows = (await database.db.query("SELECT action FROM audit.event").catch(() => undefined))?.rows;
  }
  expect(rows).toEqual([{ action: "committed.before" }]);
  await database.close();
  expect(existsSync(pidFile())).toBe(false);
});

test("a key that was replaced is named, and nothing is started beside the running server", async () => {
  const database = await openDatabase(config);
  const key = join(config.dataDir, "secrets", "database-owner");
  const right = readFileSync(key, "utf8");
  writeFileSync(key, "0".repeat(64));
  await expect(openDatabase(config)).rejects.toMatchObject({ code: "database-unreachable" });
  writeFileSync(key, right);
  await database.close();
});

test("a key that is lost after the first start is never made anew", async () => {
  loadSecret(config.dataDir, "student-pseudonym", {});
  closeSecrets(config.dataDir);
  rmSync(join(config.dataDir, "secrets", "student-pseudonym"));
  expect(() => loadSecret(config.dataDir, "student-pseudonym", {})).toThrow(/student-pseudonym is not there/);
  expect(loadSecret(config.dataDir, "a-key-of-a-later-version", {})).toHaveLength(32);
});

test("a lock that a dead process left, or that was cut off while it was written, holds nobody up", async () => {
  const path = join(config.dataDir, "some.lock");
  for (const text of ["", "999999999"]) {
    writeFileSync(path, text);
    expect(await withFileLock(path, async () => readFileSync(path, "utf8"), 2_000)).toBe(String(process.pid));
    expect(existsSync(path)).toBe(false);
  }
});

test("of many who want a lock at once, each holds it alone", async () => {
  const path = join(config.dataDir, "some.lock");
  writeFileSync(path, "999999999");
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(5);
    inside--;
  };
  await Promise.all(Array.from({ length: 12 }, () => withFileLock(path, work)));
  expect(most).toBe(1);
});

test("kill -9 of the server loses nothing that was committed", async () => {
  const before = await openDatabase(config);
  await before.db.query("INSERT INTO audit.event (actor, action) VALUES ('a', 'committed.before')");
  process.kill(pid(), "SIGKILL");
  await before.close();
  const after = await openDatabase(config);
  expect((await after.db.query("SELECT action FROM audit.event")).rows).toEqual([{ action: "committed.before" }]);
  await after.close();
});

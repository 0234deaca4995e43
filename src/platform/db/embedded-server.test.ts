// The server that Rollbook brings along, in its own folder: shared, left, killed, recovered.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Config, homeDir } from "../config.ts";
import { openDatabase } from "./database.ts";

let config: Config;
beforeEach(() => {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-server-"));
  config = { dataDir, profileDir: undefined, databaseUrl: undefined, databaseOwnerUrl: undefined, homeDir };
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

test("kill -9 of the server loses nothing that was committed", async () => {
  const before = await openDatabase(config);
  await before.db.query("INSERT INTO audit.event (actor, action) VALUES ('a', 'committed.before')");
  process.kill(pid(), "SIGKILL");
  await before.close();
  const after = await openDatabase(config);
  expect((await after.db.query("SELECT action FROM audit.event")).rows).toEqual([{ action: "committed.before" }]);
  await after.close();
});

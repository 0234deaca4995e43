// A fresh, migrated database for one test file, cloned from the run's template.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { type Config, homeDir, resolveProfile } from "../config.ts";
import { type Db, makePool } from "../db/database.ts";
import { readSignInConfig } from "../sign-in-config.ts";
import { runAsOwner, templateName } from "./test-server.ts";

export type TestDatabase = {
  /** Pool of the program's role, as in production. */
  db: Db;
  /** Pool of the owner's role. */
  owner: Db;
  /** An installation of the profile new-hampshire in a temporary folder; its database is this one. */
  config: Config;
  close(): Promise<void>;
};

export const testDatabase = async (profile = "new-hampshire"): Promise<TestDatabase> => {
  const server = inject("testServer");
  const name = `t_${randomBytes(8).toString("hex")}`;
  await runAsOwner(server, `CREATE DATABASE ${name} TEMPLATE ${templateName}`);
  const login = { host: server.host, port: server.port, database: name };
  const db = makePool({ ...login, user: "rollbook_app", password: server.appPassword, max: 8 });
  const owner = makePool({ ...login, user: "rollbook_owner", password: server.ownerPassword, max: 2 });
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-data-"));
  const config: Config = {
    dataDir,
    profileDir: resolveProfile(profile),
    databaseUrl: urlOf("rollbook_app", server.appPassword, login),
    databaseOwnerUrl: urlOf("rollbook_owner", server.ownerPassword, login),
    trustProxy: false,
    signIn: { ...readSignInConfig({}, false), links: "sign-in" },
    homeDir,
  };
  return {
    db,
    owner,
    config,
    close: async () => {
      await Promise.all([db.end(), owner.end()]);
      await runAsOwner(server, `DROP DATABASE ${name} WITH (FORCE)`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

const urlOf = (user: string, password: string, login: { host: string; port: number; database: string }): string =>
  `postgresql://${user}:${password}@/${login.database}?host=${encodeURIComponent(login.host)}&port=${login.port}`;

// vitest's global setup: starts the server, migrates the template, tells the tests where it is; stops it at the end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { homeDir } from "../config.ts";
import { makePool } from "../db/database.ts";
import { joinEmbeddedServer } from "../db/embedded-server.ts";
import { migrate } from "../db/migrate.ts";
import { loadSecret } from "../secrets.ts";
import { runAsOwner, type TestServer, templateName } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-test-"));
  const embedded = await joinEmbeddedServer(dataDir);
  const server: TestServer = {
    ...embedded.address,
    ownerPassword: embedded.ownerPassword,
    appPassword: loadSecret(dataDir, "database-app").toString("hex"),
    dataDir,
  };
  await runAsOwner(server, `CREATE DATABASE ${templateName}`);
  const owner = makePool({
    ...embedded.address,
    user: "rollbook_owner",
    password: server.ownerPassword,
    database: templateName,
    max: 1,
  });
  await migrate(owner, homeDir);
  await owner.query(`ALTER ROLE rollbook_app LOGIN PASSWORD ${pg.escapeLiteral(server.appPassword)}`);
  await owner.end();
  project.provide("testServer", server);
  return async () => {
    await embedded.leave();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

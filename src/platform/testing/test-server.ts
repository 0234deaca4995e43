// One embedded server for a whole test run, with a migrated template database. Only tests import this folder.
import pg from "pg";

export type TestServer = { host: string; port: number; ownerPassword: string; appPassword: string; dataDir: string };

export const templateName = "rollbook_template";

/** Runs one statement as the owner on the server's maintenance database. */
export const runAsOwner = async (server: TestServer, sql: string): Promise<void> => {
  const client = new pg.Client({
    host: server.host,
    port: server.port,
    user: "rollbook_owner",
    password: server.ownerPassword,
    database: "postgres",
  });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

// Connections: one pool for the program (the role rollbook_app, which owns nothing), one for migrations (the owner).
import pg from "pg";
import type { Config } from "../config.ts";
import { Problem } from "../problem.ts";
import { loadSecret } from "../secrets.ts";
import { joinEmbeddedServer } from "./embedded-server.ts";
import { migrate, migrationLock } from "./migrate.ts";
import { withTransaction } from "./transaction.ts";

export type Db = pg.Pool;
export type Tx = pg.PoolClient;
export type Database = { db: Db; owner: Db; close(): Promise<void> };

// Days stay text (YYYY-MM-DD): a time zone must never move a birth date. Counts are numbers.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
types.setTypeParser(pg.types.builtins.INT8, Number);
types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export const makePool = (options: pg.PoolConfig): Db => {
  const pool = new pg.Pool({ application_name: "rollbook", ...options, types });
  pool.on("error", () => {}); // an idle connection that the server ended: the pool replaces it
  return pool;
};

/** Opens the installation's database, starting the embedded server where no DATABASE_URL is set, and migrates it. */
export const openDatabase = async (config: Config): Promise<Database> =>
  config.databaseUrl === undefined ? openEmbedded(config) : openExisting(config, config.databaseUrl);

const openEmbedded = async (config: Config): Promise<Database> => {
  const server = await joinEmbeddedServer(config.dataDir);
  const appPassword = loadSecret(config.dataDir, "database-app").toString("hex");
  const login = { ...server.address, database: "rollbook", application_name: server.clientName };
  const owner = makePool({ ...login, user: "rollbook_owner", password: server.ownerPassword, max: 3 });
  const db = makePool({ ...login, user: "rollbook_app", password: appPassword, max: 12 });
  try {
    await createDatabase({ ...server.address, user: "rollbook_owner", password: server.ownerPassword }, "rollbook");
    await migrate(owner, config.homeDir);
    await allowLogin(owner, appPassword);
  } catch (error) {
    await Promise.all([owner.end(), db.end()]);
    await server.leave();
    throw error;
  }
  return {
    db,
    owner,
    close: async () => {
      await Promise.all([db.end(), owner.end()]);
      await server.leave();
    },
  };
};

/** Gives the program's role its password; one process at a time, since PostgreSQL refuses two such changes at once. */
const allowLogin = (owner: Db, password: string): Promise<void> =>
  withTransaction(owner, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
    await tx.query(`ALTER ROLE rollbook_app LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  });

const openExisting = async (config: Config, url: string): Promise<Database> => {
  const owner = makePool({ connectionString: config.databaseOwnerUrl ?? url, max: 3 });
  const db = makePool({ connectionString: url, max: 12, options: "-c role=rollbook_app" });
  const close = async () => void (await Promise.all([db.end(), owner.end()]));
  try {
    await migrate(owner, config.homeDir);
    await db.query("SELECT 1");
  } catch (error) {
    await close();
    throw explainExisting(error);
  }
  return { db, owner, close };
};

/** What an operator can mend, in a sentence; anything else as it came. */
const explainExisting = (error: unknown): unknown => {
  const { code, message } = error as pg.DatabaseError;
  const log = "the server's own log";
  const detail = `the server named by DATABASE_URL says: ${message}`;
  // 28: wrong role or password; 3D: no such database; 57: shutting down; E...: nobody listens there.
  if (/^(28|3D|57|E[A-Z]+)/.test(code ?? ""))
    return new Problem("database-unreachable", { detail, log }, { cause: error });
  if (code !== "42501") return error;
  const grants =
    "as a superuser: CREATE ROLE rollbook_app; GRANT rollbook_app TO the two login roles; GRANT CREATE ON DATABASE to the owner";
  return new Problem("database-unreachable", { detail: `${detail} (${grants})`, log }, { cause: error });
};

const createDatabase = async (server: pg.ClientConfig, name: string): Promise<void> => {
  const client = new pg.Client({ ...server, database: "postgres" });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if ((error as pg.DatabaseError).code !== "42P04" && (error as pg.DatabaseError).code !== "23505") throw error;
  } finally {
    await client.end();
  }
};

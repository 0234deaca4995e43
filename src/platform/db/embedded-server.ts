// The PostgreSQL server that Rollbook brings along: made on first use, shared by all Rollbook processes of one data
// folder, stopped by the last of them. It listens on a socket in a private folder (loopback on Windows), never on a network.
import { createHash, randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join as pathOf } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Problem } from "../problem.ts";
import { loadSecret } from "../secrets.ts";
import { findBinaries } from "./binaries.ts";
import { isAlive, withFileLock } from "./lock.ts";
import { chooseRunAs, type RunAs } from "./run-as.ts";

export type ServerAddress = { host: string; port: number };
export type EmbeddedServer = {
  address: ServerAddress;
  ownerPassword: string;
  /** What this process's connections call themselves (application_name): they do not count as others when it leaves. */
  clientName: string;
  /** Leaves the server; stops it when nobody else is connected. */
  leave(): Promise<void>;
};

const settings: Record<string, string> = {
  shared_buffers: "256MB",
  work_mem: "32MB",
  maintenance_work_mem: "256MB",
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  random_page_cost: "1.1",
  jit: "off",
  max_connections: "200",
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Starts or joins the server of `dataDir`. Survives kill -9 of itself and of the server: PostgreSQL recovers its log. */
export const joinEmbeddedServer = async (dataDir: string): Promise<EmbeddedServer> => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const home = realpathSync(dataDir);
  const ownerPassword = loadSecret(home, "database-owner").toString("hex");
  const address = addressOf(home);
  const lock = pathOf(home, "postgres.lock");
  const clientName = `rollbook ${randomUUID()}`;
  let left = false;
  let reviving = Promise.resolve();
  let keeper = await join();

  /** Connects to the server, starting it where nobody did, and keeps one connection as the sign that we use it. */
  async function join(): Promise<pg.Client> {
    const joined = await withFileLock(lock, async () => {
      const running = await connect(address, ownerPassword, home);
      if (running) return running;
      const runAs = chooseRunAs();
      await initialize(home, ownerPassword, runAs);
      return start(home, address, ownerPassword, runAs);
    });
    joined.once("end", () => {
      reviving = revive();
    });
    return joined;
  }

  /** The server went away though we had not left, as after kill -9: a program that goes on serving needs it back. */
  async function revive(): Promise<void> {
    while (!left)
      try {
        keeper = await join();
        return;
      } catch {
        await sleep(1_000);
      }
  }

  const leaveOnce = async (): Promise<void> => {
    left = true;
    await reviving;
    await withFileLock(lock, () => leave(keeper, home, clientName));
  };
  return { address, ownerPassword, clientName, leave: leaveOnce };
};

const addressOf = (home: string): ServerAddress => {
  const digest = createHash("sha256").update(home).digest();
  if (process.platform === "win32") return { host: "127.0.0.1", port: 20_000 + (digest.readUInt16BE(0) % 20_000) };
  // A socket's path may have 107 bytes at most: the data folder's own path may be longer.
  return {
    host: pathOf(tmpdir(), `rollbook-${process.getuid?.() ?? 0}-${digest.toString("hex").slice(0, 12)}`),
    port: 5432,
  };
};

/** Undefined where no server listens. Throws where one does and does not know our password: the key was replaced. */
const connect = async (address: ServerAddress, password: string, home: string): Promise<pg.Client | undefined> => {
  const client = new pg.Client({
    ...address,
    user: "rollbook_owner",
    password,
    database: "postgres",
    application_name: "rollbook keeper",
  });
  client.on("error", () => {}); // the server going away is noticed by whoever asks it something next
  try {
    await client.connect();
    return client;
  } catch (error) {
    if ((error as pg.DatabaseError).code !== "28P01") return undefined;
    const detail = "it runs, but does not accept the key secrets/database-owner: put the right key back";
    throw new Problem("database-unreachable", { detail, log: pathOf(home, "postgres.log") });
  }
};

/** Makes the cluster beside its place and moves it there when it is whole: a first start that was cut off left nothing. */
const initialize = async (home: string, password: string, runAs: RunAs): Promise<void> => {
  const data = pathOf(home, "postgres");
  if (existsSync(data)) return;
  const fresh = pathOf(home, "postgres.new");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = pathOf(home, "secrets", ".initdb-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  runAs.own(fresh);
  runAs.own(passwordFile);
  const args = ["-D", fresh, "-U", "rollbook_owner", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  args.push("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C");
  const child = runAs.spawn(findBinaries().initdb, [...args, "--no-instructions"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  const code = await new Promise<number | null>((done, fail) => child.once("close", done).once("error", fail));
  rmSync(passwordFile);
  if (code !== 0)
    throw new Problem("database-unreachable", { detail: `initdb failed (${runAs.how}): ${output.trim()}`, log: home });
  renameSync(fresh, data);
};

const start = async (home: string, address: ServerAddress, password: string, runAs: RunAs): Promise<pg.Client> => {
  const log = pathOf(home, "postgres.log");
  if (process.platform !== "win32") {
    mkdirSync(address.host, { recursive: true, mode: 0o700 });
    chmodSync(address.host, 0o700);
    runAs.own(address.host);
  }
  for (let attempt = 1; ; attempt++) {
    const keeper = await launch(home, address, password, runAs, log);
    if (keeper) return keeper;
    // After kill -9 of the server its orphans hold the shared memory for a moment.
    if (attempt === 20)
      throw new Problem("database-unreachable", { detail: `it did not start: ${lastLines(log)}`, log });
    await sleep(250);
  }
};

const launch = async (home: string, address: ServerAddress, password: string, runAs: RunAs, log: string) => {
  const out = openSync(log, "a", 0o600);
  const args = ["-D", pathOf(home, "postgres"), "-p", String(address.port)];
  args.push(...(process.platform === "win32" ? ["-h", address.host] : ["-h", "", "-k", address.host]));
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const child = runAs.spawn(findBinaries().postgres, args, { detached: true, stdio: ["ignore", out, out] });
  let ended = false;
  child.once("exit", () => (ended = true)).once("error", () => (ended = true));
  child.unref();
  const deadline = performance.now() + 60_000;
  while (!ended && performance.now() < deadline) {
    const keeper = await connect(address, password, home);
    if (keeper) return keeper;
    await sleep(25);
  }
  return undefined;
};

const leave = async (keeper: pg.Client, home: string, clientName: string): Promise<void> => {
  const pidFile = pathOf(home, "postgres", "postmaster.pid");
  try {
    // A connection that was just ended is listed for a moment longer: look twice before leaving the server running.
    let others = await countOthers(keeper, clientName);
    if (others > 0) await sleep(100);
    if (others > 0) others = await countOthers(keeper, clientName);
    await keeper.end();
    if (others > 0 || !existsSync(pidFile)) return;
  } catch {
    return; // the server is gone already
  }
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (!isAlive(pid)) return; // it was killed: the next start recovers
  process.kill(pid, "SIGINT"); // fast shutdown
  for (let waited = 0; waited < 30_000 && existsSync(pidFile) && isAlive(pid); waited += 20) await sleep(20);
};

const countOthers = async (keeper: pg.Client, clientName: string): Promise<number> => {
  const found = await keeper.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name <> $1`,
    [clientName],
  );
  return found.rows[0].n;
};

const lastLines = (log: string): string => readFileSync(log, "utf8").trimEnd().split("\n").slice(-5).join(" | ");

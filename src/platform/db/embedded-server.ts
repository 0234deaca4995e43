// The PostgreSQL server that Rollbook brings along: made on first use, shared by all Rollbook processes of one data
// folder, stopped by the last of them. It listens on a socket in a private folder (loopback on Windows), never on a network.
import { createHash, randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  const lock = join(home, "postgres.lock");
  const keeper = await withFileLock(lock, async () => {
    const running = await connect(address, ownerPassword);
    if (running) return running;
    const runAs = chooseRunAs();
    await initialize(home, ownerPassword, runAs);
    return start(home, address, ownerPassword, runAs);
  });
  const clientName = `rollbook ${randomUUID()}`;
  return { address, ownerPassword, clientName, leave: () => withFileLock(lock, () => leave(keeper, home, clientName)) };
};

const addressOf = (home: string): ServerAddress => {
  const digest = createHash("sha256").update(home).digest();
  if (process.platform === "win32") return { host: "127.0.0.1", port: 20_000 + (digest.readUInt16BE(0) % 20_000) };
  // A socket's path may have 107 bytes at most: the data folder's own path may be longer.
  return {
    host: join(tmpdir(), `rollbook-${process.getuid?.() ?? 0}-${digest.toString("hex").slice(0, 12)}`),
    port: 5432,
  };
};

const connect = async (address: ServerAddress, password: string): Promise<pg.Client | undefined> => {
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
  } catch {
    return undefined;
  }
};

const initialize = async (home: string, password: string, runAs: RunAs): Promise<void> => {
  const data = join(home, "postgres");
  if (existsSync(join(data, "PG_VERSION")) && existsSync(join(data, "rollbook.ready"))) return;
  rmSync(data, { recursive: true, force: true }); // a first start that was cut off: it never held anything
  mkdirSync(data, { mode: 0o700 });
  runAs.own(data);
  const passwordFile = join(home, ".initdb-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  runAs.own(passwordFile);
  const args = ["-D", data, "-U", "rollbook_owner", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  args.push(
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
  );
  const child = runAs.spawn(findBinaries().initdb, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  const code = await new Promise<number | null>((done, fail) => child.once("close", done).once("error", fail));
  if (code !== 0)
    throw new Problem("database-unreachable", { detail: `initdb failed (${runAs.how}): ${output.trim()}`, log: home });
  writeFileSync(join(data, "rollbook.ready"), "");
};

const start = async (home: string, address: ServerAddress, password: string, runAs: RunAs): Promise<pg.Client> => {
  const log = join(home, "postgres.log");
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
  const args = ["-D", join(home, "postgres"), "-p", String(address.port)];
  args.push(...(process.platform === "win32" ? ["-h", address.host] : ["-h", "", "-k", address.host]));
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const child = runAs.spawn(findBinaries().postgres, args, { detached: true, stdio: ["ignore", out, out] });
  let ended = false;
  child.once("exit", () => (ended = true)).once("error", () => (ended = true));
  child.unref();
  const deadline = performance.now() + 60_000;
  while (!ended && performance.now() < deadline) {
    const keeper = await connect(address, password);
    if (keeper) return keeper;
    await sleep(25);
  }
  return undefined;
};

const leave = async (keeper: pg.Client, home: string, clientName: string): Promise<void> => {
  const pidFile = join(home, "postgres", "postmaster.pid");
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
  for (let waited = 0; waited < 30_000 && existsSync(pidFile); waited += 20) await sleep(20);
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

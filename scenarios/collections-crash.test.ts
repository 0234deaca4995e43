// kill -9 of the program or of the database in the middle of uploads: what was acknowledged is whole, anything else is
// not there at all. Real processes, killed at moments spread over the upload.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Db, homeDir, loadConfig, openDatabase, openFileStore } from "../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../src/platform/testing/test-database.ts";

const rows = 3000;
const program = join(homeDir, "node_modules", ".cache", `rollbook-uploading-${process.pid}.mjs`);
beforeAll(async () => {
  mkdirSync(join(homeDir, "node_modules", ".cache"), { recursive: true });
  await build({
    entryPoints: [join(homeDir, "src/collections/testing/uploading-process.ts")],
    outfile: program,
    ...({ bundle: true, platform: "node", format: "esm", packages: "external" } as const),
    loader: { ".sql": "text" },
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
  });
});
afterAll(() => rmSync(program, { force: true }));

type Acknowledged = { id: string; sha256: string };
type Uploader = { child: ChildProcess; acknowledged: Acknowledged[]; first: Promise<void>; gone: Promise<void> };

const startUploading = (settings: { data: string; env: Record<string, string>; first: number }): Uploader => {
  const child = spawn(process.execPath, [program, JSON.stringify({ ...settings, profile: "new-hampshire", rows })], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const acknowledged: Acknowledged[] = [];
  let text = "";
  let errors = "";
  child.stderr?.on("data", (chunk) => (errors += chunk));
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const first = new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) acknowledged.push(JSON.parse(line));
      if (acknowledged.length > 0) resolve();
    });
    child.once("close", () => reject(new Error(`the uploading process ended before its first batch: ${errors}`)));
  });
  return { child, acknowledged, first, gone };
};

/** Sentences about what is not whole. */
const damages = async (db: Db, dataDir: string, acknowledged: Acknowledged[]): Promise<string[]> => {
  const found = await db.query<{
    id: string;
    sha256: string;
    said: number;
    records: number;
    findings: number;
    events: number;
  }>(
    `SELECT b.id, b.sha256, b.records AS said,
       (SELECT count(*) FROM collections.record_boy r WHERE r.batch_id = b.id) AS records,
       (SELECT count(*) FROM collections.finding f WHERE f.batch_id = b.id AND f.rule_id = 'ENR-003') AS findings,
       (SELECT count(*) FROM audit.event e WHERE e.subject = 'batch:' || b.id) AS events
     FROM collections.batch b WHERE b.status = 'Batch Verified with Errors'`,
  );
  const orphans = await db.query(
    "SELECT batch_id FROM collections.record_boy r WHERE NOT EXISTS (SELECT FROM collections.batch b WHERE b.id = r.batch_id) LIMIT 1",
  );
  const files = await openFileStore(dataDir);
  const problems = orphans.rows.length > 0 ? ["records without a batch"] : [];
  for (const { id, sha256, said, records, findings, events } of found.rows) {
    if (said !== rows || records !== rows || findings !== rows / 10)
      problems.push(`${id}: ${records} records, ${findings} findings`);
    if (events !== 1) problems.push(`${id}: ${events} audit events`);
    let bytes = 0;
    for await (const chunk of files.read(sha256)) bytes += chunk.length;
    if (bytes === 0) problems.push(`${id}: no original file`);
  }
  const all = await db.query("SELECT count(*) AS n FROM collections.batch");
  if (all.rows[0].n !== found.rows.length) problems.push("a batch without its status");
  const kept = new Set(found.rows.map(({ id }) => id));
  for (const { id } of acknowledged) if (!kept.has(id)) problems.push(`${id} was acknowledged and is lost`);
  return problems;
};

describe("kill -9 of the program", () => {
  let t: TestDatabase;
  beforeAll(async () => {
    t = await testDatabase();
  });
  afterAll(() => t.close());

  it("leaves whole batches or none, wherever it strikes", async () => {
    const env = { DATABASE_URL: t.config.databaseUrl ?? "", DATABASE_OWNER_URL: t.config.databaseOwnerUrl ?? "" };
    const acknowledged: Acknowledged[] = [];
    for (const [round, delay] of [0, 15, 40, 70, 110, 160, 230, 310].entries()) {
      const uploader = startUploading({ data: t.config.dataDir, env, first: round * 1000 });
      await uploader.first;
      await sleep(delay);
      uploader.child.kill("SIGKILL");
      await uploader.gone;
      acknowledged.push(...uploader.acknowledged);
    }
    await othersGone(t.owner);
    expect(acknowledged.length).toBeGreaterThanOrEqual(8);
    expect(await damages(t.owner, t.config.dataDir, acknowledged)).toEqual([]);
  });
});

/** The server notices a killed client when it next reads from it. */
const othersGone = async (owner: Db): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    const { rows: found } = await owner.query(
      "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()",
    );
    if (found[0].n === 0) return;
    await sleep(50);
  }
  throw new Error("a killed client's transaction is still running");
};

describe("kill -9 of the database", () => {
  const data = mkdtempSync(join(tmpdir(), "rollbook-crash-"));
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it("leaves whole batches or none, and what was acknowledged is there after the restart", async () => {
    const config = loadConfig({ data, env: {} });
    const acknowledged: Acknowledged[] = [];
    for (const [round, delay] of [0, 50, 120, 200].entries()) {
      const database = await openDatabase(config);
      const uploader = startUploading({ data, env: {}, first: round * 1000 });
      await uploader.first;
      await sleep(delay);
      killServer(join(data, "postgres"));
      await uploader.gone;
      acknowledged.push(...uploader.acknowledged);
      await database.close();
    }
    const database = await openDatabase(config);
    try {
      expect(acknowledged.length).toBeGreaterThanOrEqual(4);
      expect(await damages(database.owner, data, acknowledged)).toEqual([]);
    } finally {
      await database.close();
    }
  });
});

/** The server and, where the system shows them, all its processes, at once. */
const killServer = (folder: string): void => {
  const server = Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
  for (const pid of [server, ...childrenOf(server)]) process.kill(pid, "SIGKILL");
};

const childrenOf = (parent: number): number[] => {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => parentOf(pid) === parent);
  } catch {
    return [];
  }
};

const parentOf = (pid: number): number | undefined => {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
};

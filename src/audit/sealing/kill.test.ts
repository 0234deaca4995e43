// Many writers, two sealing processes beside each other, and kill -9 at random moments: nothing is lost, nothing doubled,
// and what a sealer said it had sealed is sealed.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { homeDir } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { hashBlocksWith } from "../offline/threads.ts";
import { recordEvent } from "../record-event.ts";
import { findCheckpoint } from "../store/sealing.ts";
import { sealContext, sealingFaults } from "../testing/sealed-log.ts";
import { verifyDatabase } from "../verify-database.ts";
import { sealAll } from "./seal.ts";

const program = join(homeDir, "dist", "run", `sealing-${process.pid}.mjs`);
let t: TestDatabase;
beforeAll(async () => {
  mkdirSync(join(homeDir, "dist", "run"), { recursive: true });
  await build({
    entryPoints: [join(homeDir, "src/audit/testing/sealing-process.ts")],
    outfile: program,
    ...({ bundle: true, platform: "node", format: "esm", packages: "external" } as const),
  });
  t = await testDatabase();
});
afterAll(async () => {
  rmSync(program, { force: true });
  await t.close();
});

/** A generator of repeatable chance. */
const chanceOf = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

type Said = { size: number; note: string };
type SealingProcess = {
  child: ChildProcess;
  said: Said[];
  errors: () => string;
  started: Promise<void>;
  gone: Promise<void>;
};

const startSealing = (): SealingProcess => {
  const env = { DATABASE_URL: t.config.databaseUrl ?? "", DATABASE_OWNER_URL: t.config.databaseOwnerUrl ?? "" };
  const settings = JSON.stringify({ data: t.config.dataDir, env, limit: 40 });
  const child = spawn(process.execPath, [program, settings], { stdio: ["ignore", "pipe", "pipe"] });
  const said: Said[] = [];
  let text = "";
  let errors = "";
  child.stderr?.on("data", (chunk) => (errors += chunk));
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const started = new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) said.push(JSON.parse(line));
      if (said.length > 0) resolve();
    });
    child.once("close", () => reject(new Error(`the sealing process ended: ${errors}`)));
  });
  return { child, said, errors: () => errors, started, gone };
};

/** Transactions of one to five events, some held open, one in five rolled back; counts what was committed. */
const write = async (seed: number, isOver: () => boolean): Promise<number> => {
  const chance = chanceOf(seed);
  const tx = await t.db.connect();
  let committed = 0;
  try {
    while (!isOver()) {
      const events = 1 + Math.floor(chance() * 5);
      await tx.query("BEGIN");
      for (let n = 0; n < events; n++) await recordEvent(tx, { actor: `writer-${seed}`, action: "record.read" });
      if (chance() < 0.3) await sleep(chance() * 60);
      const keep = chance() > 0.2;
      await tx.query(keep ? "COMMIT" : "ROLLBACK");
      if (keep) committed += events;
      await sleep(chance() * 5);
    }
  } finally {
    tx.release();
  }
  return committed;
};

test("six writers, two sealers, eight kills: every committed event is sealed exactly once", async () => {
  let over = false;
  const writers = [1, 2, 3, 4, 5, 6].map((seed) => write(seed, () => over));
  const chance = chanceOf(7);
  const said: Said[] = [];
  try {
    for (let round = 0; round < 4; round++) {
      const pair = [startSealing(), startSealing()];
      await Promise.all(pair.map(({ started }) => started));
      for (const { child, gone } of pair) {
        await sleep(chance() * 400);
        child.kill("SIGKILL");
        await gone;
      }
      for (const one of pair) said.push(...one.said);
      expect(pair.map(({ errors }) => errors()).join("")).toBe("");
    }
  } finally {
    over = true;
  }
  const committed = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0);
  expect(said.length).toBeGreaterThanOrEqual(8);
  for (const { size, note } of said) expect((await findCheckpoint(t.db, size))?.note).toBe(note);
  const context = sealContext(t);
  await lastKilledGone();
  await sealAll(context);
  expect((await t.db.query("SELECT count(*) AS n FROM audit.leaf")).rows[0].n).toBe(committed);
  expect(await sealingFaults(t.db)).toEqual([]);
  const verdict = await verifyDatabase({ ...context, hashBlocks: hashBlocksWith("nowhere") });
  expect(verdict).toMatchObject({ verified: true, proven: committed });
});

/** The server notices a killed client when it next reads from it; until then it holds the lock. */
const lastKilledGone = async (): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    const held = await t.owner.query(
      "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    if (held.rows[0].n === 0) return;
    await sleep(50);
  }
  throw new Error("a killed sealer still holds its lock");
};

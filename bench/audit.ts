// What the audit log costs: transactions a second without audit, with the event in each, and with the sealer running too;
// and how long the stand-alone verifier takes for an exported log, against one plain SHA-256 over the same bytes.
// Run: node scripts/run.mjs bench/audit.ts [--small] [--full] [--events 10000000] [--runs 5]; asserts nothing.
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { recordEvent } from "../src/audit/index.ts";
import { loadSealingKey } from "../src/audit/sealing/sealing-key.ts";
import { startSealer } from "../src/audit/sealing/start-sealer.ts";
import { writeMadeUpExport } from "../src/audit/testing/made-up-export.ts";
import { homeDir, loadConfig, openDatabase, systemClock, type Tx, withTransaction } from "../src/platform/index.ts";

const { values } = parseArgs({
  options: {
    small: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    events: { type: "string" },
    // Ten million events in the school hours of a year, sealed every five seconds, are ten to a checkpoint.
    "per-checkpoint": { type: "string", default: "10" },
    runs: { type: "string" },
    only: { type: "string" },
  },
});
const runs = Number(values.runs ?? (values.small ? 1 : 15));
const seconds = values.small ? 0.3 : 0.7;
const events = Number(values.events ?? (values.full ? 10_000_000 : values.small ? 20_000 : 500_000));

const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;
const count = (value: number): string => Math.round(value).toLocaleString("en-US");

/** What a verb does besides its audit event. */
type Shape = { name: string; connections: number; work(tx: Tx, n: number): Promise<unknown> };

const insertRows =
  "INSERT INTO bench.record (batch, row_number, body) SELECT $1, n, $2 FROM generate_series($3::int, $4::int) n";
const body = "1030405060,Ada,Lovelace,2010-12-10,F,5,17,2026,20990,8,1,2025-08-28,,,,";
const shapes: Shape[] = [
  {
    name: "upload: 1,000 rows in one statement",
    connections: 4,
    work: (tx, n) => tx.query(insertRows, [n, body, 1, 1000]),
  },
  {
    name: "form: 20 statements of one row",
    connections: 4,
    work: async (tx, n) => {
      for (let row = 0; row < 20; row++) await tx.query(insertRows, [n, body, row, row]);
    },
  },
  {
    name: "one row (the event is half of all that is written)",
    connections: 4,
    work: (tx, n) => tx.query(insertRows, [n, body, 1, 1]),
  },
];

const measureCost = async (): Promise<void> => {
  const data = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
  const database = await openDatabase(loadConfig({ data, env: process.env.DATABASE_URL ? process.env : {} }));
  const { db, owner } = database;
  const context = { db, clock: systemClock, dataDir: data, key: loadSealingKey(data) };
  await owner.query("CREATE SCHEMA bench");
  await owner.query(
    "CREATE TABLE bench.record (batch int, row_number int, body text, PRIMARY KEY (batch, row_number))",
  );
  await owner.query("GRANT USAGE ON SCHEMA bench TO rollbook_app");
  await owner.query("GRANT INSERT ON bench.record TO rollbook_app");
  try {
    /** Transactions a second. */
    const throughput = async (shape: Shape, audited: boolean, sealed: boolean): Promise<number> => {
      await owner.query("TRUNCATE bench.record");
      await owner.query("CHECKPOINT");
      const sealer = sealed
        ? startSealer(context, { everyMs: 1000, onFailure: (error) => console.error(error) })
        : undefined;
      const end = performance.now() + seconds * 1000;
      let next = 0;
      let done = 0;
      const start = performance.now();
      const connection = async (): Promise<void> => {
        while (performance.now() < end) {
          const n = next++;
          await withTransaction(db, async (tx) => {
            await shape.work(tx, n);
            if (audited)
              await recordEvent(tx, {
                ...{ actor: "ada@example.org", action: "record.write", organization: "district:112" },
                ...{ subject: `batch:${n}`, details: { rows: 20, fields: ["grade", "entry date"] } },
              });
          });
          done++;
        }
      };
      await Promise.all(Array.from({ length: shape.connections }, connection));
      const rate = done / ((performance.now() - start) / 1000);
      // What was not sealed while it ran is sealed now, and its time counted against the transactions that made it.
      const before = performance.now();
      await sealer?.stop();
      const rest = (performance.now() - before) / 1000;
      return sealer ? done / (done / rate + rest) : rate;
    };
    console.log(
      `transactions a second, ${shapes[0]?.connections} connections, ${runs} runs of ${seconds} s; cost: median of the runs' ratios, and best run against best run`,
    );
    console.log(`| ${"transaction".padEnd(52)} | without | event | and sealing | cost of event | cost with sealing |`);
    for (const shape of shapes) {
      const found: { bare: number; event: number; sealed: number }[] = [];
      for (let run = 0; run <= runs; run++) {
        const bare = await throughput(shape, false, false);
        const event = await throughput(shape, true, false);
        await startSealer(context, { onFailure: () => {} }).stop();
        const sealed = await throughput(shape, true, true);
        if (run > 0 || values.small) found.push({ bare, event, sealed }); // the first run warms the database up
      }
      const best = (of: "bare" | "event" | "sealed") => Math.max(...found.map((one) => one[of]));
      const percent = (share: number) => `${(100 * (1 - share)).toFixed(1)} %`;
      const cost = (of: "event" | "sealed") =>
        `${percent(median(found.map((one) => one[of] / one.bare)))} / ${percent(best(of) / best("bare"))}`;
      const rate = (of: "bare" | "event" | "sealed") => count(median(found.map((one) => one[of])));
      console.log(
        `| ${shape.name.padEnd(52)} | ${rate("bare").padStart(7)} | ${rate("event").padStart(5)} | ${rate("sealed").padStart(11)} | ${cost("event").padStart(13)} | ${cost("sealed").padStart(17)} |`,
      );
    }
  } finally {
    await database.close();
    rmSync(data, { recursive: true, force: true });
  }
};

const measureVerification = (): void => {
  const dir = mkdtempSync(join(tmpdir(), "rollbook-bench-log-"));
  try {
    const started = performance.now();
    const { key, bytes, checkpoints } = writeMadeUpExport(
      dir,
      events,
      Number(values["per-checkpoint"]),
      randomBytes(32),
    );
    const made = (performance.now() - started) / 1000;
    console.log(
      `\n${count(events)} events, ${(bytes / 1e6).toFixed(0)} MB, ${count(checkpoints)} checkpoints (made in ${made.toFixed(0)} s)`,
    );
    const verifier = join(homeDir, "dist", "audit-verify.js");
    if (!existsSync(verifier))
      spawnSync(process.execPath, [join(homeDir, "scripts", "build.mjs")], { stdio: "inherit" });
    const times: number[] = [];
    const plain: number[] = [];
    for (let run = 0; run < Math.min(runs, 3); run++) {
      const begin = performance.now();
      for (const name of readdirSync(join(dir, "events")))
        if (name.endsWith(".ndjson"))
          createHash("sha256")
            .update(readFileSync(join(dir, "events", name)))
            .digest();
      plain.push((performance.now() - begin) / 1000);
      const start = performance.now();
      const { status, stdout, stderr } = spawnSync(process.execPath, [verifier, dir, "--key", key, "--json"], {
        encoding: "utf8",
      });
      if (status !== 0 || JSON.parse(stdout).proven !== events) throw new Error(`not verified: ${stderr}${stdout}`);
      times.push((performance.now() - start) / 1000);
    }
    const time = median(times);
    console.log(
      `verified offline in ${time.toFixed(2)} s (median of ${times.length}): ${count(events / time)} events a second`,
    );
    console.log(
      `one SHA-256 over the same bytes: ${median(plain).toFixed(2)} s; ratio ${(time / median(plain)).toFixed(1)}`,
    );
    if (events < 10_000_000) console.log(`10,000,000 events at that rate: ${((1e7 / events) * time).toFixed(0)} s`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

if (values.only !== "verify") await measureCost();
if (values.only !== "cost") measureVerification();

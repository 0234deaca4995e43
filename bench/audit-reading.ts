// What it costs a writer that the audit log can be read by person and by student: indexes kept by whoever writes the event,
// against tables kept by the sealer. Variants take turns, so that a busy machine is busy for all; besides throughput it
// counts processor time and write-ahead log, which others on the machine change less. Asserts nothing.
// Run: node scripts/run.mjs bench/audit-reading.ts [--small] [--runs 9]
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { recordEvent } from "../src/audit/index.ts";
import { countSealed } from "../src/audit/sealing/count-sealed.ts";
import { sealAll } from "../src/audit/sealing/seal.ts";
import { loadSealingKey } from "../src/audit/sealing/sealing-key.ts";
import { type Db, loadConfig, openDatabase, systemClock, type Tx, withTransaction } from "../src/platform/index.ts";

const { values } = parseArgs({ options: { small: { type: "boolean", default: false }, runs: { type: "string" } } });
const runs = Number(values.runs ?? (values.small ? 1 : 9));
const seconds = values.small ? 0.1 : 0.5;

type Variant = { name: string; audited: boolean; indexes: string[]; after: "nothing" | "seal" | "seal and count" };
const two = [
  "CREATE INDEX bench_a ON audit.event (actor, id)",
  "CREATE INDEX bench_b ON audit.event (subject, id) WHERE subject IS NOT NULL",
];
const variants: Variant[] = [
  { name: "no event", audited: false, indexes: [], after: "nothing" },
  { name: "event, primary key alone", audited: true, indexes: [], after: "nothing" },
  { name: "event, two indexes", audited: true, indexes: two, after: "nothing" },
  {
    name: "event, one covering index",
    audited: true,
    indexes: ["CREATE INDEX bench_a ON audit.event (actor, id) INCLUDE (action, subject)"],
    after: "nothing",
  },
  {
    name: "event, BRIN on the time",
    audited: true,
    indexes: ["CREATE INDEX bench_a ON audit.event USING brin (at)"],
    after: "nothing",
  },
  { name: "primary key, then sealed", audited: true, indexes: [], after: "seal" },
  { name: "two indexes, then sealed", audited: true, indexes: two, after: "seal" },
  { name: "primary key, then sealed and counted", audited: true, indexes: [], after: "seal and count" },
];

const body = "1030405060,Ada,Lovelace,2010-12-10,F,5,17,2026,20990,8,1,2025-08-28,,,,";
const insert =
  "INSERT INTO bench.record (batch, row_number, body) SELECT $1, n, $2 FROM generate_series($3::int, $4::int) n";
type Shape = { name: string; work(tx: Tx, n: number): Promise<unknown> };
const shapes: Shape[] = [
  { name: "upload: 1,000 rows in one statement", work: (tx, n) => tx.query(insert, [n, body, 1, 1000]) },
  {
    name: "form: 20 statements of one row",
    work: async (tx, n) => {
      for (let row = 0; row < 20; row++) await tx.query(insert, [n, body, row, row]);
    },
  },
  { name: "one row (the event is half of all)", work: (tx, n) => tx.query(insert, [n, body, 1, 1]) },
];

const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;

const data = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
const { db, owner, close } = await openDatabase(loadConfig({ data, env: process.env.DATABASE_URL ? process.env : {} }));
const sealing = { db, clock: systemClock, dataDir: data, key: loadSealingKey(data) };

/** Processor seconds of this process and of the database's, those that ended included; only this one's without /proc. */
const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const pid of existsSync("/proc") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [])
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ").map(Number) ?? [];
      const own = Number(pid) === postmaster;
      if (own || fields[1] === postmaster)
        ticks += fields.slice(11, own ? 15 : 13).reduce((sum, value) => sum + value, 0);
    } catch {
      // A process that ended between two looks.
    }
  return (user + system) / 1e6 + ticks / 100;
};

/** Of one transaction; the time of sealing and counting what it wrote is its own. */
type Cost = { seconds: number; processor: number; walBytes: number };

const measure = async (shape: Shape, variant: Variant): Promise<Cost> => {
  await owner.query("TRUNCATE bench.record");
  for (const index of ["bench_a", "bench_b"]) await owner.query(`DROP INDEX IF EXISTS audit.${index}`);
  await settle(db);
  for (const index of variant.indexes) await owner.query(index);
  await owner.query("CHECKPOINT");
  const wal = async (): Promise<number> => (await owner.query("SELECT pg_current_wal_lsn() - '0/0' AS at")).rows[0].at;
  const before = { wal: await wal(), processor: processorSeconds() };
  const start = performance.now();
  const end = start + seconds * 1000;
  let next = 0;
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const n = next++;
      await withTransaction(db, async (tx) => {
        await shape.work(tx, n);
        if (variant.audited)
          await recordEvent(tx, {
            ...{ actor: `teacher-${n % 40}@example.org`, action: "student.read", organization: "district:112" },
            ...{ subject: `student:${n % 3000}`, details: { role: "teacher", fields: ["grade", "entry date"] } },
          });
      });
    }
  };
  await Promise.all(Array.from({ length: 4 }, connection));
  if (variant.after !== "nothing") await sealAll(sealing);
  if (variant.after === "seal and count") await countSealed(db);
  return {
    seconds: (performance.now() - start) / 1000 / next,
    processor: (processorSeconds() - before.processor) / next,
    walBytes: ((await wal()) - before.wal) / next,
  };
};

const settle = async (of: Db): Promise<void> => {
  await sealAll(sealing);
  await countSealed(of);
};

const postmaster: number = await owner
  .query("SELECT pg_read_file('postmaster.pid') AS text")
  .then(({ rows }) => Number.parseInt(rows[0].text, 10))
  .catch(() => -1);
await owner.query("CREATE SCHEMA bench");
await owner.query("CREATE TABLE bench.record (batch int, row_number int, body text, PRIMARY KEY (batch, row_number))");
await owner.query("GRANT USAGE ON SCHEMA bench TO rollbook_app");
await owner.query("GRANT INSERT ON bench.record TO rollbook_app");
try {
  console.log(`against no event: medians of ${runs} rounds' ratios, ${seconds} s for a variant in a round`);
  for (const shape of shapes) {
    const found = variants.map((): Cost[] => []);
    for (let run = 0; run <= runs; run++) {
      // Each round begins with another variant: none always follows the same one.
      const order = variants.map((_, at) => (at + run) % variants.length);
      const costs = new Array<Cost>(variants.length);
      for (const at of order) costs[at] = await measure(shape, variants[at]!);
      if (run > 0 || values.small) for (const [at, cost] of costs.entries()) found[at]?.push(cost);
    }
    /** Share of throughput lost, were this all that a transaction costs. */
    const lost = (at: number, of: "seconds" | "processor") => {
      const ratios = found[at]!.map((cost, round) => found[0]![round]![of] / cost[of]);
      return `${(100 * (1 - median(ratios))).toFixed(1)} %`;
    };
    console.log(`| ${shape.name} | throughput lost | by processor time | WAL bytes a transaction |\n|---|---|---|---|`);
    for (const [at, variant] of variants.entries())
      console.log(
        `| ${variant.name} | ${lost(at, "seconds")} | ${lost(at, "processor")} | ${Math.round(median(found[at]!.map((cost) => cost.walBytes)))} |`,
      );
  }
} finally {
  await close();
  rmSync(data, { recursive: true, force: true });
}

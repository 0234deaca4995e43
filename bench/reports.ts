// Each standard report over a state's snapshots in DuckDB, against the same SQL over the same rows in PostgreSQL.
// node scripts/run.mjs bench/reports.ts [--scale 6] [--small]: ratios within one run; nothing is asserted on time.
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadDictionary } from "../src/dictionary/index.ts";
import { fixedClock, loadConfig, openDatabase, writeInstallation } from "../src/platform/index.ts";
import { relationsOf } from "../src/reports/relations.ts";
import { certifiedState } from "../src/reports/testing/certified-state.ts";
import { onPostgres } from "../src/reports/testing/postgres-relations.ts";

const { values } = parseArgs({
  options: { scale: { type: "string", default: "1" }, small: { type: "boolean", default: false } },
});
const rounds = values.small ? 1 : 5;

/** The median of the rounds, in milliseconds. */
const median = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
};

const data = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
const config = writeInstallation(loadConfig({ data }), "new-hampshire");
const database = await openDatabase(config);
try {
  const started = performance.now();
  const state = await certifiedState(
    { config, db: database.db },
    fixedClock("2025-10-16T12:00:00Z"),
    undefined,
    Number(values.scale),
  );
  const seconds = (performance.now() - started) / 1000;
  const snapshots = await state.warehouse.snapshotsAsOf("BOY", 2026);
  const folder = join(data, "warehouse", "snapshots");
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const records = snapshots.reduce((sum, snapshot) => sum + snapshot.records, 0);
  console.log(
    `${snapshots.length} snapshots, ${records} records, ${(bytes / 1e6).toFixed(1)} MB, written in ${seconds.toFixed(1)} s`,
  );
  const directory = (await state.warehouse.findDirectoryAsOf(2026))!;
  const dictionary = loadDictionary(config.profileDir!);
  const lines: Record<string, string | number>[] = [];
  for (const definition of state.reports.list()) {
    const tables = relationsOf(definition, 2026, snapshots, dictionary, config.profileDir!);
    const relations = { snapshots, directory, tables };
    const duckdb = await median(() => state.warehouse.query(definition.sql, relations));
    let postgres = 0;
    await onPostgres(database.db, state.warehouse, relations, async (tx) => {
      postgres = await median(() => tx.query(definition.sql));
    });
    lines.push({
      report: definition.id,
      "DuckDB ms": Math.round(duckdb),
      "PostgreSQL ms": Math.round(postgres),
      "times faster": Number((postgres / duckdb).toFixed(1)),
    });
  }
  console.table(lines);
  state.close();
} finally {
  await database.close();
  rmSync(data, { recursive: true, force: true });
}

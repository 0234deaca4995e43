// How fast `check` is, as a ratio to DuckDB's bare parse of the same file, and how much memory it needs.
// node scripts/run.mjs bench/check.ts [--rows N] [--runs N] [--small] [--full]; each run is a process of its own, taken in turns.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { homeDir } from "../src/platform/index.ts";
import { writeBenchFile } from "./check/file.ts";

const year = 2026;
const argument = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const full = process.argv.includes("--full");
const runs = argument("--runs", process.argv.includes("--small") ? 1 : 5);

type Run = { rows: number; seconds: number; cpuSeconds: number; peakMb: number };

const runner = join(dirname(fileURLToPath(import.meta.url)), "check-run.mjs");
const bundled = {
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  loader: { ".sql": "text" },
} as const;
await build({ ...bundled, entryPoints: [join(homeDir, "bench", "check", "run.ts")], outfile: runner });
// The second thread, where the program looks for it.
const thread = join(homeDir, "dist", "check-thread.js");
await build({ ...bundled, entryPoints: [join(homeDir, "src", "dictionary", "check-thread.ts")], outfile: thread });

const measure = (tool: "rollbook" | "duckdb", path: string): Run => {
  const child = spawnSync(process.execPath, [runner, tool, path, String(year)], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as Run;
};

const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

const compare = (dir: string, rows: number, times: number): Record<string, string | number> => {
  const path = join(dir, `${rows}.csv`);
  const bytes = writeBenchFile(path, rows, year);
  const ours: Run[] = [];
  const bare: Run[] = [];
  for (let run = 0; run < times; run++) {
    ours.push(measure("rollbook", path));
    bare.push(measure("duckdb", path));
  }
  rmSync(path);
  for (const run of [...ours, ...bare]) if (run.rows !== rows) throw new Error(`${run.rows} rows read, not ${rows}`);
  const check = median(ours.map((run) => run.seconds));
  const parse = median(bare.map((run) => run.seconds));
  return {
    rows,
    megabytes: Math.round(bytes / 1e6),
    "check s": check.toFixed(2),
    "check CPU s": median(ours.map((run) => run.cpuSeconds)).toFixed(2),
    "check MB/s": Math.round(bytes / 1e6 / check),
    "check peak MB": Math.max(...ours.map((run) => run.peakMb)),
    "DuckDB bare parse s": parse.toFixed(2),
    "DuckDB CPU s": median(bare.map((run) => run.cpuSeconds)).toFixed(2),
    "DuckDB peak MB": Math.max(...bare.map((run) => run.peakMb)),
    "check / parse": (check / parse).toFixed(2),
  };
};

const dir = mkdtempSync(join(tmpdir(), "bench-check-"));
try {
  const sizes = full ? [125_000, 1_000_000, 12_500_000] : [argument("--rows", 50_000)];
  console.table(sizes.map((rows) => compare(dir, rows, rows > 5_000_000 ? Math.min(runs, 3) : runs)));
  console.log("check: all rules of BOY with a directory, findings counted; profile loading and compiling included.");
  console.log("DuckDB: read_csv(all_varchar), every column counted, 2 threads. Medians of runs taken in turns.");
} finally {
  rmSync(dir, { recursive: true });
}

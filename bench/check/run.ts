// One measured run in a process of its own: `rollbook` or `duckdb` over a file; prints one line of JSON.

import { statSync } from "node:fs";
import { checkInParallel, compileCollection, loadDictionary } from "../../src/dictionary/index.ts";
import { homeDir } from "../../src/platform/index.ts";
import { benchDirectory } from "./file.ts";

const [, , tool, path, year] = process.argv as unknown as [string, string, "rollbook" | "duckdb", string, string];

const rollbook = async (): Promise<number> => {
  const dictionary = loadDictionary(`${homeDir}/profiles/new-hampshire`);
  const compiled = compileCollection(dictionary, "BOY", Number(year));
  let found = 0;
  const sink = { finding: () => void found++ };
  const result = await checkInParallel(path, compiled, benchDirectory(Number(year)), sink, {
    size: statSync(path).size,
  });
  if (result.rows === 0 || found === 0) throw new Error("the bench file was not checked");
  return result.rows;
};

const duckdb = async (): Promise<number> => {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  // Every column is parsed and used, so that none is left out by the planner.
  const names = Array.from({ length: 26 }, (_, at) => `column${String(at).padStart(2, "0")}`);
  const sum = names.map((name) => `count(${name})`).join(", ");
  const reader = await connection.runAndReadAll(
    `select count(*) as rows, ${sum} from read_csv('${path}', all_varchar = true, header = false)`,
  );
  return Number(reader.getRows()[0]![0]);
};

const before = process.cpuUsage();
const start = performance.now();
const rows = tool === "rollbook" ? await rollbook() : await duckdb();
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    rows,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);

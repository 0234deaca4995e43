// How long submit takes (check, COPY, findings, batch and state rules, one transaction) against a bare COPY of the same
// typed rows into the same table. Prints the medians and their ratio; asserts nothing.
// Run: node scripts/run.mjs bench/submit.ts [--records 160000] [--runs 5] [--small]
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemActor } from "../src/access/index.ts";
import { createCollections, prepareCollections } from "../src/collections/index.ts";
import { alder, boyFile, directory, year } from "../src/collections/testing/small-directory.ts";
import {
  compileCollection,
  createChecker,
  directoryContext,
  loadDictionary,
  recordTable,
} from "../src/dictionary/index.ts";
import {
  copyIn,
  loadConfig,
  openDatabase,
  openFileStore,
  resolveProfile,
  systemClock,
  withTransaction,
} from "../src/platform/index.ts";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "160000" },
    runs: { type: "string", default: "5" },
    small: { type: "boolean", default: false },
  },
});
const records = values.small ? 5_000 : Number(values.records);
const runs = values.small ? 1 : Number(values.runs);

const data = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
const database = await openDatabase(loadConfig({ data, env: {} })); // its own embedded server: it empties tables
const { db, owner } = database;
try {
  const profileDir = resolveProfile("new-hampshire");
  const dictionary = loadDictionary(profileDir);
  await prepareCollections(owner, dictionary, year);
  const files = await openFileStore(data);
  const open = (rules: typeof dictionary.rules) =>
    createCollections({
      ...{ db, owner, files, dictionary: { ...dictionary, rules }, profileDir, clock: systemClock },
      directoryOf: async () => directory,
    });
  const collections = open(dictionary.rules);
  const districtOnly = open(dictionary.rules.filter(({ scope }) => scope !== "state"));
  const names = dictionary.elements.filter(({ collection }) => collection === "BOY").map(({ name }) => name);
  const pupils = Array.from({ length: records }, (_, at) => ({ sasid: 1_000_000_000 + at, grade: 1 + (at % 5) }));
  const bytes = Buffer.from(boyFile(names, pupils));
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16));
  };

  const { partition, copyColumns } = recordTable(dictionary, "BOY");
  const typedRows = (batch: string): Buffer[] => {
    const rows: Buffer[] = [];
    const sink = { finding: () => {}, copy: (part: Uint8Array) => void rows.push(Buffer.from(part)) };
    const compiled = compileCollection(dictionary, "BOY", year);
    const checker = createChecker(compiled, directoryContext(directory), sink, { batch });
    for (let at = 0; at < bytes.length; at += 1 << 16) checker.push(bytes.subarray(at, at + (1 << 16)));
    checker.end();
    return rows;
  };
  const empty = async () =>
    void (await owner.query(`TRUNCATE ${partition(year)}, collections.finding, collections.batch CASCADE`));
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    await empty();
    const start = performance.now();
    await work();
    return performance.now() - start;
  };

  const bare: number[] = [];
  const batchRules: number[] = [];
  const whole: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const rows = typedRows(randomUUID());
    const copyTime = await timed(() =>
      withTransaction(db, (tx) =>
        copyIn(
          tx,
          `COPY ${partition(year)} (${copyColumns(year).join(", ")}) FROM STDIN`,
          (async function* () {
            yield* rows;
          })(),
        ),
      ),
    );
    const batchTime = await timed(() =>
      districtOnly.submit(systemActor, {
        collection: "BOY",
        year,
        district: alder,
        fileName: "bench.csv",
        source: chunks(),
      }),
    );
    const submitTime = await timed(() =>
      collections.submit(systemActor, {
        collection: "BOY",
        year,
        district: alder,
        fileName: "bench.csv",
        source: chunks(),
      }),
    );
    if (run === 0) continue; // the first run warms the compiler and the database's memory
    bare.push(copyTime);
    batchRules.push(batchTime);
    whole.push(submitTime);
  }
  const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
  const line = (what: string, ms: number) => {
    const rate = Math.round(records / (ms / 1000)).toLocaleString("en-US");
    console.log(`| ${what.padEnd(34)} | ${(ms / 1000).toFixed(3).padStart(8)} s | ${rate.padStart(11)} rec/s |`);
  };
  console.log(`${records.toLocaleString("en-US")} records, ${(bytes.length / 1e6).toFixed(1)} MB, median of ${runs}`);
  line("bare COPY of the typed rows", median(bare));
  line("submit: check, COPY, batch rules", median(batchRules));
  line("submit with the state's rules", median(whole));
  const ratio = (times: number[]) => (median(times) / median(bare)).toFixed(2);
  console.log(`ratio ${ratio(batchRules)} (aim: at most 1.50); with the state's rules ${ratio(whole)}`);
} finally {
  await database.close();
  rmSync(data, { recursive: true, force: true });
}

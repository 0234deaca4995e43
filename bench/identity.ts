// How well and how fast records are linked: precision, recall, F1, seconds and peak memory of `rollbook id link`, each run a
// process of its own. node scripts/run.mjs bench/identity.ts [--small | --full] [--febrl DIR]
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { madeFebrl } from "../src/identity/testing/made-febrl.ts";
import { madeCsv, madeMap, makeRecords } from "../src/identity/testing/made-people.ts";
import { homeDir } from "../src/platform/index.ts";

const { values } = parseArgs({
  options: {
    small: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    febrl: { type: "string" },
  },
});

const dir = mkdtempSync(join(tmpdir(), "bench-identity-"));
const runner = join(dirname(fileURLToPath(import.meta.url)), "identity-run.mjs");
const bundled = { bundle: true, platform: "node", format: "esm", packages: "external", logLevel: "warning" } as const;
await build({ ...bundled, entryPoints: [join(homeDir, "bench", "identity-run.ts")], outfile: runner });
await build({
  ...bundled,
  entryPoints: [join(homeDir, "src", "identity", "batch", "judge-thread.ts")],
  outfile: join(homeDir, "dist", "judge-thread.js"),
});

/** Pairs of identifiers that are one person, as `a b`; `personOf` gives the truth. */
type Case = {
  name: string;
  files: string[];
  map: string;
  personOf: (id: string) => string;
  options?: { oneToOne?: boolean; encoded?: boolean };
};

const idsOf = (file: string, column: string): string[] => {
  const [heading, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const at = heading!.split(",").findIndex((name) => name.trim() === column);
  return lines.map((line) => line.split(",")[at]!.trim());
};

const truePairs = ({ files, map, personOf }: Case): number => {
  const column = /^id: (\S+)/m.exec(map)![1]!;
  const counts = new Map<string, [number, number]>();
  for (const [file, path] of files.entries())
    for (const id of idsOf(path, column)) {
      const count = counts.get(personOf(id)) ?? [0, 0];
      count[file === 0 ? 0 : 1]++;
      counts.set(personOf(id), count);
    }
  let pairs = 0;
  for (const [a, b] of counts.values()) pairs += files.length > 1 ? a * b : (a * (a - 1)) / 2;
  return pairs;
};

const percent = (share: number): string => (share * 100).toFixed(2);

const measure = (each: Case): Record<string, string | number> => {
  const out = join(dir, "pairs.csv");
  const map = join(dir, "fields.yaml");
  writeFileSync(map, each.map);
  const work = { files: each.files, map, out, ...each.options };
  const child = spawnSync(process.execPath, [runner, JSON.stringify(work)], {
    encoding: "utf8",
    env: { ...process.env, ROLLBOOK_LINK_KEY: "a key that only the bench uses" },
  });
  if (child.status !== 0) throw new Error(child.stderr);
  const run = JSON.parse(child.stdout) as { records: number; seconds: number; cpu: number; peakMb: number };
  let right = 0;
  let all = 0;
  for (const line of readFileSync(out, "utf8").split("\n").slice(1)) {
    if (line === "") continue;
    const [a, b] = line.split(",", 2) as [string, string];
    all++;
    if (each.personOf(a) === each.personOf(b)) right++;
  }
  const precision = right / Math.max(all, 1);
  const recall = right / truePairs(each);
  return {
    records: each.name,
    rows: run.records,
    precision: percent(precision),
    recall: percent(recall),
    F1: percent((2 * precision * recall) / (precision + recall || 1)),
    seconds: run.seconds.toFixed(1),
    "CPU s": run.cpu.toFixed(1),
    "peak MB": run.peakMb,
  };
};

const febrlMap = `id: rec_id
first: given_name
last: surname
dob: { column: date_of_birth, format: YYYYMMDD }
town: suburb
`;
const febrlAll = `${febrlMap}postcode: postcode
ssn: soc_sec_id
extra: [street_number, address_1, address_2, state]
`;
const febrlPerson = (id: string): string => id.split("-")[1]!;

const febrlCases = (folder: string, name: string): Case[] => {
  const file = (set: string) => join(folder, `dataset${set}.csv`);
  const both = [file("4a"), file("4b")];
  const few = `${name}4, name, birth date, suburb`;
  const personOf = febrlPerson;
  return [
    ...["1", "2", "3"]
      .filter((set) => existsSync(file(set)))
      .map((set) => ({ name: `${name}${set}, all fields`, files: [file(set)], map: febrlAll, personOf })),
    { name: `${name}4, all fields`, files: both, map: febrlAll, personOf },
    { name: few, files: both, map: febrlMap, personOf },
    { name: `${few}, one-to-one`, files: both, map: febrlMap, personOf, options: { oneToOne: true } },
    { name: `${few}, encoded`, files: both, map: febrlMap, personOf, options: { encoded: true } },
    {
      name: `${few}, encoded, one-to-one`,
      files: both,
      map: febrlMap,
      personOf,
      options: { encoded: true, oneToOne: true },
    },
  ];
};

const madeCase = (rows: number): Case => {
  const records = makeRecords(rows, 11);
  const file = join(dir, `made-${rows}.csv`);
  const out = openSync(file, "w");
  let text = "";
  for (const line of madeCsv(records)) {
    text += line;
    if (text.length < 1 << 20) continue;
    writeSync(out, text);
    text = "";
  }
  writeSync(out, text);
  closeSync(out);
  const people = Uint32Array.from(records, ({ person }) => person);
  return {
    name: "made-up students with twins",
    files: [file],
    map: madeMap,
    personOf: (id) => String(people[Number(id.slice(1))]),
  };
};

try {
  const made = madeFebrl(values.small ? 300 : 5000, 4);
  writeFileSync(join(dir, "dataset4a.csv"), made.originals);
  writeFileSync(join(dir, "dataset4b.csv"), made.duplicates);
  const lines = febrlCases(dir, "made FEBRL").map(measure);
  if (values.febrl !== undefined) lines.push(...febrlCases(values.febrl, "FEBRL").map(measure));
  for (const rows of values.small ? [1000] : values.full ? [100_000, 1_000_000] : [50_000])
    lines.push(measure(madeCase(rows)));
  console.table(lines);
  console.log("Links of probability 0.5 or more, unsupervised. Reading, training and writing are in the seconds.");
} finally {
  rmSync(dir, { recursive: true });
}

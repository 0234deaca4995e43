// The road of a whole state, from files to published tables: every district submits a wrong file, corrects it, explains
// what is unusual, is verified and certified; then the state's reports are run. Uses the same verbs as the screens.
import { createReadStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Access, type Actor, systemActor } from "../access/index.ts";
import type { Collections } from "../collections/index.ts";
import { type Directory, type District, importDirectory } from "../directory/index.ts";
import type { Registry } from "../identity/index.ts";
import { type Clock, type Db, dayOf, withTransaction } from "../platform/index.ts";
import { type Reports, renderReport } from "../reports/index.ts";
import { type Cast, makeCast } from "./cast.ts";
import { type Numbering, requestNumbers } from "./requests/request-numbers.ts";
import type { StateInput } from "./state-plan.ts";
import { Stopwatch } from "./stopwatch.ts";
import { type Manifest, writeState } from "./write-state.ts";

export type BuildOptions = {
  input: StateInput;
  /** Folder for the districts' files, the ground truth and the reports. */
  folder: string;
  db: Db;
  clock: Clock;
  access: Access;
  collections: Collections;
  reports: Reports;
  /** Where the districts ask for their pupils' numbers; none, and the numbers are made up. */
  registry: Registry | undefined;
  /** Called with a stage and how far it is (0 to 1). */
  progress?: (stage: string, share: number) => void;
};

export type StateBuild = {
  manifest: Manifest;
  /** How the registry's answers compare with the truth. */
  numbering: Numbering | undefined;
  cast: Cast;
  districts: number;
  certified: number;
  records: number;
  /** Findings of the first uploads, by rule. */
  firstFindings: Record<string, number>;
  explained: number;
  reports: string[];
  stages: { stage: string; seconds: number }[];
  /** From reading the first file to the last published table; without generating. */
  seconds: number;
};

/** Two districts at a time: one is checked in this process while the database works for the other. */
const lanes = 2;
/** How many days the windows stay open after the day of the demo, so that the workbench can be tried. */
const openDays = 30;
const explanation = "Checked against the enrollment papers: the record is right as it is.";

export const buildState = async (options: BuildOptions): Promise<StateBuild> => {
  const { input, folder, collections } = options;
  const { collection } = input.profile;
  const { year } = input.table;
  const watch = new Stopwatch(options.progress);
  const files = join(folder, "files");
  await withTransaction(options.db, (tx) => importDirectory(tx, input.directory, systemActor.account));
  const all = districtsOf(input);
  const cast = await watch.time("make the accounts", (progress) => makeCast(options.access, all, progress));
  const { registry } = options;
  const numbering = registry && (await requestNumbers({ input, folder: files, registry, cast, watch }));
  const manifest = await watch.time("generate the pupils and their districts' files", async (progress) =>
    writeState(input, files, {
      onProgress: ({ district, districts }) => progress(district / districts),
      ...(numbering && { numberOf: numbering.numberOf }),
    }),
  );
  await collections.openWindow(cast.stateManager, {
    ...{ collection, year, opens: `${year - 1}-10-01` },
    closes: dayOf({ now: () => new Date(options.clock.now().getTime() + openDays * 86_400_000) }),
  });

  // A build that was cut off goes on with the districts that were not certified yet.
  const state = await collections.progress(cast.stateManager, { collection, year });
  const before = new Set(state.districts.filter((one) => one.status === "Certified").map((one) => one.district));
  const districts = all.filter(({ number }) => !before.has(number));
  const started = performance.now();
  const firstFindings: Record<string, number> = {};
  let explained = 0;
  let records = state.districts.reduce((sum, one) => sum + (before.has(one.district) ? one.records : 0), 0);
  const fileOf = (district: District, name: string) => join(files, String(district.number), name);
  const submit = (district: District, actor: Actor, name: string) =>
    collections.submit(actor, {
      ...{ collection, year, district: district.number, fileName: `${collection}.csv` },
      source: createReadStream(fileOf(district, name), { highWaterMark: 1 << 18 }),
    });
  const each = (work: (district: District, clerk: Actor, superintendent: Actor) => Promise<void>) => {
    const { clerks, superintendents } = cast;
    return (progress: (share: number) => void) =>
      inLanes(districts, progress, (district) =>
        work(district, clerks.get(district.number) as Actor, superintendents.get(district.number) as Actor),
      );
  };

  await watch.time(
    "check and submit every first file",
    each(async (district, clerk) => {
      const { byRule } = await submit(district, clerk, `${collection}.csv`);
      for (const [rule, count] of Object.entries(byRule)) firstFindings[rule] = (firstFindings[rule] ?? 0) + count;
    }),
  );
  await watch.time(
    "submit the corrected files, and explain",
    each(async (district, clerk) => {
      const receipt = await submit(district, clerk, `${collection}-corrected.csv`);
      records += receipt.batch.records;
      explained += await explainAll(collections, clerk, { collection, year, district: district.number });
    }),
  );
  await watch.time(
    "verify every district",
    each(async (district, clerk) => {
      const key = { collection, year, district: district.number };
      await collections.verify(clerk, { ...key, scope: "district" });
      const more = await explainAll(collections, clerk, key);
      explained += more;
      if (more > 0) await collections.verify(clerk, { ...key, scope: "district" });
    }),
  );
  await watch.time(
    "verify the state",
    each(async (district) => {
      await collections.verify(cast.stateManager, { collection, year, district: district.number, scope: "state" });
    }),
  );
  let certified = before.size;
  await watch.time(
    "certify, and write the snapshots",
    each(async (district, _clerk, superintendent) => {
      const key = { collection, year, district: district.number };
      const { reports } = await collections.readiness(superintendent, key);
      await collections.attest(
        superintendent,
        key,
        reports.map(({ report }) => report.id),
      );
      await collections.certify(superintendent, key);
      certified++;
    }),
  );
  const reports = await watch.time("run the reports", (progress) =>
    runReports(options, cast.stateManager, year, progress),
  );
  const seconds = (performance.now() - started) / 1000;
  return {
    ...{
      manifest,
      numbering,
      cast,
      districts: all.length,
      certified,
      records,
      firstFindings,
      explained,
      reports,
      seconds,
    },
    stages: watch.stages,
  };
};

/** The districts that have pupils in the table: the others have nothing to submit. */
const districtsOf = ({ directory, table }: StateInput): District[] => {
  const submitting = new Set(table.rows.map((row) => row.district));
  return (directory as Directory).districts.filter(({ number }) => submitting.has(number));
};

const explainAll = async (
  collections: Collections,
  clerk: Actor,
  key: { collection: string; year: number; district: number },
) => {
  const query = { ...key, severity: "confirm", state: "open" } as const;
  const { total } = await collections.findings(clerk, { ...query, limit: 1 });
  return total === 0 ? 0 : (await collections.explainGroup(clerk, query, explanation)).explained;
};

const runReports = async (
  { reports, folder }: BuildOptions,
  actor: Actor,
  year: number,
  progress: (share: number) => void,
) => {
  const out = join(folder, "reports");
  await mkdir(out, { recursive: true });
  const made: string[] = [];
  const definitions = reports.list();
  for (const [at, { id, audiences }] of definitions.entries()) {
    for (const audience of audiences) {
      const report = await reports.run(actor, { id, year, audience });
      const path = join(out, `${id}-${year}-${audience}.csv`);
      await writeFile(path, await renderReport(report, "csv"));
      made.push(path);
    }
    progress((at + 1) / definitions.length);
  }
  return made;
};

const inLanes = async <T>(
  items: readonly T[],
  progress: (share: number) => void,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) {
      await work(items[at] as T);
      progress((at + 1) / items.length);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

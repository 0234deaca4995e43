// One run of the matcher in a process of its own, for bench/identity.ts; also trains a model to be frozen.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseFieldMap } from "../src/identity/link/field-map.ts";
import { findLinks } from "../src/identity/link/find-links.ts";
import { foldColumns } from "../src/identity/link/fold-columns.ts";
import { runLink } from "../src/identity/link/link-command.ts";
import { readRecords } from "../src/identity/link/read-records.ts";
import type { Model } from "../src/identity/model/model.ts";

const significant = (number: number): number => Number(number.toPrecision(4));

/** A model of the records, rounded to what is meaningful. */
export const frozenFrom = async ({ files, map }: { files: string[]; map: string }, dir: string): Promise<Model> => {
  writeFileSync(join(dir, "fields.yaml"), map);
  const fields = parseFieldMap(map, "fields.yaml");
  const raw = await readRecords(files, fields);
  const { model } = await findLinks({ columns: foldColumns(fields, raw), split: 0 });
  return {
    version: "school-records-1",
    matches: significant(model.matches),
    relatives: significant(model.relatives),
    swappedNames: significant(model.swappedNames),
    fields: model.fields.map((field) => ({
      ...field,
      match: field.match.map(significant),
      chance: field.chance.map(significant),
      relative: field.relative.map(significant),
    })),
  };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href && process.argv[2]?.startsWith("{")) {
  const { files, map, out, oneToOne = false, encoded = false } = JSON.parse(process.argv[2]);
  const start = performance.now();
  const mode = encoded ? "encoded" : "plain";
  const report = await runLink(files, { map, out, oneToOne, mode, threshold: 0.5 });
  const usage = process.resourceUsage();
  console.log(
    JSON.stringify({
      records: report.records.reduce((sum, count) => sum + count, 0),
      seconds: (performance.now() - start) / 1000,
      cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
      peakMb: Math.round(usage.maxRSS / 1024),
    }),
  );
}

// What `rollbook id link` does: reads the map and the files, finds the links, writes them, says how many and how long it took.
import { judgeInParallel } from "../batch/judge-in-parallel.ts";
import { choosePairs } from "./choose-pairs.ts";
import { encoder, readLinkKey } from "./encode.ts";
import { readFieldMap } from "./field-map.ts";
import { findLinks } from "./find-links.ts";
import { foldColumns } from "./fold-columns.ts";
import { writePairs } from "./pairs-csv.ts";
import { type RawRecords, readRecords } from "./read-records.ts";

export type LinkOptions = {
  map: string;
  out: string;
  mode: "plain" | "encoded";
  keyFile?: string;
  oneToOne?: boolean;
  threshold: number;
};

export type LinkReport = {
  records: number[];
  pairsLookedAt: number;
  pairs: number;
  threshold: number;
  mode: string;
  rules: readonly string[];
  prior: number;
  seconds: Record<string, number>;
};

export const runLink = async (files: readonly string[], options: LinkOptions): Promise<LinkReport> => {
  const start = performance.now();
  const map = readFieldMap(options.map);
  const encode = options.mode === "encoded" ? encoder(readLinkKey(options.keyFile)) : undefined;
  const { columns, raw } = await readColumns(files, map);
  const read = performance.now();
  const split = files.length > 1 ? raw.counts[0]! : 0;
  const links = await findLinks({ columns, split, encode, judgeAll: judgeInParallel });
  const chosen = choosePairs(links, { threshold: options.threshold, oneToOne: options.oneToOne === true });
  const found = performance.now();
  writePairs(options.out, links, chosen, (record) => idOf(raw, record));
  const round = (milliseconds: number) => Math.round(milliseconds) / 1000;
  const parts = Object.fromEntries(Object.entries(links.seconds).map(([name, each]) => [name, round(each * 1000)]));
  return {
    records: raw.counts,
    pairsLookedAt: links.pairs.looked,
    pairs: chosen.length,
    threshold: options.threshold,
    mode: options.mode,
    rules: links.keys.rules,
    prior: links.priors.match,
    seconds: {
      read: round(read - start),
      ...parts,
      write: round(performance.now() - found),
      all: round(performance.now() - start),
    },
  };
};

/** The cells as read are given up once they are folded; only the identifiers are kept. */
const readColumns = async (files: readonly string[], map: ReturnType<typeof readFieldMap>) => {
  const { columns: cells, ...raw } = await readRecords(files, map);
  return { columns: foldColumns(map, { ...raw, columns: cells }), raw };
};

const idOf = ({ counts, ids }: Pick<RawRecords, "counts" | "ids">, record: number): string => {
  const file = record < counts[0]! ? 0 : 1;
  const { dictionary, numbers } = ids[file]!;
  return dictionary.text(numbers[file === 0 ? record : record - counts[0]!]!);
};

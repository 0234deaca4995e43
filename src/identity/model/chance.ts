// How often values agree by chance: counted exactly where values are the same, by sampling pairs for the other levels.

import { pairsOf, type RecordTable } from "../batch/record-table.ts";
import { comparisonOf, topLevel } from "../compare/levels.ts";

export type ChanceLevels = { /** Shares of the levels over all pairs with both values given. */ shares: number[] };

const sampledPairs = 300_000;

/** Records with each value of a field: in the first and second file, or twice the same. */
export const valueCounts = (table: RecordTable, field: number): [Uint32Array, Uint32Array] => {
  const width = table.fields.length;
  const size = table.values[field]!.size;
  const count = (from: number, to: number): Uint32Array => {
    const counts = new Uint32Array(size);
    for (let record = from; record < to; record++) counts[table.rows[record * width + field]!]!++;
    counts[0] = 0;
    return counts;
  };
  if (table.split > 0) return [count(0, table.split), count(table.split, table.count)];
  const all = count(0, table.count);
  return [all, all];
};

/** Share of the pairs with both values given in which they are the same. */
const sameShare = (table: RecordTable, field: number): number => {
  const [left, right] = valueCounts(table, field);
  let same = 0;
  let lefts = 0;
  let rights = 0;
  for (let value = 1; value < left.length; value++) {
    const a = left[value]!;
    const b = right[value]!;
    same += table.split > 0 ? a * b : a * (a - 1);
    lefts += a;
    rights += b;
  }
  const pairs = table.split > 0 ? lefts * rights : lefts * (lefts - 1);
  return pairs > 0 ? same / pairs : 0;
};

/** A sequence of pairs that is the same on every run; every pair once when there are few. */
const samplePairs = (table: RecordTable, take: (left: number, right: number) => void): void => {
  const { count, split } = table;
  if (pairsOf(table) <= sampledPairs) {
    for (let left = 0; left < (split || count); left++)
      for (let right = split > 0 ? split : left + 1; right < count; right++) take(left, right);
    return;
  }
  let state = 7;
  const below = (size: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    let hash = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
    hash ^= hash >>> 15;
    return ((hash >>> 0) * size) / 4_294_967_296;
  };
  for (let times = 0; times < sampledPairs; times++) {
    const left = Math.floor(below(split || count));
    const right = split > 0 ? split + Math.floor(below(count - split)) : Math.floor(below(count));
    if (left !== right) take(left, right);
  }
};

export const chanceLevels = (table: RecordTable): number[][] => {
  const width = table.fields.length;
  const compare = table.fields.map(({ kind }, at) => comparisonOf(kind, table.values[at]!));
  const counts = table.fields.map(({ kind }) => new Float64Array(topLevel(kind) + 1).fill(0.5));
  samplePairs(table, (left, right) => {
    for (let field = 0; field < width; field++) {
      const a = table.rows[left * width + field]!;
      const b = table.rows[right * width + field]!;
      if (a !== 0 && b !== 0 && a !== b) counts[field]![compare[field]!(table.values[field]!, a, b)]!++;
    }
  });
  return counts.map((count, field) => {
    const top = count.length - 1;
    const same = Math.min(Math.max(sameShare(table, field), 1e-9), 0.999);
    const others = count.reduce((sum, each) => sum + each, 0) - count[top]!;
    return [...count].map((each, level) => (level === top ? same : (each / others) * (1 - same)));
  });
};

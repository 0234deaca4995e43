// Counts the patterns of levels among candidate pairs: all that training needs to know of the records.
import type { BlockingKeys } from "../batch/blocking-rules.ts";
import { eachCandidate } from "../batch/candidates.ts";
import type { RecordTable } from "../batch/record-table.ts";
import { Comparer, missing } from "../score/comparer.ts";

export type Patterns = {
  count: number;
  /** Row-major levels, `missing` included. */
  levels: Uint8Array;
  /** 1 where the names changed places. */
  swapped: Uint8Array;
  /** How many pairs have the pattern, scaled up from the sample. */
  weights: Float64Array;
};

/** Enough pairs to learn from; more only costs time. */
const wantedPairs = 1_500_000;
const radix = 8;

export const countPatterns = (table: RecordTable, keys: BlockingKeys): Patterns => {
  const comparer = new Comparer(table);
  const width = table.fields.length;
  const oneIn = Math.max(1, Math.ceil((table.count * 12) / wantedPairs));
  const places = new Map<number, number>();
  const levels: number[] = [];
  const swapped: number[] = [];
  const weights: number[] = [];
  eachCandidate(keys, table, { part: 0, parts: 1, oneIn }, (chunk) => {
    for (let at = 0; at < chunk.count; at++) {
      const swap = comparer.read(chunk.left[at]!, chunk.right[at]!) ? 1 : 0;
      let code = swap;
      for (let field = 0; field < width; field++) {
        const level = comparer.levels[field]!;
        code = code * radix + (level === missing ? radix - 1 : level);
      }
      let place = places.get(code);
      if (place === undefined) {
        place = weights.length;
        places.set(code, place);
        weights.push(0);
        swapped.push(swap);
        for (let field = 0; field < width; field++) levels.push(comparer.levels[field]!);
      }
      weights[place]! += oneIn;
    }
  });
  return {
    count: weights.length,
    levels: Uint8Array.from(levels),
    swapped: Uint8Array.from(swapped),
    weights: Float64Array.from(weights),
  };
};

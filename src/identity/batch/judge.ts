// Judges the candidate pairs of one part of the keys and keeps those that may be matches. The same on every thread.

import { Scorer, type Weights } from "../score/scorer.ts";
import type { BlockingKeys } from "./blocking-rules.ts";
import { eachCandidate } from "./candidates.ts";
import type { RecordTable } from "./record-table.ts";

export type Work = {
  table: RecordTable;
  keys: BlockingKeys;
  weights: Weights;
  /** Bits that a pair must reach to be kept. */
  floor: number;
  parts: number;
};

/** Kept pairs, side by side. `rule` is the position of the blocking rule that found the pair. */
export type JudgedPairs = {
  count: number;
  /** Pairs looked at. */
  looked: number;
  left: Uint32Array;
  right: Uint32Array;
  bits: Float32Array;
  relative: Float32Array;
  rule: Uint8Array;
};

const grown = <A extends Uint32Array | Float32Array | Uint8Array>(old: A, make: (size: number) => A): A => {
  const larger = make(old.length * 2);
  larger.set(old);
  return larger;
};

export const judge = ({ table, keys, weights, floor, parts }: Work, part: number): JudgedPairs => {
  const scorer = new Scorer(table, weights);
  const size = 1 << 16;
  const kept: JudgedPairs = {
    count: 0,
    looked: 0,
    left: new Uint32Array(size),
    right: new Uint32Array(size),
    bits: new Float32Array(size),
    relative: new Float32Array(size),
    rule: new Uint8Array(size),
  };
  eachCandidate(keys, table, { part, parts }, ({ count, left, right, rule }) => {
    kept.looked += count;
    for (let at = 0; at < count; at++) {
      const bits = scorer.bits(left[at]!, right[at]!, floor);
      if (bits < floor) continue;
      if (kept.count === kept.left.length) {
        kept.left = grown(kept.left, (n) => new Uint32Array(n));
        kept.right = grown(kept.right, (n) => new Uint32Array(n));
        kept.bits = grown(kept.bits, (n) => new Float32Array(n));
        kept.relative = grown(kept.relative, (n) => new Float32Array(n));
        kept.rule = grown(kept.rule, (n) => new Uint8Array(n));
      }
      kept.left[kept.count] = left[at]!;
      kept.right[kept.count] = right[at]!;
      kept.bits[kept.count] = bits;
      kept.relative[kept.count] = scorer.relativeBits(left[at]!, right[at]!);
      kept.rule[kept.count++] = rule;
    }
  });
  return kept;
};

export const joinJudged = (parts: readonly JudgedPairs[]): JudgedPairs => {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const joined: JudgedPairs = {
    count,
    looked: parts.reduce((sum, part) => sum + part.looked, 0),
    left: new Uint32Array(count),
    right: new Uint32Array(count),
    bits: new Float32Array(count),
    relative: new Float32Array(count),
    rule: new Uint8Array(count),
  };
  let at = 0;
  for (const part of parts) {
    for (const name of ["left", "right", "bits", "relative", "rule"] as const)
      joined[name].set(part[name].subarray(0, part.count), at);
    at += part.count;
  }
  return joined;
};

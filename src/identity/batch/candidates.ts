// The pairs that share a blocking key, each once: by the first rule under which they meet. They come in chunks, so that
// judging them is a plain loop over typed arrays.
import type { BlockingKeys } from "./blocking-rules.ts";
import { radixSort } from "./radix-sort.ts";

export type Chunk = { rule: number; count: number; left: Uint32Array; right: Uint32Array };
export type Slice = {
  /** This thread's part of all keys. */
  part: number;
  parts: number;
  /** Only one key of so many; for looking at a sample. */
  oneIn?: number;
};

const chunkSize = 1 << 15;

/** A key that more records share says little; each is then compared with its next neighbours only. */
const largestGroup = 2000;
const neighbours = 8;

/** Pairs that so many records with one key give. */
export const pairsInGroup = (size: number): number =>
  size > largestGroup ? size * neighbours : (size * (size - 1)) / 2;

const spread = (key: number): number => {
  const hash = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
};

export const eachCandidate = (
  { byRule, byRecord }: BlockingKeys,
  { count, split }: { count: number; split: number },
  { part, parts, oneIn = 1 }: Slice,
  take: (chunk: Chunk) => void,
): void => {
  const width = byRule.length;
  const chunk: Chunk = { rule: 0, count: 0, left: new Uint32Array(chunkSize), right: new Uint32Array(chunkSize) };
  const flush = () => {
    if (chunk.count > 0) take(chunk);
    chunk.count = 0;
  };
  const own = new Uint32Array(count);
  const records = new Uint32Array(count);
  for (let rule = 0; rule < width; rule++) {
    let size = 0;
    const keys = byRule[rule]!;
    for (let record = 0; record < count; record++) {
      const key = keys[record]!;
      if (key === 0 || (key >>> 3) % parts !== part || (oneIn > 1 && spread(key) % oneIn !== 0)) continue;
      own[size] = key;
      records[size++] = record;
    }
    const sorted = radixSort(own.subarray(0, size), records.subarray(0, size), size);
    chunk.rule = rule;
    for (let from = 0; from < size; ) {
      const key = sorted.keys[from]!;
      let to = from + 1;
      while (to < size && sorted.keys[to] === key) to++;
      const reach = to - from > largestGroup ? neighbours : largestGroup;
      for (let a = from; a < to; a++) {
        const left = sorted.records[a]!;
        const last = Math.min(to, a + 1 + reach);
        for (let b = a + 1; b < last; b++) {
          const right = sorted.records[b]!;
          if (split > 0 && left < split === right < split) continue;
          if (metBefore(byRecord, left * width, right * width, rule)) continue;
          chunk.left[chunk.count] = left;
          chunk.right[chunk.count++] = right;
          if (chunk.count === chunkSize) flush();
        }
      }
      from = to;
    }
    flush();
  }
};

const metBefore = (keys: Uint32Array, left: number, right: number, rule: number): boolean => {
  for (let earlier = 0; earlier < rule; earlier++) {
    const key = keys[left + earlier]!;
    if (key !== 0 && key === keys[right + earlier]) return true;
  }
  return false;
};

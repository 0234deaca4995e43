// Laws of the batch engine: sorting sorts, every pair with a common key comes exactly once, threads change nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { BlockingKeys } from "./blocking-rules.ts";
import { eachCandidate } from "./candidates.ts";
import { radixSort } from "./radix-sort.ts";

test("the radix sort sorts as the language does, and keeps the order of equals", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(7), fc.integer({ min: 0, max: 0xffffffff }))), (numbers) => {
      const sorted = radixSort(Uint32Array.from(numbers), Uint32Array.from(numbers.keys()), numbers.length);
      const expected = numbers.map((key, at) => ({ key, at })).sort((a, b) => a.key - b.key || a.at - b.at);
      expect([...sorted.keys]).toEqual(expected.map(({ key }) => key));
      expect([...sorted.records]).toEqual(expected.map(({ at }) => at));
    }),
  );
});

const keysOf = (rows: readonly number[][]): BlockingKeys => {
  const width = rows[0]!.length;
  return {
    rules: rows[0]!.map((_, at) => `rule ${at}`),
    byRule: rows[0]!.map((_, rule) => Uint32Array.from(rows, (row) => row[rule]!)),
    byRecord: Uint32Array.from(rows.flatMap((row) => row.slice(0, width))),
  };
};

const pairsIn = (keys: BlockingKeys, count: number, split: number, parts: number): string[] => {
  const found: string[] = [];
  for (let part = 0; part < parts; part++)
    eachCandidate(keys, { count, split }, { part, parts }, (chunk) => {
      for (let at = 0; at < chunk.count; at++) {
        const [a, b] = [chunk.left[at]!, chunk.right[at]!].sort((x, y) => x - y);
        found.push(`${a} ${b} by ${chunk.rule}`);
      }
    });
  return found.sort();
};

const rows = fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40)), { minLength: 2, maxLength: 40 });

test("each pair that shares a key comes once, by the first rule that holds", () => {
  fc.assert(
    fc.property(rows, fc.nat(10), fc.integer({ min: 1, max: 3 }), (table, cut, parts) => {
      const split = Math.min(cut, table.length - 1);
      const expected: string[] = [];
      for (let a = 0; a < table.length; a++)
        for (let b = a + 1; b < table.length; b++) {
          if (split > 0 && a < split === b < split) continue;
          const rule = table[a]!.findIndex((key, at) => key !== 0 && key === table[b]![at]);
          if (rule >= 0) expected.push(`${a} ${b} by ${rule}`);
        }
      expect(pairsIn(keysOf(table), table.length, split, parts)).toEqual(expected.sort());
    }),
  );
});

test("a key that thousands share is not squared", () => {
  const count = 20_000;
  const keys = keysOf(Array.from({ length: count }, () => [7]));
  expect(pairsIn(keys, count, 0, 1).length).toBeLessThan(count * 10);
});

// Laws of comparing: symmetric, equal is the top, quick refusals never differ from the full answer.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encoder } from "../link/encode.ts";
import { dice } from "./bit-levels.ts";
import { oneSlip } from "./edits.ts";
import { jaroWinkler } from "./jaro-winkler.ts";
import { comparisonOf, type FieldKind, levelNames, topLevel } from "./levels.ts";
import { buildValueTable } from "./value-table.ts";

const kinds = Object.keys(levelNames) as FieldKind[];
const word = fc.string({ unit: fc.constantFrom(..."abcdelmnor "), minLength: 1, maxLength: 14 });
const date = fc
  .tuple(fc.integer({ min: 2000, max: 2012 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => String(year * 10_000 + month * 100 + day));
const encode = encoder(Buffer.from("a key for the test only"));

const levelIn = (kind: FieldKind, a: string, b: string, hidden = false): number => {
  const table = hidden ? encode.table(["", a, b], { kind }) : buildValueTable(["", a, b], kind === "name");
  return comparisonOf(kind, table)(table, 1, 2);
};

test.each([
  ["martha", "marhta", 0.9611],
  ["dixon", "dicksonx", 0.8133],
  ["dwayne", "duane", 0.84],
  ["abc", "xyz", 0],
])("Jaro-Winkler of %s and %s as published: %d", (a, b, value) => {
  expect(jaroWinkler(buildValueTable(["", a, b], false), 1, 2)).toBeCloseTo(value, 3);
});

test("Jaro-Winkler is symmetric, within 0 and 1, and refuses early only what is below the bar", () => {
  fc.assert(
    fc.property(word, word, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, least) => {
      const table = buildValueTable(["", a, b], false);
      const full = jaroWinkler(table, 1, 2);
      expect(jaroWinkler(table, 2, 1)).toBe(full);
      expect(full).toBeGreaterThanOrEqual(0);
      expect(full).toBeLessThanOrEqual(1);
      const quick = jaroWinkler(table, 1, 2, least);
      if (quick !== full) expect(full).toBeLessThan(least);
    }),
    { numRuns: 3000 },
  );
});

test("one slip is a wrong, missing, added or swapped letter", () => {
  const slip = (a: string, b: string) => oneSlip(buildValueTable(["", a, b], false), 1, 2);
  expect(
    ["abcd abxd", "abcd abd", "abd abcd", "abcd abdc"].map((p) => slip(...(p.split(" ") as [string, string]))),
  ).toEqual([true, true, true, true]);
  expect(slip("abcd", "badc")).toBe(false);
  expect(slip("abcd", "abcdef")).toBe(false);
});

describe.each(kinds)("%s", (kind) => {
  test.each([false, true])("is symmetric and below the top for different values (encoded: %s)", (hidden) => {
    fc.assert(
      fc.property(kind === "date" ? fc.tuple(date, date) : fc.tuple(word, word), ([a, b]) => {
        if (a === b) return;
        const level = levelIn(kind, a, b, hidden);
        expect(levelIn(kind, b, a, hidden)).toBe(level);
        expect(level).toBeGreaterThanOrEqual(0);
        expect(level).toBeLessThan(topLevel(kind));
      }),
      { numRuns: hidden ? 60 : 500 },
    );
  });
});

test.each([
  ["name", "jonathan", "jonathon", "very close"],
  ["name", "elizabeth", "betty", "nickname or prefix"],
  ["name", "garcia lopez", "lopez", "a part agrees"],
  ["name", "anna", "peter", "different"],
  ["middle", "ann", "a", "initial agrees"],
  ["date", "20110307", "20110703", "day and month swapped"],
  ["date", "20110307", "20110309", "one slip"],
  ["date", "20110307", "20110370", "one slip"],
  ["date", "20110307", "20110421", "a part agrees"],
  ["date", "20110307", "20110328", "two slips"],
  ["date", "20101231", "20110101", "near"],
  ["date", "20110307", "19980415", "different"],
  ["code", "123456789", "123456798", "one slip"],
  ["code", "123456789", "223456788", "two slips"],
  ["code", "123456789", "987654321", "different"],
] as const)("%s: %s and %s: %s", (kind, a, b, name) => {
  expect(levelNames[kind][levelIn(kind, a, b)]).toBe(name);
});

test("encodings keep likeness, hide letters and depend on the key", () => {
  const table = encode.table(["", "margaret", "margret", "william"], { kind: "name" });
  expect(dice(table.encoded!, 1, 2)).toBeGreaterThan(0.7);
  expect(dice(table.encoded!, 1, 3)).toBeLessThan(0.35);
  expect(table.letters).toHaveLength(0);
  const other = encoder(Buffer.from("another key for the test")).table(["", "margaret"], { kind: "name" });
  expect([...other.encoded!.bits.subarray(16)]).not.toEqual([...table.encoded!.bits.subarray(16, 32)]);
});

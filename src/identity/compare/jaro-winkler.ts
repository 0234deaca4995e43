// Jaro-Winkler similarity of two values of a table, without strings: the matched letters are bits of two integers.
import { ones } from "./ones.ts";
import type { ValueTable } from "./value-table.ts";

/** Longer values are compared by their beginning: the marks of matched letters are one 32-bit integer. */
const longest = 31;
const prefixScale = 0.1;

/**
 * From 0 to 1; 1 for equal values, 0 when either is blank. Symmetric. Below `least` the answer may be 0 at once: letters that
 * only one of the two has can never match, and most pairs are found hopeless by that.
 */
export const jaroWinkler = (table: ValueTable, one: number, other: number, least = 0): number => {
  if (one === other) return 1;
  // The shorter value is walked through first, or the one that an alphabet has first: neither the order of the two nor
  // their numbers can matter.
  const { letters, starts } = table;
  let a = starts[one]!;
  let b = starts[other]!;
  let aSize = Math.min(longest, starts[one + 1]! - a);
  let bSize = Math.min(longest, starts[other + 1]! - b);
  if (aSize === 0 || bSize === 0) return 0;
  if (aSize > bSize || (aSize === bSize && comesAfter(letters, a, b, aSize))) {
    let swap = a;
    a = b;
    b = swap;
    swap = aSize;
    aSize = bSize;
    bSize = swap;
  }
  let prefix = 0;
  while (prefix < 4 && prefix < aSize && letters[a + prefix] === letters[b + prefix]) prefix++;
  const { has } = table;
  const oneOnly = ones(has[one]! & ~has[other]!);
  const otherOnly = ones(has[other]! & ~has[one]!);
  const most = Math.min(
    starts[one + 1]! - starts[one]! - oneOnly,
    starts[other + 1]! - starts[other]! - otherOnly,
    aSize,
  );
  const highest = (most / aSize + most / bSize + 1) / 3;
  if (highest + prefix * prefixScale * (1 - highest) < least) return 0;
  const window = Math.max((bSize >> 1) - 1, 0);
  let aMarks = 0;
  let bMarks = 0;
  let common = 0;
  for (let i = 0; i < aSize; i++) {
    const letter = letters[a + i]!;
    const to = Math.min(i + window + 1, bSize);
    for (let j = Math.max(i - window, 0); j < to; j++)
      if (((bMarks >>> j) & 1) === 0 && letters[b + j] === letter) {
        aMarks |= 1 << i;
        bMarks |= 1 << j;
        common++;
        break;
      }
  }
  if (common === 0) return 0;
  let halfMoves = 0;
  for (let i = 0, j = 0; i < aSize; i++) {
    if (((aMarks >>> i) & 1) === 0) continue;
    while (((bMarks >>> j) & 1) === 0) j++;
    if (letters[a + i] !== letters[b + j]) halfMoves++;
    j++;
  }
  const jaro = (common / aSize + common / bSize + (common - halfMoves / 2) / common) / 3;
  return jaro + prefix * prefixScale * (1 - jaro);
};

const comesAfter = (letters: Uint16Array, a: number, b: number, size: number): boolean => {
  for (let at = 0; at < size; at++) if (letters[a + at] !== letters[b + at]) return letters[a + at]! > letters[b + at]!;
  return false;
};

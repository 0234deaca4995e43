// How far two values of a field agree, as a level from 0 (different) upwards. A kind of field has its own levels; what a
// level is worth is the model's to say. Every comparison is symmetric, and equal values have the top level.
import { bitLevel } from "./bit-levels.ts";
import { dateLevel } from "./date-levels.ts";
import { oneSlip, placesApart } from "./edits.ts";
import { jaroWinkler } from "./jaro-winkler.ts";
import { lengthOf, nicknamesKept, type ValueTable } from "./value-table.ts";

export type FieldKind = "name" | "middle" | "date" | "code" | "text" | "choice";

/** Sentences of an explanation, from different to the same. */
export const levelNames: Record<FieldKind, readonly string[]> = {
  name: ["different", "alike", "a part agrees", "close", "nickname or prefix", "very close", "same"],
  middle: ["different", "close", "initial agrees", "same"],
  date: ["different", "a part agrees", "near", "two slips", "one slip", "day and month swapped", "same"],
  code: ["different", "two slips", "one slip", "same"],
  text: ["different", "alike", "a part agrees", "close", "very close", "same"],
  choice: ["different", "same"],
};

export const topLevel = (kind: FieldKind): number => levelNames[kind].length - 1;

/** Least likeness that is worth a level. */
const alike = 0.75;

const wordsShared = ({ compound, firstWord, lastWord }: ValueTable, a: number, b: number): boolean => {
  if (compound[a] === 0 && compound[b] === 0) return false;
  const a1 = firstWord[a]!;
  const a2 = lastWord[a]!;
  const b1 = firstWord[b]!;
  const b2 = lastWord[b]!;
  return (a1 !== 0 && (a1 === b1 || a1 === b2)) || (a2 !== 0 && (a2 === b1 || a2 === b2));
};

const nicknameOrPrefix = (table: ValueTable, a: number, b: number): boolean => {
  const { nicknames, letters, starts } = table;
  for (let i = a * nicknamesKept; i < (a + 1) * nicknamesKept && nicknames[i] !== 0; i++)
    for (let j = b * nicknamesKept; j < (b + 1) * nicknamesKept && nicknames[j] !== 0; j++)
      if (nicknames[i] === nicknames[j]) return true;
  const shorter = Math.min(lengthOf(table, a), lengthOf(table, b));
  if (shorter < 3) return false;
  for (let at = 0; at < shorter; at++) if (letters[starts[a]! + at] !== letters[starts[b]! + at]) return false;
  return true;
};

const nameLevel = (table: ValueTable, a: number, b: number): number => {
  const likeness = jaroWinkler(table, a, b, alike);
  if (likeness >= 0.92) return 5;
  if (nicknameOrPrefix(table, a, b)) return 4;
  if (likeness >= 0.84) return 3;
  if (wordsShared(table, a, b)) return 2;
  return likeness >= alike ? 1 : 0;
};

const middleLevel = (table: ValueTable, a: number, b: number): number => {
  const { letters, starts } = table;
  if (lengthOf(table, a) === 1 || lengthOf(table, b) === 1) return letters[starts[a]!] === letters[starts[b]!] ? 2 : 0;
  return jaroWinkler(table, a, b, 0.88) >= 0.88 ? 1 : 0;
};

const codeLevel = (table: ValueTable, a: number, b: number): number =>
  oneSlip(table, a, b) ? 2 : placesApart(table, a, b) <= 2 && lengthOf(table, a) > 4 ? 1 : 0;

const textLevel = (table: ValueTable, a: number, b: number): number => {
  const likeness = jaroWinkler(table, a, b, alike);
  if (likeness >= 0.92) return 4;
  if (likeness >= 0.85) return 3;
  if (wordsShared(table, a, b)) return 2;
  return likeness >= alike ? 1 : 0;
};

export type Comparison = (table: ValueTable, a: number, b: number) => number;

const comparisons: Record<FieldKind, Comparison> = {
  name: nameLevel,
  middle: middleLevel,
  date: dateLevel,
  code: codeLevel,
  text: textLevel,
  choice: () => 0,
};

/** The comparison of two different values, neither blank, of a kind; over encodings where the table has only those. */
export const comparisonOf = (kind: FieldKind, table: ValueTable): Comparison => {
  const encoded = table.encoded;
  if (encoded === undefined || kind === "choice") return comparisons[kind];
  const top = topLevel(kind);
  return (_table, a, b) => bitLevel(encoded, kind, top, a, b);
};

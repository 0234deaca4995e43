// Levels of two encoded values: how many of their bits they share. The comparison sees no text.
import type { FieldKind } from "./levels.ts";
import { ones } from "./ones.ts";
import type { BitTable } from "./value-table.ts";

/** Dice's coefficient: twice the bits in common over the bits of both, from 0 to 1. */
export const dice = ({ words, bits, counts }: BitTable, a: number, b: number): number => {
  let common = 0;
  for (let word = 0; word < words; word++) common += ones(bits[a * words + word]! & bits[b * words + word]!);
  return (2 * common) / (counts[a]! + counts[b]! || 1);
};

/** Likeness that each level below the top one needs, from level 1 upwards. */
const needed: Record<Exclude<FieldKind, "choice">, readonly number[]> = {
  name: [0.35, 0.45, 0.55, 0.65, 0.78],
  text: [0.4, 0.55, 0.68, 0.8],
  middle: [0.5, 0.7],
  code: [0.62, 0.78],
  date: [0.45, 0.55, 0.65, 0.74, 0.82],
};

export const bitLevel = (table: BitTable, kind: FieldKind, top: number, a: number, b: number): number => {
  if (kind === "choice") return 0;
  const likeness = dice(table, a, b);
  const steps = needed[kind];
  let level = 0;
  while (level < top - 1 && likeness >= steps[level]!) level++;
  return level;
};

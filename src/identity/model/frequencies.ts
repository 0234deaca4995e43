// How telling the same value is: a rare name says more than a common one. Counted in the records at hand, or taken from a
// frozen model; smoothed towards the field's average, so that a value seen once or twice is not thought rarer than is known.
import type { RecordTable } from "../batch/record-table.ts";
import { valueCounts } from "./chance.ts";
import type { FieldModel } from "./model.ts";

/** Share of people with each value of a field. One of the two records of a match is not counted as evidence of commonness. */
export const countedFrequencies = (table: RecordTable, field: number, chance: number): Float32Array => {
  const [left, right] = valueCounts(table, field);
  const average = Math.max(chance, 1e-9);
  const shares = new Float32Array(left.length);
  let people = 0;
  for (let value = 1; value < left.length; value++)
    people += table.split > 0 ? left[value]! + right[value]! : left[value]!;
  for (let value = 1; value < left.length; value++) {
    const times = table.split > 0 ? left[value]! + right[value]! : left[value]!;
    shares[value] = (Math.max(times - 1, 0) + 1) / (people + 1 / average);
  }
  return shares;
};

/** Shares from a frozen model; `texts` are the field's folded values. */
export const frozenFrequencies = (model: FieldModel, texts: readonly string[]): Float32Array => {
  const top = model.chance.at(-1)!;
  const frequencies = model.frequencies;
  return Float32Array.from(texts, (text) => (frequencies ? (frequencies.of[text] ?? frequencies.rare) : top));
};

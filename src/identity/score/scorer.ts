// The one scorer, for a single request and for a million records: bits of evidence for "one person" over "two strangers",
// and how well "relatives" explains the same pair. A score stops early when it cannot reach what is asked of it.

import type { RecordTable } from "../batch/record-table.ts";
import { topLevel } from "../compare/levels.ts";
import { shared } from "../compare/value-table.ts";
import type { Model } from "../model/model.ts";
import { monotoneBits } from "../model/monotone.ts";
import { isOwn } from "../model/train.ts";
import { Comparer, missing } from "./comparer.ts";

const impossible = Number.NEGATIVE_INFINITY;

/** Weights of a model for one table: what a thread needs besides the records. */
export type Weights = {
  /** Bits of each level of each field. */
  levels: number[][];
  /** Bits of the same value, by value: never less than the level below. */
  same: Float32Array[];
  /** Bits of each level for relatives over strangers; for the same value of what a family shares, to be added to `same`. */
  relatives: { level: number[]; same: number; own: boolean }[];
  swapped: number;
  /** The most bits that the fields from one on can still bring a record; row-major. */
  rest: Float32Array;
};

const log2 = (share: number): number => Math.log2(Math.max(share, 1e-12));

/** What is the same for all tables of a model, worked out once. */
type Worth = {
  levels: number[][];
  top: number[];
  relatives: { level: number[]; same: number }[];
  swapped: number;
};
const worths = new WeakMap<Model, Worth>();

const worthOf = (model: Model): Worth => {
  const known = worths.get(model);
  if (known) return known;
  const worth: Worth = {
    levels: model.fields.map(({ match, chance }) => monotoneBits(match, chance)),
    top: model.fields.map(({ match }) => log2(match.at(-1)!)),
    relatives: model.fields.map(({ match, chance, relative }) => ({
      level: relative.map((share, level) => log2(share) - log2(chance[level]!)),
      same: log2(relative.at(-1)!) - log2(match.at(-1)!),
    })),
    swapped: log2(model.swappedNames),
  };
  worths.set(model, worth);
  return worth;
};

/** `frequencies` gives the share of each value of a field. The model's fields are the table's, in their order. */
export const prepareWeights = (
  table: RecordTable,
  model: Model,
  frequencies: (field: number) => Float32Array,
): Weights => {
  const { levels, top, relatives, swapped } = worthOf(model);
  const same = levels.map((bitsOf, field) => {
    const least = bitsOf.at(-2)!;
    const bits = new Float32Array(shared(table.values[field]!.size * 4));
    const shares = frequencies(field);
    for (let value = 1; value < bits.length; value++) bits[value] = Math.max(top[field]! - log2(shares[value]!), least);
    return bits;
  });
  const kin = relatives.map((each, field) => ({ ...each, own: isOwn(table.fields[field]!.role) }));
  return { levels, same, relatives: kin, swapped, rest: restOf(table, same) };
};

const restOf = (table: RecordTable, same: readonly Float32Array[]): Float32Array => {
  const width = table.fields.length;
  const rest = new Float32Array(shared(table.count * width * 4));
  const names = new Comparer(table).names;
  for (let record = 0; record < table.count; record++) {
    let sum = 0;
    for (let field = width - 1; field >= 0; field--) {
      const value = table.rows[record * width + field]!;
      // A name may also agree as the other name.
      const bits =
        names >= 0 && (field === names || field === names + 1)
          ? Math.max(same[names]![value]!, same[names + 1]![value]!)
          : same[field]![value]!;
      if (value !== 0 && bits > 0) sum += bits;
      rest[record * width + field] = sum;
    }
  }
  return rest;
};

export class Scorer {
  readonly comparer: Comparer;
  readonly table: RecordTable;
  readonly weights: Weights;
  private readonly tops: number[];

  constructor(table: RecordTable, weights: Weights) {
    this.table = table;
    this.weights = weights;
    this.comparer = new Comparer(table);
    this.tops = table.fields.map(({ kind }) => topLevel(kind));
  }

  /** Bits that the levels of one field bring, given the value of one of the two records. */
  private fieldBits(field: number, level: number, value: number): number {
    if (level === missing) return 0;
    return level === this.tops[field] ? this.weights.same[field]![value]! : this.weights.levels[field]![level]!;
  }

  /** Bits of the whole pair, or `impossible` once they cannot reach `floor`. Symmetric. */
  bits(left: number, right: number, floor: number = impossible): number {
    const { table, comparer, weights } = this;
    const width = table.fields.length;
    const names = comparer.names;
    const rest = weights.rest;
    let a = left * width;
    let b = right * width;
    if (Math.min(rest[a]!, rest[b]!) < floor) return impossible;
    let sum = 0;
    for (let field = 0; field < width; field++, a++, b++) {
      const level = comparer.level(field, left, right);
      if (field === names) {
        sum += this.nameBits(left, right, level, comparer.level(field + 1, left, right));
        field++;
        a++;
        b++;
      } else sum += this.fieldBits(field, level, table.rows[a]!);
      if (field + 1 < width && sum + Math.min(rest[a + 1]!, rest[b + 1]!) < floor) return impossible;
    }
    return sum < floor ? impossible : sum;
  }

  private nameBits(left: number, right: number, first: number, last: number): number {
    const { table, comparer, weights } = this;
    const names = comparer.names;
    const a = left * table.fields.length + names;
    const straight = this.fieldBits(names, first, table.rows[a]!) + this.fieldBits(names + 1, last, table.rows[a + 1]!);
    if (!comparer.swapped(left, right, first, last)) return straight;
    // Which name was meant is not known: each crosswise agreement is worth the mean of the two.
    const [one, other] = comparer.crossed;
    return this.crossBits(one, table.rows[a]!) + this.crossBits(other, table.rows[a + 1]!) + weights.swapped;
  }

  private crossBits(level: number, value: number): number {
    const names = this.comparer.names;
    return (this.fieldBits(names, level, value) + this.fieldBits(names + 1, level, value)) / 2;
  }

  /** Bits for relatives over strangers. */
  relativeBits(left: number, right: number): number {
    const { table, comparer, weights } = this;
    const width = table.fields.length;
    let sum = 0;
    for (let field = 0; field < width; field++) {
      const { own, level: bits, same } = weights.relatives[field]!;
      const level = comparer.level(field, left, right);
      if (level === missing) continue;
      sum +=
        level === this.tops[field] && !own
          ? weights.same[field]![table.rows[left * width + field]!]! + same
          : bits[level]!;
    }
    return sum;
  }

  /** Level and bits of each field, for an explanation; `swapped` names have the crosswise ones. */
  detail(left: number, right: number): { levels: number[]; bits: number[]; swapped: number | undefined } {
    const { table, comparer, weights } = this;
    const width = table.fields.length;
    const levels: number[] = [];
    const bits: number[] = [];
    for (let field = 0; field < width; field++) {
      const level = comparer.level(field, left, right);
      levels.push(level);
      bits.push(this.fieldBits(field, level, table.rows[left * width + field]!));
    }
    const names = comparer.names;
    if (names < 0 || !comparer.swapped(left, right, levels[names]!, levels[names + 1]!))
      return { levels, bits, swapped: undefined };
    for (const at of [0, 1]) {
      levels[names + at] = comparer.crossed[at]!;
      bits[names + at] = this.crossBits(comparer.crossed[at]!, table.rows[left * width + names + at]!);
    }
    return { levels, bits, swapped: weights.swapped };
  }
}

// Compares two records of a table field by field: the levels, and whether first and last name changed places. The one
// reading of a pair that training, scoring and explaining share. Symmetric.

import type { RecordTable } from "../batch/record-table.ts";
import { type Comparison, comparisonOf, topLevel } from "../compare/levels.ts";

/** Level of a field that one of the two records leaves blank. */
export const missing = 255;

/** Crosswise, both names must be at least this close, and straight at most `alike`. */
const close = 3;
const alike = 1;

export class Comparer {
  readonly table: RecordTable;
  /** Levels of the pair last read, one a field. */
  readonly levels: Uint8Array;
  /** Position of the first name; the last name follows it. -1 where either is absent. */
  readonly names: number;
  /** Crosswise levels of the pair last read, when `swapped`. */
  crossed: [number, number] = [0, 0];
  private readonly compare: Comparison[];
  private readonly tops: number[];
  private readonly width: number;

  constructor(table: RecordTable) {
    this.table = table;
    this.width = table.fields.length;
    this.levels = new Uint8Array(this.width);
    this.compare = table.fields.map(({ kind }, at) => comparisonOf(kind, table.values[at]!));
    this.tops = table.fields.map(({ kind }) => topLevel(kind));
    const first = table.fields.findIndex(({ role }) => role === "first");
    this.names = first >= 0 && table.fields[first + 1]?.role === "last" ? first : -1;
  }

  /** Level of one field of two records, or `missing`. */
  level(field: number, left: number, right: number): number {
    const a = this.table.rows[left * this.width + field]!;
    const b = this.table.rows[right * this.width + field]!;
    if (a === 0 || b === 0) return missing;
    return a === b ? this.tops[field]! : this.compare[field]!(this.table.values[field]!, a, b);
  }

  /**
   * Whether the names agree crosswise and not straight; then `crossed` holds the levels of the left record's first and last
   * name. One of the two may be `missing`: a name written into the other's place.
   */
  swapped(left: number, right: number, first: number, last: number): boolean {
    if ((first > alike && first !== missing) || (last > alike && last !== missing)) return false;
    const { rows } = this.table;
    const a = left * this.width + this.names;
    const b = right * this.width + this.names;
    const one = this.cross(rows[a]!, rows[b + 1]!);
    if (one < close) return false;
    const other = this.cross(rows[a + 1]!, rows[b]!);
    if (other < close || (one === missing && other === missing)) return false;
    this.crossed[0] = one;
    this.crossed[1] = other;
    return true;
  }

  private cross(a: number, b: number): number {
    if (a === 0 || b === 0) return missing;
    return a === b ? this.tops[this.names]! : this.compare[this.names]!(this.table.values[this.names]!, a, b);
  }

  /** Fills `levels`; swapped names are put down by their crosswise levels. Returns whether they are swapped. */
  read(left: number, right: number): boolean {
    const { levels, names } = this;
    for (let field = 0; field < this.width; field++) levels[field] = this.level(field, left, right);
    if (names < 0 || !this.swapped(left, right, levels[names]!, levels[names + 1]!)) return false;
    levels[names] = Math.min(...this.crossed);
    levels[names + 1] = Math.max(...this.crossed);
    return true;
  }
}

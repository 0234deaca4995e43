// A table that may be shown. Only `protect` can make one: the class is not exported as a value, and its private field
// keeps look-alikes out. It holds no withheld figure, so nothing that renders it can leak one.
import type { Dimension, Measure, Table } from "./table.ts";

/** What stands in a withheld cell, in every rendering. */
export const SUPPRESSED = "*";
export type Cell = number | typeof SUPPRESSED;

class Protected {
  readonly #seal = true;
  readonly columns: readonly string[];
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  readonly audience: string;
  /** Withheld cells of counts, and all cells of counts. Never which ones were small. */
  readonly withheld: number;
  readonly cells: number;

  constructor(table: Table, audience: string, withheld: number, cells: number) {
    this.columns = table.columns;
    this.dimensions = table.dimensions;
    this.measures = table.measures;
    this.rows = table.rows;
    this.audience = audience;
    this.withheld = withheld;
    this.cells = cells;
  }

  static is(value: unknown): value is Protected {
    return typeof value === "object" && value !== null && #seal in value;
  }
}

export type ProtectedTable = Protected;

/** For `protect` alone; the door does not export it. */
export const seal = (table: Table, audience: string, withheld: number, cells: number): ProtectedTable =>
  new Protected(table, audience, withheld, cells);

/** Renderings refuse anything else at run time too, where a cast could have hidden it from the compiler. */
export const assertProtected = (value: unknown): void => {
  if (!Protected.is(value)) throw new TypeError("only a protected table may be rendered");
};

// The words of a table of counts: dimensions, members, measures, policy. Types and the addresses of cells; no rule lives here.

/** Stands in a key column for "all members": a row of totals. */
export const TOTAL = "total";

/**
 * One axis of a table. `keys` name columns from the widest group to the narrowest: a row whose last keys are `total` is the
 * total of the group that its first keys name. `labels` only describe the member and count for nothing.
 */
export type Dimension = {
  id: string;
  title: string;
  keys: readonly string[];
  labels: readonly string[];
  /** True where belonging to a member says something about a person (race), not merely where the person is (school, grade). */
  attribute: boolean;
};

/** A share is a count divided by the total of the dimension `across` in the same row, and is withheld with either of them. */
export type Measure =
  | { column: string; title: string; kind: "count" }
  | { column: string; title: string; kind: "share"; of: string; across: string };

export type Row = Readonly<Record<string, string | number>>;

/** Long form. Each combination of members appears at most once; totals are rows of their own. Counts are whole and not negative. */
export type Table = {
  /** Columns of dimensions and measures in the order of output. */
  columns: readonly string[];
  dimensions: readonly Dimension[];
  measures: readonly Measure[];
  rows: readonly Row[];
};

/** The finest groups of people that a table sums, by columns that its rows need not show (school and grade). */
export type Grain = {
  columns: readonly string[];
  atoms: readonly Row[];
  /** For each row of the table: the atoms that it sums, by index. */
  parts: readonly (readonly number[])[];
};

/** A table that may be protected together with others of the same people: they share a column of the grain (school). */
export type LinkedTable = Table & { grain: Grain };

export type SuppressionPolicy = {
  audience: string;
  /** Counts above 0 and below this are withheld; 0 withholds nothing. */
  minimum: number;
  /** How many different values a withheld small count must still be able to have, for someone who knows which cells are small. */
  candidates: number;
  /** Whether a cell of an attribute that covers its whole group is withheld, since it tells the attribute of everyone in it. */
  wholeGroup: "withhold" | "publish";
};

/** For those who may see every figure. Passing through `protect` all the same leaves no second way to a rendering. */
export const INTERNAL_POLICY: SuppressionPolicy = {
  audience: "internal",
  minimum: 0,
  candidates: 1,
  wholeGroup: "publish",
};

// The slow attacker of the tests: tries every whole number for a small cell and searches for a table that fits all that is published.
// Ranges only prune the search: were they too tight, it would find fewer values and the test would fail.
import { type Bounds, propagate } from "../bounds.ts";
import { buildLattice, type Lattice } from "../lattice.ts";
import type { Kind } from "../suppress.ts";
import type { Table } from "../table.ts";

/** For each cell of the kind `small`: how many values from 1 to minimum - 1 some table allows; undefined where the search was cut off. */
export const possibleValues = (
  table: Table,
  column: string,
  kinds: readonly Kind[],
  minimum: number,
): Map<number, number | undefined> => {
  const lattice = buildLattice(table, column);
  const prior: Bounds = {
    low: Float64Array.from(lattice.values, (value, cell) =>
      kinds[cell] === "published" ? value : kinds[cell] === "small" ? 1 : 0,
    ),
    high: Float64Array.from(lattice.values, (value, cell) =>
      kinds[cell] === "published" ? value : kinds[cell] === "small" ? minimum - 1 : Infinity,
    ),
  };
  const found = new Map<number, number | undefined>();
  for (const [cell, kind] of kinds.entries()) {
    if (kind !== "small") continue;
    const answers = Array.from({ length: minimum - 1 }, (_, index) =>
      search(lattice, fix(prior, cell, index + 1), { steps: 3000 }),
    );
    found.set(cell, answers.includes(undefined) ? undefined : answers.filter(Boolean).length);
  }
  return found;
};

const fix = ({ low, high }: Bounds, cell: number, value: number): Bounds => {
  const bounds = { low: low.slice(), high: high.slice() };
  bounds.low[cell] = value;
  bounds.high[cell] = value;
  return bounds;
};

/** Whether some table of whole numbers lies within the bounds and keeps every sum. */
const search = (lattice: Lattice, bounds: Bounds, budget: { steps: number }): boolean | undefined => {
  if (budget.steps-- <= 0) return undefined;
  try {
    propagate(lattice, bounds, () => false);
  } catch {
    return false;
  }
  const { low, high } = bounds;
  let open: number | undefined;
  for (const cell of low.keys())
    if (low[cell]! < high[cell]! && (open === undefined || high[cell]! - low[cell]! < high[open]! - low[open]!))
      open = cell;
  if (open === undefined) return true;
  const width = Math.min(high[open]! - low[open]!, 40); // an unbounded cell: far more than any small count could need
  const values = Array.from({ length: width + 1 }, (_, index) => low[open]! + index);
  const truth = lattice.values[open]!;
  for (const value of values.sort((one, other) => Math.abs(one - truth) - Math.abs(other - truth))) {
    const answer = search(lattice, fix(bounds, open, value), budget);
    if (answer !== false) return answer;
  }
  return false;
};

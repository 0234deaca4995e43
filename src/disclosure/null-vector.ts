// Exact linear algebra: which withheld cells do all published sums together fix to one value? A cell is fixed exactly when
// every vector that changes no published sum is 0 there, so one random such vector tells (arithmetic modulo a prime).
import type { Lattice } from "./lattice.ts";

const prime = 67_108_859; // the largest below 2^26: products of two residues stay exact in a double

/** A withheld cell that can be computed, and published cells that together give it away: without any one of them, this way is closed. */
export type Determined = { cell: number; from: number[] };

/** Withheld cells that can be computed. A cell is missed with a probability of about 1 in 10^15 (two independent vectors). */
export const determinedCells = (lattice: Lattice, withheld: (cell: number) => boolean): Determined[] => {
  const system = eliminate(lattice, withheld);
  const first = randomSolution(system, 0x9e3779b9);
  const second = randomSolution(system, 0x7f4a7c15);
  return [...system.columns]
    .filter((cell) => !first.get(cell) && !second.get(cell))
    .map((cell) => ({ cell, from: publishedBehind(lattice, system, cell).filter((other) => !withheld(other)) }));
};

/** A sum, reduced: `used` says which pivots were taken from the relation of the lattice that it began as, and how often. */
type Sum = { relation: number; row: Map<number, number>; used: [pivot: number, factor: number][] };
type Pivot = Sum & { column: number };
type Echelon = { columns: Set<number>; pivots: Pivot[]; pivotAt: Map<number, number> };

/** Row echelon form, sparsest column first: nearly all sums fall away without any fill. */
const eliminate = (lattice: Lattice, withheld: (cell: number) => boolean): Echelon => {
  const columns = new Set<number>();
  const sumsOf = new Map<number, Set<Sum>>();
  for (const [relation, { parent, children }] of lattice.relations.entries()) {
    const row = new Map<number, number>();
    for (const child of children) if (withheld(child)) row.set(child, 1);
    if (withheld(parent)) row.set(parent, prime - 1);
    const sum = { relation, row, used: [] };
    for (const column of row.keys()) sumsOf.set(column, (sumsOf.get(column) ?? new Set()).add(sum));
  }
  for (const cell of lattice.values.keys()) if (withheld(cell)) columns.add(cell);
  const byDegree: Set<number>[] = [];
  const place = (column: number, was: number | undefined): void => {
    const degree = sumsOf.get(column)!.size;
    if (was !== undefined) byDegree[was]?.delete(column);
    if (degree === 0) return;
    byDegree[degree] ??= new Set();
    byDegree[degree].add(column);
  };
  for (const column of sumsOf.keys()) place(column, undefined);
  const change = (column: number, edit: (sums: Set<Sum>) => void): void => {
    const sums = sumsOf.get(column)!;
    const was = sums.size;
    edit(sums);
    place(column, was);
  };
  const pivots: Pivot[] = [];
  for (let column = sparsest(byDegree); column !== undefined; column = sparsest(byDegree)) {
    const [sum, ...others] = [...sumsOf.get(column)!].sort((a, b) => a.row.size - b.row.size) as [Sum, ...Sum[]];
    for (const other of others) {
      const factor = multiply(other.row.get(column)!, inverse(sum.row.get(column)!));
      other.used.push([pivots.length, factor]);
      for (const [cell, value] of sum.row) {
        const had = other.row.get(cell);
        const left = ((had ?? 0) + prime - multiply(factor, value)) % prime;
        if (left === 0) {
          other.row.delete(cell);
          change(cell, (sums) => sums.delete(other));
        } else {
          other.row.set(cell, left);
          if (had === undefined) change(cell, (sums) => sums.add(other));
        }
      }
    }
    for (const cell of sum.row.keys()) change(cell, (sums) => sums.delete(sum));
    pivots.push({ ...sum, column });
  }
  return { columns, pivots, pivotAt: new Map(pivots.map(({ column }, index) => [column, index])) };
};

/** The cells of the one combination of relations that leaves this cell alone: first of pivots, then of what pivots were made of. */
const publishedBehind = (lattice: Lattice, { pivots, pivotAt }: Echelon, cell: number): number[] => {
  const left = new Map([[cell, 1]]);
  const times = new Map<number, number>();
  const open = new Set([pivotAt.get(cell)!]);
  while (open.size > 0) {
    const next = Math.min(...open);
    open.delete(next);
    const { column, row } = pivots[next]!;
    const factor = multiply(left.get(column)!, inverse(row.get(column)!));
    times.set(next, factor);
    for (const [other, value] of row) {
      const rest = ((left.get(other) ?? 0) + prime - multiply(factor, value)) % prime;
      const pivot = pivotAt.get(other);
      if (rest === 0) left.delete(other);
      else left.set(other, rest);
      if (pivot === undefined) continue;
      if (rest === 0) open.delete(pivot);
      else open.add(pivot);
    }
  }
  const cells = new Map<number, number>();
  const add = (to: Map<number, number>, key: number, value: number): void => {
    to.set(key, ((to.get(key) ?? 0) + value) % prime);
  };
  const pending = new Set(times.keys());
  while (pending.size > 0) {
    const last = Math.max(...pending);
    pending.delete(last);
    const factor = times.get(last)!;
    if (factor === 0) continue;
    const { parent, children } = lattice.relations[pivots[last]!.relation]!;
    for (const child of children) add(cells, child, factor);
    add(cells, parent, prime - factor);
    for (const [pivot, taken] of pivots[last]!.used) {
      add(times, pivot, prime - multiply(factor, taken));
      pending.add(pivot);
    }
  }
  return [...cells].flatMap(([other, value]) => (value === 0 ? [] : [other]));
};

const sparsest = (byDegree: Set<number>[]): number | undefined => {
  for (const columns of byDegree) if (columns && columns.size > 0) return columns.values().next().value;
  return undefined;
};

const randomSolution = ({ columns, pivots }: Echelon, seed: number): Map<number, number> => {
  const random = generator(seed);
  const solution = new Map<number, number>();
  const bound = new Set(pivots.map(({ column }) => column));
  for (const column of columns) if (!bound.has(column)) solution.set(column, 1 + (random() % (prime - 1)));
  for (const { column, row } of pivots.toReversed()) {
    let sum = 0;
    for (const [cell, value] of row) if (cell !== column) sum = (sum + multiply(value, solution.get(cell)!)) % prime;
    solution.set(column, multiply((prime - sum) % prime, inverse(row.get(column)!)));
  }
  return solution;
};

const multiply = (a: number, b: number): number => (a * b) % prime;
const inverse = (a: number): number => {
  let [result, base, exponent] = [1, a, prime - 2];
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = multiply(result, base);
    base = multiply(base, base);
  }
  return result;
};

/** xorshift: the same table is always protected the same way. */
const generator = (seed: number) => (): number => {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return seed >>> 0;
};

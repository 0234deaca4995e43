// Exact linear algebra: which withheld cells do all published sums together fix to one value? A cell is fixed exactly when
// every vector that changes no published sum is 0 there, so one random such vector tells (arithmetic modulo a prime).
import type { Lattice } from "./lattice.ts";

const prime = 67_108_859; // the largest below 2^26: products of two residues stay exact in a double

/** Withheld cells that can be computed. A cell is missed with a probability of about 1 in 10^15 (two independent vectors). */
export const determinedCells = (lattice: Lattice, withheld: (cell: number) => boolean): number[] => {
  const system = eliminate(lattice, withheld);
  const first = randomSolution(system, 0x9e3779b9);
  const second = randomSolution(system, 0x7f4a7c15);
  return [...system.columns].filter((cell) => !first.get(cell) && !second.get(cell));
};

type Pivot = { column: number; row: Map<number, number> };
type Echelon = { columns: Set<number>; pivots: Pivot[] };

/** Row echelon form, sparsest column first: nearly all sums fall away without any fill. */
const eliminate = (lattice: Lattice, withheld: (cell: number) => boolean): Echelon => {
  const columns = new Set<number>();
  const rowsOf = new Map<number, Set<Map<number, number>>>();
  for (const { parent, children } of lattice.relations) {
    const row = new Map<number, number>();
    for (const child of children) if (withheld(child)) row.set(child, 1);
    if (withheld(parent)) row.set(parent, prime - 1);
    for (const column of row.keys()) rowsOf.set(column, (rowsOf.get(column) ?? new Set()).add(row));
  }
  for (const cell of lattice.values.keys()) if (withheld(cell)) columns.add(cell);
  const byDegree: Set<number>[] = [];
  const place = (column: number, was: number | undefined): void => {
    const degree = rowsOf.get(column)!.size;
    if (was !== undefined) byDegree[was]?.delete(column);
    if (degree === 0) return;
    byDegree[degree] ??= new Set();
    byDegree[degree].add(column);
  };
  for (const column of rowsOf.keys()) place(column, undefined);
  const change = (column: number, edit: (rows: Set<Map<number, number>>) => void): void => {
    const rows = rowsOf.get(column)!;
    const was = rows.size;
    edit(rows);
    place(column, was);
  };
  const pivots: Pivot[] = [];
  for (let column = sparsest(byDegree); column !== undefined; column = sparsest(byDegree)) {
    const [row, ...others] = [...rowsOf.get(column)!].sort((a, b) => a.size - b.size) as [Map<number, number>];
    for (const other of others as Map<number, number>[]) {
      const factor = multiply(other.get(column)!, inverse(row.get(column)!));
      for (const [cell, value] of row) {
        const had = other.get(cell);
        const left = ((had ?? 0) + prime - multiply(factor, value)) % prime;
        if (left === 0) {
          other.delete(cell);
          change(cell, (rows) => rows.delete(other));
        } else {
          other.set(cell, left);
          if (had === undefined) change(cell, (rows) => rows.add(other));
        }
      }
    }
    for (const cell of row.keys()) change(cell, (rows) => rows.delete(row));
    pivots.push({ column, row });
  }
  return { columns, pivots };
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

// The attacker of the tests, written apart from the protection: reads only what is published, solves with exact fractions
// (no primes, no chance), then tightens ranges. Knows the method and even which withheld cells are small.
import type { Kind } from "../suppress.ts";
import { type Dimension, type Row, type Table, TOTAL } from "../table.ts";

type Fraction = { n: bigint; d: bigint };
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const fraction = (n: bigint, d: bigint): Fraction => {
  const divisor = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
};
const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);

/** A sum over published and withheld cells: sum of coefficient × cell = 0. */
type Equation = Map<number, number>;

export type Attack = { determined: number[]; low: number[]; high: number[] };

/** All sums a reader can write down: a total row equals the rows one step inside it, found here by matching rows pairwise. */
const equationsOf = (table: Table): Equation[] => {
  const equations: Equation[] = [];
  for (const dimension of table.dimensions)
    for (const [parent, row] of table.rows.entries()) {
      const inside = table.rows
        .map((other, index) => ({ other, index }))
        .filter(({ other }) => isInside(table, dimension, other, row));
      const depth = (other: Row) => dimension.keys.filter((key) => String(other[key]) !== TOTAL).length;
      const direct = inside.filter(
        ({ other }) =>
          !inside.some(
            (between) => depth(between.other) < depth(other) && isInside(table, dimension, other, between.other),
          ),
      );
      if (direct.length === 0) continue;
      equations.push(new Map([[parent, -1], ...direct.map(({ index }): [number, number] => [index, 1])]));
    }
  return equations;
};

const isInside = (table: Table, dimension: Dimension, inner: Row, outer: Row): boolean => {
  for (const other of table.dimensions)
    if (other !== dimension && other.keys.some((key) => String(inner[key]) !== String(outer[key]))) return false;
  const same = dimension.keys.every((key) => String(inner[key]) === String(outer[key]));
  return (
    !same && dimension.keys.every((key) => String(outer[key]) === TOTAL || String(inner[key]) === String(outer[key]))
  );
};

export const attack = (table: Table, values: number[], kinds: readonly Kind[], minimum: number): Attack => {
  const equations = equationsOf(table);
  const unknown = kinds.flatMap((kind, cell) => (kind === "published" ? [] : [cell]));
  const determined = solve(equations, unknown, kinds);
  const low = values.map((value, cell) => (kinds[cell] === "published" ? value : kinds[cell] === "small" ? 1 : 0));
  const high = values.map((value, cell) =>
    kinds[cell] === "published" ? value : kinds[cell] === "small" ? minimum - 1 : Number.POSITIVE_INFINITY,
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (const equation of equations)
      for (const [cell, sign] of equation) {
        let [least, most] = [0, 0];
        for (const [other, coefficient] of equation) {
          if (other === cell) continue;
          const [a, b] = [low[other]! * coefficient, high[other]! * coefficient];
          least -= Math.max(a, b);
          most -= Math.min(a, b);
        }
        const [from, to] = sign > 0 ? [least, most] : [-most, -least];
        if (from > low[cell]!) [low[cell], changed] = [from, true];
        if (to < high[cell]!) [high[cell], changed] = [to, true];
      }
  }
  return { determined, low, high };
};

/** Gauss-Jordan with fractions: an unknown alone in its reduced row has one value. */
const solve = (equations: Equation[], unknown: number[], kinds: readonly Kind[]): number[] => {
  const rows = equations.map(
    (equation) =>
      new Map(
        [...equation]
          .filter(([cell]) => kinds[cell] !== "published")
          .map(([cell, k]) => [cell, fraction(BigInt(k), 1n)]),
      ),
  );
  const done: { cell: number; row: Map<number, Fraction> }[] = [];
  for (const cell of unknown) {
    const at = rows.findIndex((row) => row.has(cell));
    if (at < 0) continue;
    const [row] = rows.splice(at, 1) as [Map<number, Fraction>];
    for (const other of [...rows, ...done.map((pivot) => pivot.row)]) {
      if (!other.has(cell)) continue;
      const factor = over(other.get(cell)!, row.get(cell)!);
      for (const [column, value] of row) {
        const left = minus(other.get(column) ?? fraction(0n, 1n), times(factor, value));
        if (left.n === 0n) other.delete(column);
        else other.set(column, left);
      }
    }
    done.push({ cell, row });
  }
  return done.filter(({ row }) => row.size === 1).map(({ cell }) => cell);
};

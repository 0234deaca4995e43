// The arithmetic of a published table: rows, subtotals and state totals must add up; a row left blank is what is missing. Pure.
import type { Grade } from "./model.ts";

/** Pupils by grade, and their sum as printed. */
export type Sums = { counts: Partial<Record<Grade, number>>; total: number };

export const addUp = (rows: Iterable<Sums>): Sums => {
  const sum: Sums = { counts: {}, total: 0 };
  for (const row of rows) {
    for (const [grade, count] of Object.entries(row.counts) as [Grade, number][])
      sum.counts[grade] = (sum.counts[grade] ?? 0) + count;
    sum.total += row.total;
  }
  return sum;
};

/** Printed minus listed, in every grade and in the total. */
export const subtract = (printed: Sums, listed: Sums): Sums => {
  const rest: Sums = { counts: {}, total: printed.total - listed.total };
  for (const grade of new Set([...Object.keys(printed.counts), ...Object.keys(listed.counts)]) as Set<Grade>)
    rest.counts[grade] = (printed.counts[grade] ?? 0) - (listed.counts[grade] ?? 0);
  return rest;
};

export const isZero = (sums: Sums): boolean =>
  sums.total === 0 && Object.values(sums.counts).every((count) => count === 0);

/** True where a row that is not listed explains the rest: pupils in some grades, fewer than none in no grade, and a total that fits. */
export const isWholeRow = (rest: Sums): boolean => {
  const counts = Object.values(rest.counts);
  return (
    rest.total > 0 &&
    counts.every((count) => count >= 0) &&
    counts.reduce((sum, count) => sum + count, 0) === rest.total
  );
};

// The printed counts add up to the rows they come from.
import fc from "fast-check";
import { expect, it } from "vitest";
import { pivotCounts } from "./sign-off-counts.ts";

it("loses no pupil and counts none twice", () => {
  const row = fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.constant("School"),
    fc.constantFrom("PK", "KG", "1", "10", "PG"),
    fc.nat(50),
  );
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const total = rows.reduce((sum, [, , , n]) => sum + n, 0);
      const withTotals = [...rows, [null, "District", "All", total] as [null, string, string, number]];
      const pivot = pivotCounts({ header: [], rows: withTotals });
      expect(pivot.totals.reduce((a, b) => a + b, 0)).toBe(total);
      expect(pivot.rows.reduce((sum, line) => sum + line.total, 0)).toBe(total);
    }),
  );
});

it("puts grades in the order of school", () => {
  const rows = ["PG", "10", "2", "KG", "PK"].map((grade): [number, string, string, number] => [1, "S", grade, 1]);
  expect(pivotCounts({ header: [], rows }).columns).toEqual(["PK", "KG", "2", "10", "PG"]);
});

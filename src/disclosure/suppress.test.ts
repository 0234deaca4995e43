// The law of suppression, against an attacker that shares no code with it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Kind, suppress } from "./suppress.ts";
import { INTERNAL_POLICY, type SuppressionPolicy, type Table, TOTAL } from "./table.ts";
import { attack } from "./testing/exact-attacker.ts";
import { possibleValues } from "./testing/exhaustive-attacker.ts";
import { randomTable, withTotals } from "./testing/random-table.ts";

const policy: SuppressionPolicy = { audience: "public", minimum: 10, candidates: 5, wholeGroup: "withhold" };
const valuesOf = (table: Table): number[] => table.rows.map((row) => row.students as number);

const leaksOf = (table: Table, kinds: readonly Kind[]): string[] => {
  const values = valuesOf(table);
  const { determined, low, high } = attack(table, values, kinds, policy.minimum);
  const leaks = determined.map((cell) => `cell ${cell} (${values[cell]}) can be computed`);
  for (const [cell, kind] of kinds.entries()) {
    const least = kind === "small" ? policy.candidates : kind === "published" ? 1 : 2;
    if (high[cell]! - low[cell]! + 1 < least)
      leaks.push(`cell ${cell} (${kind} ${values[cell]}) is in ${low[cell]}..${high[cell]}`);
  }
  return leaks;
};

describe("suppression", () => {
  it("leaves no withheld cell to be computed, and no small count in a narrow range", () => {
    fc.assert(
      fc.property(randomTable, (table) => {
        expect(leaksOf(table, suppress(table, "students", policy))).toEqual([]);
      }),
      { numRuns: 400, seed: 20260101 },
    );
  });

  it("leaves every small count more than one possible value, even to whoever tries all tables", () => {
    let cells = 0;
    fc.assert(
      fc.property(randomTable, (table) => {
        const possible = possibleValues(table, "students", suppress(table, "students", policy), policy.minimum);
        for (const values of possible.values()) {
          if (values === undefined) continue;
          cells++;
          expect(values).toBeGreaterThan(1);
        }
      }),
      { numRuns: 120, seed: 20260105 },
    );
    expect(cells).toBeGreaterThan(500);
  });

  it("withholds every small count and every cell that tells the attribute of a whole group", () => {
    fc.assert(
      fc.property(randomTable, (table) => {
        const kinds = suppress(table, "students", policy);
        const attribute = table.dimensions[1]!.attribute;
        for (const [cell, row] of table.rows.entries()) {
          const value = row.students as number;
          const whole = table.rows.find(
            (other) => other.kind === TOTAL && other.district === row.district && other.school === row.school,
          );
          const telling = attribute && row.kind !== TOTAL && value > 0 && whole?.students === value;
          if ((value > 0 && value < 10) || telling) expect(kinds[cell]).not.toBe("published");
        }
      }),
      { numRuns: 200, seed: 20260102 },
    );
  });

  it("is caught by the attacker when only small cells are withheld", () => {
    const place = { id: "place", title: "", keys: ["school"], labels: [], attribute: false };
    const grade = { id: "grade", title: "", keys: ["grade"], labels: [], attribute: false };
    const table = withTotals(
      [place, grade],
      [
        { school: "a", grade: "1", students: 4 },
        { school: "a", grade: "2", students: 40 },
      ],
    );
    const naive = valuesOf(table).map((value): Kind => (value < 10 ? "small" : "published"));
    expect(leaksOf(table, naive)).not.toEqual([]);
    expect(leaksOf(table, suppress(table, "students", policy))).toEqual([]);
  });

  it("closes a cell that each sum hides but all sums together give away", () => {
    const place = { id: "place", title: "", keys: ["school"], labels: [], attribute: false };
    const grade = { id: "grade", title: "", keys: ["grade"], labels: [], attribute: false };
    const counts = [
      [5, 6, 90, 91, 92],
      [7, 8, 4, 94, 95],
      [80, 81, 5, 6, 84],
      [85, 86, 87, 7, 8],
      [75, 76, 77, 8, 6],
    ];
    const leaves = counts.flatMap((row, s) =>
      row.map((students, g) => ({ school: `s${s}`, grade: `g${g}`, students })),
    );
    const table = withTotals([place, grade], leaves);
    expect(leaksOf(table, suppress(table, "students", policy))).toEqual([]);
  });

  it("withholds nothing for the internal audience", () => {
    fc.assert(
      fc.property(randomTable, (table) => {
        expect(new Set(suppress(table, "students", INTERNAL_POLICY))).toEqual(new Set(["published"]));
      }),
      { numRuns: 50, seed: 20260103 },
    );
  });

  it("is the same for the same table", () => {
    fc.assert(
      fc.property(randomTable, (table) => {
        expect(suppress(table, "students", policy)).toEqual(suppress(structuredClone(table), "students", policy));
      }),
      { numRuns: 30, seed: 20260104 },
    );
  });
});

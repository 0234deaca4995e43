// Tables of the same people side by side: an attacker with all of them computes no withheld cell, and does so when each is protected alone.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type LinkedTable,
  type ProtectedTable,
  protect,
  protectTogether,
  SUPPRESSED,
  type SuppressionPolicy,
} from "./index.ts";
import { buildLinkedLattice } from "./linked-lattice.ts";
import { suppressLattice } from "./suppress.ts";
import { attack } from "./testing/exact-attacker.ts";
import { computable } from "./testing/linked-attacker.ts";
import { randomState, type State } from "./testing/random-state.ts";

const policy: SuppressionPolicy = { audience: "public", minimum: 10, candidates: 5, wholeGroup: "withhold" };

const given = ({ sums, margins }: State, tables: readonly ProtectedTable[]): string[] =>
  computable(
    tables.flatMap(({ rows }, t) =>
      rows.map(({ students }, row) => ({
        name: `table ${t} row ${row}`,
        sums: sums[t]![row]!,
        published: students !== SUPPRESSED,
      })),
    ),
    margins,
  );

describe("tables protected together", () => {
  it("give no withheld cell away, neither one alone nor all of them together", () => {
    fc.assert(
      fc.property(randomState, (state) => {
        expect(given(state, protectTogether(state.tables, policy))).toEqual([]);
      }),
      { numRuns: 300, seed: 20260201 },
    );
  });

  it("would give some away, were each protected by itself", () => {
    let leaks = 0;
    fc.assert(
      fc.property(randomState, (state) => {
        leaks += given(
          state,
          state.tables.map((table) => protect(table, policy)),
        ).length;
      }),
      { numRuns: 50, seed: 20260202 },
    );
    expect(leaks).toBeGreaterThan(20);
  });

  it("keep the law of a single table: no cell computed, no small count in a narrow range", () => {
    fc.assert(
      fc.property(randomState, ({ tables }) => {
        const { lattice, cellOf } = buildLinkedLattice(tables);
        const kinds = suppressLattice(lattice, policy);
        for (const [t, table] of tables.entries()) {
          const own = cellOf[t]!.map((cell) => kinds[cell]!);
          const values = table.rows.map(({ students }) => students as number);
          const { determined, low, high } = attack(table, values, own, policy.minimum);
          expect(determined).toEqual([]);
          for (const [row, kind] of own.entries()) {
            const least = kind === "small" ? policy.candidates : kind === "published" ? 1 : 2;
            expect(high[row]! - low[row]! + 1).toBeGreaterThanOrEqual(least);
            if (values[row]! > 0 && values[row]! < policy.minimum) expect(kind).not.toBe("published");
          }
        }
      }),
      { numRuns: 150, seed: 20260203 },
    );
  });

  it("withhold one quantity everywhere or nowhere", () => {
    fc.assert(
      fc.property(randomState, (state) => {
        const fate = new Map<string, unknown>();
        for (const [t, { rows }] of protectTogether(state.tables, policy).entries())
          for (const [row, { students }] of rows.entries()) {
            const quantity = state.sums[t]![row]!.toSorted().join();
            if (!quantity) continue;
            expect([students, undefined]).toContain(fate.get(quantity));
            fate.set(quantity, students);
          }
      }),
      { numRuns: 100, seed: 20260204 },
    );
  });

  it("are refused where they count different people, or nothing ties them", () => {
    const grade = (students: number): LinkedTable => ({
      columns: ["school", "students"],
      dimensions: [{ id: "school", title: "", keys: ["school"], labels: [], attribute: false }],
      measures: [{ column: "students", title: "", kind: "count" }],
      rows: [{ school: "a", students }],
      grain: { columns: ["school"], atoms: [{ school: "a" }], parts: [[0]] },
    });
    expect(() => protectTogether([grade(12), grade(13)], policy)).toThrow("count different people");
    const other = { ...grade(12), grain: { columns: ["town"], atoms: [{ town: "a" }], parts: [[0]] } };
    expect(() => protectTogether([grade(12), other], policy)).toThrow("in common");
  });
});

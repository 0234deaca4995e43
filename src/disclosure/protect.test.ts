// What comes out of protect: withheld cells and the shares that would give them back, a whole state's table in good time.
import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import {
  assertProtected,
  type Dimension,
  INTERNAL_POLICY,
  protect,
  type Row,
  SUPPRESSED,
  type SuppressionPolicy,
  type Table,
  TOTAL,
} from "./index.ts";
import { withTotals } from "./testing/random-table.ts";

const policy: SuppressionPolicy = { audience: "public", minimum: 10, candidates: 5, wholeGroup: "withhold" };
const school: Dimension = { id: "place", title: "Place", keys: ["district", "school"], labels: [], attribute: false };
const race: Dimension = { id: "race", title: "Race", keys: ["race"], labels: [], attribute: true };

const withShares = (leaves: Row[]): Table => {
  const table = withTotals([school, race], leaves);
  return {
    ...table,
    columns: [...table.columns, "share"],
    measures: [...table.measures, { column: "share", title: "Share", kind: "share", of: "students", across: "race" }],
  };
};
const counts = (school: string, white: number, black: number, asian: number): Row[] =>
  Object.entries({ white, black, asian }).map(([race, students]) => ({ district: "d", school, race, students }));

describe("protect", () => {
  it("withholds a share whenever its count or the count it is a share of is withheld", () => {
    const table = protect(
      withShares([...counts("a", 3, 2, 1), ...counts("b", 60, 30, 12), ...counts("c", 200, 40, 4)]),
      policy,
    );
    let withheld = 0;
    for (const row of table.rows) {
      const whole = table.rows.find(
        (other) => other.school === row.school && other.district === row.district && other.race === TOTAL,
      )!;
      const hidden = row.students === SUPPRESSED || whole.students === SUPPRESSED;
      expect(row.share === SUPPRESSED).toBe(hidden);
      if (hidden) withheld++;
    }
    expect(withheld).toBeGreaterThan(6);
    expect(table.withheld).toBeLessThanOrEqual(withheld);
  });

  it("gives every figure to the internal audience, shares to four places", () => {
    const table = protect(withShares(counts("a", 3, 2, 1)), INTERNAL_POLICY);
    const row = table.rows.find((other) => other.school === "a" && other.race === "white")!;
    expect([row.students, row.share, table.withheld]).toEqual([3, 0.5, 0]);
  });

  it("hides that everyone in a school has one attribute, the zeros beside it included", () => {
    const table = protect(
      withShares([...counts("a", 40, 0, 0), ...counts("b", 60, 30, 12), ...counts("c", 80, 31, 15)]),
      policy,
    );
    const inSchool = table.rows.filter((row) => row.school === "a" && row.race !== TOTAL);
    expect(inSchool.filter((row) => row.students === SUPPRESSED).length).toBeGreaterThan(1);
  });

  it("refuses a table whose total is missing, wrong, or counted twice", () => {
    const good = withTotals([school, race], counts("a", 30, 20, 10));
    const wrong = good.rows.map((row) =>
      row.district === TOTAL && row.race === TOTAL ? { ...row, students: 61 } : row,
    );
    expect(() => protect({ ...good, rows: wrong }, policy)).toThrow("is not the sum of its parts");
    expect(() =>
      protect({ ...good, rows: good.rows.filter((row) => row.race !== TOTAL || row.school !== "a") }, policy),
    ).toThrow("missing");
    expect(() => protect({ ...good, rows: [...good.rows, good.rows[0]!] }, policy)).toThrow("two rows");
  });

  it("cannot be imitated", () => {
    const table = protect(withTotals([school, race], counts("a", 30, 20, 10)), policy);
    expect(() => assertProtected(table)).not.toThrow();
    expect(() => assertProtected({ ...table })).toThrow(TypeError);
    expect(() => assertProtected(Object.create(Object.getPrototypeOf(table)))).toThrow(TypeError);
  });

  it("protects five hundred schools by fifteen grades in the time of a page", () => {
    const leaves: Row[] = [];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed % below;
    };
    for (let s = 0; s < 504; s++) {
      const [from, size] = [random(9), 4 + random(90)];
      for (let grade = 0; grade < 15; grade++)
        leaves.push({
          district: `d${Math.floor(s / 2.5)}`,
          school: `s${s}`,
          race: `g${grade}`,
          students: grade >= from && grade < from + 5 ? random(size) : 0,
        });
    }
    const table = withTotals([school, { ...race, attribute: false }], leaves);
    const start = performance.now();
    const shown = protect(table, policy);
    expect(shown.withheld).toBeGreaterThan(500);
    expect(shown.withheld / shown.cells).toBeLessThan(0.4);
    expect(performance.now() - start).toBeLessThan(20_000); // a runaway search, not a benchmark: it takes about half a second
  });
});

// Random small states of schools with grades and races, and the four tables of them that a state publishes side by side.
import fc from "fast-check";
import { type Dimension, type LinkedTable, type Row, TOTAL } from "../table.ts";
import type { Margin } from "./linked-attacker.ts";
import { withTotals } from "./random-table.ts";

const dimension = (id: string, keys: string[], attribute = false): Dimension => ({
  ...{ id, title: id, keys, labels: [], attribute },
});
const place = dimension("place", ["district", "school"]);

export type State = {
  tables: LinkedTable[];
  /** For each table and row, the names of the finest groups that it sums. */
  sums: string[][][];
  margins: Margin[];
};

type School = { district: string; school: string; charter: boolean; counts: number[][] };
const grades = ["PK", "1", "2", "9", "PG"];
const levelOf = (grade: string): string => (grade === "9" ? "high" : /\d/.test(grade) ? "elementary" : grade);
const races = ["white", "black", "asian"];

const cell = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 3, arbitrary: fc.integer({ min: 10, max: 60 }) },
);

const tableOf = (dimensions: Dimension[], leaves: readonly Row[], columns: string[]): LinkedTable => {
  const table = withTotals(dimensions, leaves);
  const keys = dimensions.flatMap((own) => own.keys);
  const fits = (row: Row, leaf: Row): boolean => keys.every((key) => row[key] === TOTAL || row[key] === leaf[key]);
  return {
    ...table,
    grain: {
      columns,
      atoms: leaves.map((leaf) => Object.fromEntries(columns.map((column) => [column, leaf[column]!]))),
      parts: table.rows.map((row) => leaves.flatMap((leaf, index) => (fits(row, leaf) ? [index] : []))),
    },
  };
};

const stateOf = (schools: readonly School[]): State => {
  const byGrade = schools.flatMap(({ counts, charter, ...own }) =>
    grades.map((grade, g) => {
      const students = counts[g]!.reduce((sum, count) => sum + count, 0);
      return { ...own, kind: charter ? "charter" : "public", grade, level: levelOf(grade), students };
    }),
  );
  const byRace = schools
    .filter(({ charter }) => !charter)
    .flatMap(({ counts, charter: _, ...own }) =>
      races.map((race, r) => ({ ...own, race, students: counts.reduce((sum, count) => sum + count[r]!, 0) })),
    );
  const tables = [tableOf([place, dimension("grade", ["grade"])], byGrade, ["school", "grade"])];
  if (byRace.length > 0) tables.push(tableOf([place, dimension("race", ["race"], true)], byRace, ["school", "race"]));
  tables.push(
    tableOf([dimension("district", ["district"]), dimension("level", ["level"])], byGrade, ["grade", "school"]),
    tableOf([dimension("kind", ["kind"]), dimension("grade", ["grade"])], byGrade, ["school", "grade"]),
  );
  const nameOf = (atom: Row): string => `${atom.school} ${atom.grade ?? atom.race}`;
  return {
    tables,
    sums: tables.map(({ grain }) => grain.parts.map((part) => part.map((index) => nameOf(grain.atoms[index]!)))),
    margins: schools
      .filter(({ charter }) => !charter)
      .map(({ school }) => ({
        one: grades.map((grade) => `${school} ${grade}`),
        other: races.map((race) => `${school} ${race}`),
      })),
  };
};

export const randomState = fc
  .array(
    fc.record({
      district: fc.constantFrom("d1", "d2", "d3"),
      charter: fc.boolean(),
      counts: fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 5, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((schools) => stateOf(schools.map((own, index) => ({ ...own, school: `s${index}` }))));

// The counts on a sign-off: (school, grade, pupils) rows become one line a school with a column a grade. Pure.
import type { Content } from "pdfmake/interfaces.js";
import type { CountTable } from "./store/certifications.ts";

export type Pivot = { columns: string[]; rows: { name: string; cells: number[]; total: number }[]; totals: number[] };

/** Rows are [school number, school name, grade, count], totals without number or with grade `All` left out; columns come in the order in which the report first gives them. */
export const pivotCounts = ({ rows }: CountTable): Pivot => {
  const columns: string[] = [];
  const schools = new Map<string, { name: string; cells: Map<string, number> }>();
  for (const [number, name, grade, count] of rows) {
    if (number === null || grade === "All") continue;
    const column = String(grade);
    if (!columns.includes(column)) columns.push(column);
    const key = String(number);
    const school = schools.get(key) ?? { name: `${name} (${key})`, cells: new Map<string, number>() };
    school.cells.set(column, (school.cells.get(column) ?? 0) + Number(count));
    schools.set(key, school);
  }
  const ordered = columns.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const lines = [...schools.values()].map(({ name, cells }) => {
    const row = ordered.map((column) => cells.get(column) ?? 0);
    return { name, cells: row, total: sum(row) };
  });
  return { columns: ordered, rows: lines, totals: ordered.map((_, at) => sum(lines.map((l) => l.cells[at] ?? 0))) };
};

/** Points; leaves room for every grade from PK to PG beside it on a letter page. */
const schoolWidth = 92;

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

/** PK and KG before 1 to 12, anything else after. */
const rank = (grade: string): number =>
  grade === "PK" ? -2 : grade === "KG" ? -1 : /^\d+$/.test(grade) ? Number(grade) : 99;

export const countTable = (counts: CountTable): Content => {
  const { columns, rows, totals } = pivotCounts(counts);
  const size = 7;
  const right = (value: number | string, bold = false): Content => ({
    text: typeof value === "number" ? value.toLocaleString("en-US") : value,
    alignment: "right",
    fontSize: size,
    bold,
  });
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [schoolWidth, ...columns.map(() => "*"), "*"],
      body: [
        [{ text: "School", fontSize: size, bold: true }, ...columns.map((c) => right(c, true)), right("All", true)],
        ...rows.map(({ name, cells, total }) => [
          { text: name, fontSize: size },
          ...cells.map((n) => right(n === 0 ? "" : n)),
          right(total, true),
        ]),
        [
          { text: "District", fontSize: size, bold: true },
          ...totals.map((n) => right(n, true)),
          right(sum(totals), true),
        ],
      ],
    },
    layout: {
      hLineWidth: () => 0.4,
      hLineColor: () => "#aaaaaa",
      vLineWidth: () => 0,
      paddingLeft: (column) => (column === 0 ? 0 : 2),
      paddingRight: () => 2,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
  };
};

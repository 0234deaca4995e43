// A report laid out for reading: one line a member of the first dimension, one column a member of the second. Pure; scripts get the long form.
import { type Cell, TOTAL } from "../../disclosure/index.ts";
import type { Report } from "../report.ts";

type GridLine = {
  /** One label for each of `labelHeads`; a total is "Total". */
  labels: string[];
  /** For each column head, the cells of the measures in order; undefined where the table has no such cell. */
  cells: (Cell | undefined)[][];
  /** 0 for a single member, higher for the totals of wider groups. */
  width: number;
};
export type Grid = { labelHeads: string[]; columnHeads: string[]; measureTitles: string[]; lines: GridLine[] };

export const gridOf = ({ definition, table }: Report): Grid => {
  const [down, across] = definition.dimensions;
  if (!down) throw new TypeError("a report has at least one dimension");
  const labels = new Set([...down.keys, ...Object.values(down.labels).flat()]);
  const labelColumns = definition.columns.filter(({ name }) => labels.has(name));
  const key = across?.keys.at(-1);
  const columns = new Map<string, number>();
  const lines = new Map<string, GridLine>();
  for (const row of table.rows) {
    const column = key === undefined ? "" : across!.keys.map((name) => String(row[name])).join(" ");
    if (!columns.has(column)) columns.set(column, columns.size);
    const address = JSON.stringify(down.keys.map((name) => row[name]));
    const line: GridLine = lines.get(address) ?? {
      labels: labelColumns.map(({ name }) => readable(row[name])),
      cells: [],
      width: down.keys.filter((name) => row[name] === TOTAL).length,
    };
    line.cells[columns.get(column)!] = definition.measures.map((measure) => row[measure.column] as Cell);
    lines.set(address, line);
  }
  const order = [...columns.keys()].sort((one, other) => Number(isTotal(one)) - Number(isTotal(other)));
  return {
    labelHeads: labelColumns.map(({ title }) => title),
    columnHeads:
      key === undefined
        ? definition.measures.map(({ title }) => title)
        : order.map((head) => (isTotal(head) ? "Total" : head)),
    measureTitles: definition.measures.map(({ title }) => title),
    lines: [...lines.values()].map((line) => ({
      ...line,
      cells: order.map((head) => line.cells[columns.get(head)!] ?? []),
    })),
  };
};

const isTotal = (head: string): boolean => head.split(" ").every((word) => word === TOTAL);
const readable = (value: string | number | undefined): string => (value === TOTAL ? "Total" : String(value ?? ""));

/** A cell for the eye: 1,234 or 12.3%; a withheld one is a star. */
export const cellText = (cell: Cell | undefined, kind: "count" | "share"): string => {
  if (cell === undefined) return "";
  if (typeof cell === "string") return cell;
  return kind === "share" ? `${(cell * 100).toFixed(1)}%` : cell.toLocaleString("en-US");
};

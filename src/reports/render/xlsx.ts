// The report as a workbook: a sheet to read, a sheet of long-form data, a sheet of notes and lineage. Numbers are numbers.
import writeXlsxFile, { type Cell as XlsxCell } from "write-excel-file/node";
import type { Cell } from "../../disclosure/index.ts";
import type { Report } from "../report.ts";
import { heading, lineageLines, notesOf, subheading } from "./explain.ts";
import { type Grid, gridOf } from "./grid.ts";

type Line = XlsxCell[];
const head = (value: string): XlsxCell => ({
  value,
  fontWeight: "bold",
  backgroundColor: "#e6e6e6",
  wrap: true,
  alignVertical: "top",
});

const value = (cell: Cell | undefined, kind: "count" | "share", bold: boolean): XlsxCell => {
  const fontWeight = bold ? ("bold" as const) : undefined;
  if (cell === undefined) return null;
  if (typeof cell === "string") return { value: cell, align: "right", fontWeight };
  return { value: cell, type: Number, format: kind === "share" ? "0.0%" : "#,##0", fontWeight };
};

export const renderXlsx = async (report: Report): Promise<Buffer> => {
  const { definition, table } = report;
  const grid = gridOf(report);
  const readable = tableSheet(report, grid);
  const long: Line[] = [
    table.columns.map(head),
    ...table.rows.map((row) => table.columns.map((column): XlsxCell => plain(row[column]))),
  ];
  const notes: Line[] = [heading(report), subheading(report), "", ...notesOf(report), "", ...lineageLines(report)].map(
    (text, index) => [{ value: text, wrap: true, fontWeight: index === 0 ? "bold" : undefined }],
  );
  const labels = grid.labelHeads.length;
  return writeXlsxFile([
    {
      sheet: definition.id,
      data: readable,
      columns: [
        ...grid.labelHeads.map((_, index) => ({ width: widest(grid, index) })),
        ...Array.from({ length: readable[0]!.length - labels }, () => ({ width: 11 })),
      ],
      stickyRowsCount: 1,
      stickyColumnsCount: labels,
      orientation: "landscape",
    },
    {
      sheet: "Data",
      data: long,
      columns: table.columns.map((column) => ({ width: Math.max(12, column.length + 2) })),
      stickyRowsCount: 1,
    },
    { sheet: "Notes", data: notes, columns: [{ width: 120 }] },
  ]).toBuffer();
};

const tableSheet = ({ definition }: Report, grid: Grid): Line[] => {
  const { measures, dimensions } = definition;
  const flat = dimensions.length === 1;
  const heads = grid.columnHeads.flatMap((column) =>
    flat || measures.length === 1 ? [column] : measures.map(({ title }) => `${column}: ${title.toLowerCase()}`),
  );
  return [
    [...grid.labelHeads, ...heads].map(head),
    ...grid.lines.map((line): Line => {
      const bold = line.width > 0;
      const cells = line.cells.flatMap((group) => measures.map(({ kind }, index) => value(group[index], kind, bold)));
      return [...line.labels.map((label): XlsxCell => labelCell(label, bold)), ...cells];
    }),
  ];
};

const labelCell = (label: string, bold: boolean): XlsxCell => {
  const fontWeight = bold ? ("bold" as const) : undefined;
  return /^\d+$/.test(label)
    ? { value: Number(label), type: Number, format: "0", fontWeight }
    : { value: label, fontWeight };
};
const plain = (cell: string | number | undefined): XlsxCell =>
  typeof cell === "number" ? { value: cell, type: Number } : { value: cell ?? "" };
const widest = ({ lines, labelHeads }: Grid, index: number): number =>
  Math.min(32, Math.max(labelHeads[index]!.length + 2, ...lines.map((line) => line.labels[index]!.length + 1)));

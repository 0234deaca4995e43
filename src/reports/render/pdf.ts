// The report as a printed document: heading, chart, table with repeated heads, notes; page numbers and lineage on every page.
import type { Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { renderPdf as writePdf } from "../../platform/index.ts";
import { chartSvg } from "../chart/chart-svg.ts";
import type { Report } from "../report.ts";
import { heading, lineageLines, notesOf, subheading } from "./explain.ts";
import { cellText, type Grid, gridOf } from "./grid.ts";

/** Points between the margins of a letter page. */
const printable = { portrait: 612 - 72, landscape: 792 - 48 };

export const renderPdf = async (report: Report): Promise<Buffer> => writePdf(await documentOf(report));

const documentOf = async (report: Report): Promise<TDocumentDefinitions> => {
  const grid = gridOf(report);
  const wide = grid.labelHeads.length + grid.columnHeads.length > 8;
  const orientation = wide ? "landscape" : "portrait";
  const margin = wide ? 24 : 36;
  const fontSize = grid.columnHeads.length > 12 ? 6.5 : wide ? 7.5 : 9;
  const svg = await chartSvg(report, "Roboto");
  return {
    info: { title: heading(report), subject: report.definition.description },
    pageSize: "LETTER",
    pageOrientation: orientation,
    pageMargins: [margin, 44, margin, 46],
    defaultStyle: { fontSize, lineHeight: 1.05 },
    header: (page) => ({
      columns: [
        { text: `${report.definition.id}  ${heading(report)}`, bold: page > 1 },
        { text: report.audience === "internal" ? "INTERNAL: do not publish" : "", alignment: "right", bold: true },
      ],
      margin: [margin, 20, margin, 0],
      fontSize: 8,
      color: "#333333",
    }),
    footer: (page, pages) => ({
      columns: [
        { text: lineageLines(report).slice(0, 2).join(".  "), width: "*" },
        { text: `Page ${page} of ${pages}`, alignment: "right", width: 70 },
      ],
      margin: [margin, 14, margin, 0],
      fontSize: 6.5,
      color: "#333333",
    }),
    content: [
      { text: heading(report), fontSize: 16, bold: true },
      { text: subheading(report), fontSize: 10, margin: [0, 2, 0, 4] },
      { text: report.definition.description, fontSize: 9, margin: [0, 0, 0, 8] },
      ...(svg ? [{ svg, width: Math.min(printable[orientation], 540), margin: [0, 0, 0, 10] } as Content] : []),
      tableOf(report, grid, printable[orientation], fontSize),
      { text: "Notes", bold: true, fontSize: 9, margin: [0, 10, 0, 2] },
      { ul: notesOf(report), fontSize: 8 },
      { text: "Lineage", bold: true, fontSize: 9, margin: [0, 8, 0, 2] },
      { ul: lineageLines(report), fontSize: 8 },
    ],
  };
};

const padding = 1.5;

const tableOf = (report: Report, grid: Grid, room: number, fontSize: number): Content => {
  const { measures } = report.definition;
  const flat = report.definition.dimensions.length === 1;
  const columns = grid.columnHeads.length;
  const space = room - (columns + grid.labelHeads.length) * 2 * padding;
  const cell = (space / (columns + 8)) * (columns > 12 ? 0.84 : 0.9);
  const labels = labelWidths(grid, space - columns * cell, fontSize);
  const body: TableCell[][] = [
    [
      ...grid.labelHeads.map((text): TableCell => ({ text, bold: true })),
      ...grid.columnHeads.map((text): TableCell => ({ text, bold: true, alignment: "right" })),
    ],
    ...grid.lines.map((line): TableCell[] => {
      const bold = line.width > 0;
      const fillColor = bold ? (line.width > 1 ? "#d9d9d9" : "#f0f0f0") : undefined;
      const texts = line.cells.map((group) =>
        flat
          ? cellText(group[0], measures[0]!.kind)
          : measures.map(({ kind }, index) => cellText(group[index], kind)).join("\n"),
      );
      return [
        ...line.labels.map((text): TableCell => ({ text, bold, fillColor })),
        ...texts.map((text): TableCell => ({ text, bold, fillColor, alignment: "right" })),
      ];
    }),
  ];
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: [...labels, ...grid.columnHeads.map(() => cell)], body },
    layout: {
      hLineWidth: (index) => (index <= 1 ? 0.7 : 0.2),
      vLineWidth: () => 0,
      hLineColor: () => "#808080",
      paddingLeft: () => padding,
      paddingRight: () => padding,
      paddingTop: () => 1,
      paddingBottom: () => 1,
    },
  };
};

/** Numbers get what they need, names share the rest. */
const labelWidths = ({ labelHeads, lines }: Grid, space: number, fontSize: number): number[] => {
  const longest = labelHeads.map((head, index) =>
    Math.max(head.length, ...lines.map((line) => (/^\d+$/.test(line.labels[index]!) ? line.labels[index]!.length : 0))),
  );
  const names = labelHeads.map((_, index) => lines.some((line) => !/^(\d+|Total)$/.test(line.labels[index]!)));
  const fixed = longest.map((characters, index) => (names[index] ? 0 : characters * fontSize * 0.56 + 2));
  const left = space - fixed.reduce((sum, width) => sum + width, 0);
  const count = names.filter(Boolean).length;
  return fixed.map((width, index) => (names[index] ? left / count : width));
};

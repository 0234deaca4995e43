// The school table a state publishes each autumn, read as it is: titles, headings, sections, subtotals, footnotes. No files.
import { CsvError, parse } from "csv-parse/sync";
import type { SchoolYear } from "../platform/index.ts";
import { GRADES } from "./model.ts";
import { findHeading, findYear } from "./published-heading.ts";
import { type PublishedTable, refuseTable, type TableLine } from "./published-model.ts";
import { readSections } from "./published-reader.ts";
import { settleTotals } from "./published-settling.ts";
import { addUp } from "./published-sums.ts";

/**
 * Reads a published table. Throws `school-table-invalid` with line and column of every figure that does not add up,
 * unless one row that was left blank or left out explains the difference: that row is recovered, and noted.
 * `expectedYear` serves where no line names the year, and is compared where one does.
 */
export const parsePublishedTable = (text: string, expectedYear?: SchoolYear): PublishedTable => {
  const lines = readLines(text);
  const start = lines.findIndex((line) => findHeading(line.cells));
  const heading = findHeading(lines[start]?.cells ?? []);
  if (!heading) refuseTable([at(1, "no heading with SAU, district, school and grades was found")]);
  const year = readYear(lines.slice(0, start), expectedYear);
  const draft = readSections(lines.slice(start), heading);
  // Sums are compared only where every figure could be read: one bad cell would otherwise be reported many times.
  if (draft.wrong.length === 0) settleTotals(draft);
  if (draft.wrong.length > 0) refuseTable(draft.wrong);
  const rows = draft.sections.flatMap((section) => section.rows);
  const { counts, total } = draft.stateTotals ?? addUp(rows);
  const grades = GRADES.filter((grade) => rows.some((row) => grade in row.counts));
  return { year, rows, grades, stateTotals: { counts, total }, notes: draft.notes };
};

/** True where some line is the heading of a published table. */
export const isPublishedTable = (text: string): boolean => readLines(text).some((line) => findHeading(line.cells));

const at = (line: number, message: string) => ({ line, column: 1, message });

const readYear = (title: TableLine[], expected: SchoolYear | undefined): SchoolYear => {
  const named = findYear(title.map((line) => line.cells.join(" ")).join("\n"));
  const year = named ?? expected;
  if (year === undefined) refuseTable([at(1, "no line above the heading names the school year")]);
  if (expected !== undefined && expected !== year)
    refuseTable([at(1, `the table is of ${year - 1}-${year}, not of ${expected - 1}-${expected}`)]);
  return year;
};

const readLines = (text: string): TableLine[] => {
  const options = { bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true };
  try {
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => {
      const inside = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
      return { cells: record.map((cell) => cell.replace(/\s+/g, " ").trim()), line: info.lines - inside };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuseTable([at(Number(error.lines ?? 1), error.message)]);
  }
};

// The school table a state publishes each autumn, read as it is: headings, sections, subtotals, footnotes. No files, no database.
import { CsvError, parse } from "csv-parse/sync";
import { Problem, type SchoolYear } from "../platform/index.ts";
import type { Grade, SchoolKind } from "./model.ts";
import { findHeading, findSectionKind, findYear, type Heading } from "./published-heading.ts";
import { addUp, isWholeRow, isZero, type Sums, subtract } from "./published-sums.ts";

export type PublishedRow = Sums & {
  sau: number;
  sauName: string;
  district: number;
  districtName: string;
  school: number;
  schoolName: string;
  section: SchoolKind;
  /** Line of the file, from 1. */
  line: number;
  /** True where the published row was blank or absent and its counts were recovered from the printed totals. */
  recovered: boolean;
};

export type TableNote = { line: number; column: number; message: string };

export type PublishedTable = {
  year: SchoolYear;
  rows: PublishedRow[];
  /** Grades that have a column, in the order of the file. */
  grades: Grade[];
  stateTotals: Sums;
  /** What was recovered, repaired or could not be checked. */
  notes: TableNote[];
};

type Line = { cells: string[]; line: number };
type Section = {
  kind: SchoolKind;
  rows: PublishedRow[];
  blankLines: number[];
  subtotal?: Sums & { line: number };
  lastLine: number;
};

/**
 * Reads a published table. Throws `school-table-invalid` with line and column of every figure that does not add up,
 * unless one row that was left blank or left out explains the difference: that row is recovered, and noted.
 */
export const parsePublishedTable = (text: string, expectedYear?: SchoolYear): PublishedTable => {
  const reader = new TableReader();
  const lines = readLines(text);
  const first = lines.findIndex((line) => findHeading(line.cells) !== undefined);
  if (first < 0)
    refuse([{ line: 1, column: 1, message: "no heading with SAU, district, school and grades was found" }]);
  const title = lines.slice(0, first).map((line) => line.cells.join(" "));
  const year = findYear(title.join("\n")) ?? expectedYear;
  if (year === undefined) refuse([{ line: 1, column: 1, message: "no line above the heading names the school year" }]);
  if (expectedYear !== undefined && expectedYear !== year)
    refuse([
      {
        line: 1,
        column: 1,
        message: `the table is of ${year - 1}-${year}, not of ${expectedYear - 1}-${expectedYear}`,
      },
    ]);
  for (const line of lines.slice(first)) reader.read(line);
  return { year, ...reader.finish() };
};

/** True where some line is the heading of a published table. */
export const isPublishedTable = (text: string): boolean =>
  readLines(text).some((line) => findHeading(line.cells) !== undefined);

class TableReader {
  readonly notes: TableNote[] = [];
  readonly wrong: TableNote[] = [];
  readonly sections: Section[] = [];
  heading: Heading | undefined;
  stateTotals: (Sums & { line: number }) | undefined;
  ended = false;

  read(line: Line): void {
    const heading = findHeading(line.cells);
    if (heading) {
      this.heading = heading;
      if (this.sections.length === 0) this.open("public", line.line);
      return;
    }
    const filled = line.cells.filter((cell) => cell !== "");
    const section = this.sections.at(-1)!;
    if (filled.length === 0) {
      if (line.cells.length > 1 && !section.subtotal) section.blankLines.push(line.line);
      return;
    }
    if (filled.length === 1) return this.readText(filled[0]!, line);
    if (this.ended) return;
    const label = this.labelOf(line);
    if (label && /state|grand/i.test(label)) this.stateTotals = { ...this.sumsOf(line), line: line.line };
    else if (label) section.subtotal = { ...this.sumsOf(line), line: line.line };
    else this.readRow(line, section);
  }

  /** A line with one filled cell is a section's title, a footnote, or nothing of ours. */
  private readText(text: string, line: Line): void {
    if (/^\*?\s*(foot ?notes?|notes?|data source)\b/i.test(text)) this.ended = true;
    const kind = this.ended ? undefined : findSectionKind(text);
    if (kind) this.open(kind, line.line);
  }

  private open(kind: SchoolKind, line: number): void {
    const last = this.sections.at(-1);
    if (last && last.rows.length === 0 && !last.subtotal) last.kind = kind;
    else this.sections.push({ kind, rows: [], blankLines: [], lastLine: line });
  }

  /** The text of a totals row: it stands in the identifying columns of a row without a school number. */
  private labelOf(line: Line): string | undefined {
    const { ids, grades } = this.heading!;
    if (/^\d+$/.test(line.cells[ids.school] ?? "")) return undefined;
    const before = Math.min(...grades.map(({ column }) => column));
    return line.cells.slice(0, before).find((cell) => /\btotals?\b|sub-?total/i.test(cell));
  }

  private readRow(line: Line, section: Section): void {
    const { ids } = this.heading!;
    const number = (role: "sau" | "district" | "school"): number => {
      const cell = line.cells[ids[role]] ?? "";
      if (/^\d{1,6}$/.test(cell)) return Number(cell);
      this.wrong.push({ line: line.line, column: ids[role] + 1, message: `"${cell}" is no ${role} number` });
      return 0;
    };
    if (section.subtotal)
      this.wrong.push({ line: line.line, column: 1, message: "a school stands after the subtotal of its section" });
    section.rows.push({
      sau: number("sau"),
      sauName: line.cells[ids.sauName] ?? "",
      district: number("district"),
      districtName: line.cells[ids.districtName] ?? "",
      school: number("school"),
      schoolName: line.cells[ids.schoolName] ?? "",
      section: section.kind,
      ...this.sumsOf(line),
      line: line.line,
      recovered: false,
    });
    section.lastLine = line.line;
  }

  private sumsOf(line: Line): Sums {
    const { grades, total } = this.heading!;
    const counts: Sums["counts"] = {};
    let sum = 0;
    for (const { grade, column } of grades) {
      const count = this.countOf(line, column);
      counts[grade] = count;
      sum += count;
    }
    const printed = total < 0 || (line.cells[total] ?? "") === "" ? undefined : this.countOf(line, total);
    if (printed === undefined)
      this.notes.push({ line: line.line, column: 1, message: `the row has no total; its grades add up to ${sum}` });
    else if (printed !== sum)
      this.wrong.push({
        line: line.line,
        column: total + 1,
        message: `the grades add up to ${sum}, the total says ${printed}`,
      });
    return { counts, total: sum };
  }

  private countOf(line: Line, column: number): number {
    const cell = line.cells[column] ?? "";
    if (cell === "" || cell === "-") return 0;
    if (/^\d{1,3}(,\d{3})+$|^\d+$/.test(cell)) return Number(cell.replaceAll(",", ""));
    this.wrong.push({ line: line.line, column: column + 1, message: `"${cell}" is no number of pupils` });
    return 0;
  }

  finish(): Omit<PublishedTable, "year"> {
    if (this.wrong.length > 0) refuse(this.wrong);
    const grades = this.heading!.grades.map(({ grade }) => grade);
    for (const section of this.sections)
      if (section.subtotal) this.settle(section, section.subtotal, section.subtotal.line);
    this.settleState();
    this.checkSchools();
    if (this.wrong.length > 0) refuse(this.wrong);
    const rows = this.sections.flatMap((section) => section.rows);
    return { rows, grades, stateTotals: this.stateTotals ?? addUp(rows), notes: this.notes };
  }

  /** Makes the section's rows equal its printed sums, by a recovered row where one explains the difference. */
  private settle(section: Section, printed: Sums, line: number): void {
    const rest = subtract(printed, addUp(section.rows));
    if (isZero(rest)) return;
    if (!isWholeRow(rest) || this.neighbourOf(section) === undefined)
      return this.refuseSums("subtotal", printed, rest, line);
    const place = section.blankLines[0] ?? line;
    const row = this.recoveredRow(section, rest, place);
    section.rows.push(row);
    const how = section.blankLines.length > 0 ? "left blank" : "left out";
    const message = `a row was ${how}: its ${rest.total} pupils are recovered from the totals as school ${row.school}, "${row.schoolName}"`;
    this.notes.push({ line: place, column: 1, message });
  }

  private settleState(): void {
    const printed = this.stateTotals;
    if (!printed) {
      this.notes.push({ line: 1, column: 1, message: "the table has no state total to check against" });
      return;
    }
    const rest = subtract(printed, addUp(this.sections.flatMap((section) => section.rows)));
    if (isZero(rest)) return;
    // Only a section that prints no subtotal of its own can still lack a row.
    const open = this.sections.filter((section) => !section.subtotal && section.blankLines.length > 0);
    if (open.length !== 1) return this.refuseSums("state total", printed, rest, printed.line);
    const section = open[0]!;
    this.settle(section, addUp([addUp(section.rows), rest]), printed.line);
  }

  private refuseSums(what: string, printed: Sums, rest: Sums, line: number): void {
    for (const { grade, column } of this.heading!.grades) {
      const off = rest.counts[grade] ?? 0;
      const says = printed.counts[grade] ?? 0;
      if (off !== 0)
        this.wrong.push({
          line,
          column: column + 1,
          message: `the ${what} of ${grade} says ${says}, the schools add up to ${says - off}`,
        });
    }
  }

  /** The district that a row without a name most likely belongs to: the one listed before it. */
  private neighbourOf(section: Section): PublishedRow | undefined {
    const blank = section.blankLines[0] ?? Number.POSITIVE_INFINITY;
    return section.rows.filter((row) => row.line < blank).at(-1) ?? section.rows[0];
  }

  private recoveredRow(section: Section, rest: Sums, line: number): PublishedRow {
    const neighbour = this.neighbourOf(section)!;
    const taken = new Set(this.sections.flatMap((each) => each.rows.map((row) => row.school)));
    let school = neighbour.school + 1;
    while (taken.has(school)) school++;
    const schoolName = `${neighbour.districtName} (row left blank in the published table)`;
    return { ...neighbour, ...rest, school, schoolName, line, recovered: true };
  }

  private checkSchools(): void {
    const seen = new Map<number, PublishedRow>();
    for (const row of this.sections.flatMap((section) => section.rows)) {
      const other = seen.get(row.school);
      const column = this.heading!.ids.school + 1;
      if (other)
        this.wrong.push({ line: row.line, column, message: `school ${row.school} stands in line ${other.line} too` });
      seen.set(row.school, row);
    }
    if (seen.size === 0) this.wrong.push({ line: 1, column: 1, message: "the table lists no school" });
  }
}

const readLines = (text: string): Line[] => {
  const options = { bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true };
  try {
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => {
      const inside = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
      return { cells: record.map((cell) => cell.replace(/\s+/g, " ").trim()), line: info.lines - inside };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse([{ line: Number(error.lines ?? 1), column: 1, message: error.message }]);
  }
};

function refuse(wrong: TableNote[]): never {
  const shown = wrong.slice(0, 20).map((note) => `line ${note.line}, column ${note.column}: ${note.message}`);
  const more = wrong.length > shown.length ? [`and ${wrong.length - shown.length} more`] : [];
  throw new Problem("school-table-invalid", { detail: [...shown, ...more].join("; "), issues: wrong });
}

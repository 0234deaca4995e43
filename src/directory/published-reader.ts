// Reads the lines of a published table from its heading on: sections, schools, subtotals, footnotes. Compares no sums of rows.
import type { SchoolKind } from "./model.ts";
import { findHeading, findSectionKind, type Heading } from "./published-heading.ts";
import type { PrintedSums, PublishedRow, Section, TableDraft, TableLine, TableNote } from "./published-model.ts";
import type { Sums } from "./published-sums.ts";

/** `lines` begin with the heading. */
export const readSections = (lines: TableLine[], heading: Heading): TableDraft => {
  const reader = new SectionReader(heading);
  for (const line of lines) reader.read(line);
  return reader;
};

const emptySection = (kind: SchoolKind): Section => ({ kind, rows: [], blankLines: [], withoutFigures: [] });

class SectionReader implements TableDraft {
  readonly notes: TableNote[] = [];
  readonly wrong: TableNote[] = [];
  // Tables begin with the ordinary public schools and title only the sections that follow.
  readonly sections: Section[] = [emptySection("public")];
  heading: Heading;
  stateTotals: PrintedSums | undefined;
  private ended = false;

  constructor(heading: Heading) {
    this.heading = heading;
  }

  read(line: TableLine): void {
    const repeated = findHeading(line.cells);
    const filled = line.cells.filter((cell) => cell !== "");
    const section = this.sections.at(-1)!;
    if (repeated) this.heading = repeated;
    else if (filled.length === 0) {
      if (line.cells.length > 1 && !section.subtotal && !this.ended) section.blankLines.push(line.line);
    } else if (filled.length === 1) this.readText(filled[0]!);
    else if (!this.ended) this.readFigures(line, section);
  }

  /** A line with one filled cell is a section's title, a footnote, or nothing of ours. */
  private readText(text: string): void {
    if (/^\*?\s*(foot ?notes?|notes?|data source)\b/i.test(text)) this.ended = true;
    const kind = this.ended ? undefined : findSectionKind(text);
    if (kind) this.openSection(kind);
  }

  private openSection(kind: SchoolKind): void {
    const last = this.sections.at(-1)!;
    if (last.rows.length === 0 && !last.subtotal) Object.assign(last, { kind, blankLines: [] });
    else this.sections.push(emptySection(kind));
  }

  private readFigures(line: TableLine, section: Section): void {
    const label = this.labelOf(line);
    if (!label) {
      // A footnote with commas falls into several cells, none of which is a number.
      if (line.cells.some((cell) => /\d$/.test(cell)) || section.rows.length === 0) this.readSchool(line, section);
      else this.readText(line.cells.join(", "));
    } else if (this.isStateLabel(label, section)) this.stateTotals = { ...this.sumsOf(line), line: line.line };
    else section.subtotal = { ...this.sumsOf(line), line: line.line };
  }

  /** A total that stands before every school, or after the subtotal of its section, is the state's. */
  private isStateLabel(label: string, section: Section): boolean {
    if (/state|grand/i.test(label)) return true;
    if (/sub/i.test(label)) return false;
    return section.subtotal !== undefined || this.sections.every(({ rows }) => rows.length === 0);
  }

  /** The text of a totals row: it stands before the grades of a row without a school number. */
  private labelOf(line: TableLine): string | undefined {
    const { ids, grades } = this.heading;
    if (/^\d+$/.test(line.cells[ids.school] ?? "")) return undefined;
    const before = Math.min(...grades.map(({ column }) => column));
    return line.cells.slice(0, before).find((cell) => /\btotals?\b|sub-?total/i.test(cell));
  }

  private readSchool(line: TableLine, section: Section): void {
    const { ids } = this.heading;
    const number = (role: "sau" | "district" | "school"): number => {
      const cell = line.cells[ids[role]] ?? "";
      const digits = /^(?:sau)?\s*#?\s*(\d{1,6})$/i.exec(cell)?.[1];
      if (digits) return Number(digits);
      this.wrong.push({ line: line.line, column: ids[role] + 1, message: `"${cell}" is no ${role} number` });
      return 0;
    };
    if (section.subtotal)
      this.wrong.push({ line: line.line, column: 1, message: "a school stands after the subtotal of its section" });
    const row: PublishedRow = {
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
    };
    section.rows.push(row);
    if (this.heading.grades.every(({ column }) => (line.cells[column] ?? "") === "")) section.withoutFigures.push(row);
  }

  private sumsOf(line: TableLine): Sums {
    const { grades, total } = this.heading;
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
    else if (printed !== sum) {
      const unread = this.heading.unknown.map(({ name, column }) => `; column ${column + 1} (${name}) is no grade`);
      const message = `the grades add up to ${sum}, the total says ${printed}${unread.join("")}`;
      this.wrong.push({ line: line.line, column: total + 1, message });
    }
    return { counts, total: sum };
  }

  private countOf(line: TableLine, column: number): number {
    const cell = line.cells[column] ?? "";
    if (cell === "" || cell === "-") return 0;
    if (/^\d{1,3}(,\d{3})+$|^\d+$/.test(cell)) return Number(cell.replaceAll(",", ""));
    this.wrong.push({ line: line.line, column: column + 1, message: `"${cell}" is no number of pupils` });
    return 0;
  }
}

// What a published school table holds, and what is being gathered while it is read. Types and the refusal only.
import { Problem, type SchoolYear } from "../platform/index.ts";
import type { Grade, SchoolKind } from "./model.ts";
import type { Heading } from "./published-heading.ts";
import type { Sums } from "./published-sums.ts";

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

/** Something found at a place of the file; line and column count from 1. */
export type TableNote = { line: number; column: number; message: string };

export type PublishedTable = {
  year: SchoolYear;
  rows: PublishedRow[];
  /** Grades that have a column, youngest first. */
  grades: Grade[];
  stateTotals: Sums;
  /** What was recovered or could not be checked. */
  notes: TableNote[];
};

export type TableLine = { cells: string[]; line: number };
export type PrintedSums = Sums & { line: number };
export type Section = {
  kind: SchoolKind;
  rows: PublishedRow[];
  /** Lines of rows that have cells, all of them empty. */
  blankLines: number[];
  /** Schools named without any figure. */
  withoutFigures: PublishedRow[];
  subtotal?: PrintedSums;
};

/** The table as read, before its sums are compared. */
export type TableDraft = {
  heading: Heading;
  sections: Section[];
  stateTotals: PrintedSums | undefined;
  notes: TableNote[];
  /** What makes the table unusable. */
  wrong: TableNote[];
};

/** Throws `school-table-invalid` naming the places. */
export function refuseTable(wrong: TableNote[]): never {
  const shown = wrong.slice(0, 20).map((note) => `line ${note.line}, column ${note.column}: ${note.message}`);
  const more = wrong.length > shown.length ? [`and ${wrong.length - shown.length} more`] : [];
  throw new Problem("school-table-invalid", { detail: [...shown, ...more].join("; "), issues: wrong });
}

// The school table a state publishes each autumn, read as it is: headings, sections, subtotals, footnotes. No files, no database.
import type { SchoolYear } from "../platform/index.ts";
import type { Grade, SchoolKind } from "./model.ts";

export type PublishedRow = {
  sau: number;
  sauName: string;
  district: number;
  districtName: string;
  school: number;
  schoolName: string;
  section: SchoolKind;
  counts: Partial<Record<Grade, number>>;
  total: number;
  /** Line of the file, from 1. */
  line: number;
  /** True where the published row was blank and the counts were recovered from the section's subtotal. */
  recovered: boolean;
};

export type PublishedTable = {
  year: SchoolYear;
  rows: PublishedRow[];
  /** Grades that have a column, in the order of the file. */
  grades: Grade[];
  stateTotals: Partial<Record<Grade, number>> & { total: number };
  /** What was recovered or repaired, each with line and reason. */
  notes: string[];
};

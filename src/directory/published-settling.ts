// Compares a published table's schools with its printed totals, and recovers the one row that a section may have left blank. Pure.
import type { PrintedSums, PublishedRow, Section, TableDraft } from "./published-model.ts";
import { addUp, isWholeRow, isZero, type Sums, subtract } from "./published-sums.ts";

/** Adds recovered rows to the sections and notes to the draft; what cannot be explained goes to `wrong`. */
export const settleTotals = (draft: TableDraft): void => {
  for (const section of draft.sections)
    if (section.subtotal) settleSection(draft, section, "subtotal", section.subtotal);
  settleState(draft);
  checkSchools(draft);
};

const settleSection = (draft: TableDraft, section: Section, what: string, printed: PrintedSums): void => {
  const rest = subtract(printed, addUp(section.rows));
  if (isZero(rest)) return;
  if (!isWholeRow(rest) || (section.blankLines.length === 0 && section.rows.length === 0)) {
    explainSums(draft, what, printed, rest);
    return;
  }
  const [named, second] = section.withoutFigures;
  const line = named?.line ?? section.blankLines[0] ?? printed.line;
  const row =
    named && !second ? Object.assign(named, rest, { recovered: true }) : recoverRow(draft, section, rest, line);
  if (row !== named) section.rows.push(row);
  const how = row === named ? "has no figures" : section.blankLines.length > 0 ? "was left blank" : "was left out";
  const message = `a row ${how}: its ${rest.total} pupils are recovered from the totals as school ${row.school}, "${row.schoolName}"`;
  draft.notes.push({ line, column: 1, message });
};

const settleState = (draft: TableDraft): void => {
  const printed = draft.stateTotals;
  if (!printed) {
    draft.notes.push({ line: 1, column: 1, message: "the table has no state total to check against" });
    return;
  }
  const rest = subtract(printed, addUp(draft.sections.flatMap((section) => section.rows)));
  if (isZero(rest)) return;
  // Only a section that prints no subtotal of its own can still lack a row.
  const open = draft.sections.filter((section) => !section.subtotal && section.blankLines.length > 0);
  const [section] = open;
  if (!section || open.length > 1) {
    explainSums(draft, "state total", printed, rest);
    return;
  }
  settleSection(draft, section, "state total", { ...addUp([addUp(section.rows), rest]), line: printed.line });
};

const explainSums = (draft: TableDraft, what: string, printed: PrintedSums, rest: Sums): void => {
  const before = draft.wrong.length;
  for (const { grade, column } of draft.heading.grades) {
    const off = rest.counts[grade] ?? 0;
    const says = printed.counts[grade] ?? 0;
    if (off === 0) continue;
    const message = `the ${what} of ${grade} says ${says}, the schools add up to ${says - off}`;
    draft.wrong.push({ line: printed.line, column: column + 1, message });
  }
  if (draft.wrong.length > before) return;
  // The difference lies in a grade that the last heading lacks, or in the printed total alone.
  const message = `the ${what} says ${printed.total} pupils, the schools add up to ${printed.total - rest.total}; compare the headings of the sections`;
  draft.wrong.push({ line: printed.line, column: 1, message });
};

/** The row whose district a row without a name most likely belongs to: the one listed before it. */
const neighbourOf = (section: Section): PublishedRow | undefined => {
  const blank = section.blankLines[0] ?? Number.POSITIVE_INFINITY;
  return section.rows.filter((row) => row.line < blank).at(-1) ?? section.rows[0];
};

const recoverRow = (draft: TableDraft, section: Section, rest: Sums, line: number): PublishedRow => {
  const rows = draft.sections.flatMap((each) => each.rows);
  const neighbour = neighbourOf(section) ?? strangerIn(section, rows);
  const taken = new Set(rows.map((row) => row.school));
  let school = neighbour.school + 1;
  while (taken.has(school)) school++;
  const schoolName = `${neighbour.districtName} (row left blank in the published table)`;
  return { ...neighbour, ...rest, school, schoolName, line, recovered: true };
};

/** An organization for a section whose only row is blank: numbers that nobody has, within the digits they may have. */
const strangerIn = (section: Section, rows: PublishedRow[]): PublishedRow => {
  const taken = new Set(rows.flatMap((row) => [row.sau, row.district]));
  let number = 899;
  while (taken.has(number)) number--;
  const name = `Unnamed ${section.kind} district`;
  const organization = {
    sau: number,
    sauName: name,
    district: number,
    districtName: name,
    school: 29_900,
    schoolName: "",
  };
  return { ...organization, section: section.kind, counts: {}, total: 0, line: 0, recovered: true };
};

const checkSchools = (draft: TableDraft): void => {
  const seen = new Map<number, PublishedRow>();
  const column = draft.heading.ids.school + 1;
  for (const row of draft.sections.flatMap((section) => section.rows)) {
    const other = seen.get(row.school);
    if (other)
      draft.wrong.push({ line: row.line, column, message: `school ${row.school} stands in line ${other.line} too` });
    seen.set(row.school, row);
  }
  if (seen.size === 0) draft.wrong.push({ line: 1, column: 1, message: "the table lists no school" });
};

// Cells of a table as values, or as findings of their rows: what a text of a column means is worked out once for each distinct text.
import type { FileFindings } from "./findings.ts";
import type { FileTable, TableRow } from "./read-table.ts";

/** Value of a text, or what is wrong with it. */
export type ReadCell<T> = { value: T; wrong?: string | undefined };

export type CellReader = <T>(column: string | undefined, read: (text: string) => ReadCell<T>) => (row: TableRow) => T;

export const fixAtSource = "Correct it in the system that the file comes from.";

/** A column that the file does not have is blank in every row. */
export const cellReader =
  (table: FileTable, findings: FileFindings): CellReader =>
  <T>(column: string | undefined, read: (text: string) => ReadCell<T>) => {
    const at = column === undefined ? -1 : table.columns.indexOf(column);
    const known: ReadCell<T>[] = [];
    return ({ line, cells }: TableRow): T => {
      const number = at < 0 ? 0 : cells[at]!;
      known[number] ??= broken(at < 0 ? "" : table.text(at, number), read);
      const { value, wrong } = known[number];
      if (wrong !== undefined) findings.add(line, column, wrong, fixAtSource);
      return value;
    };
  };

/** Text that was not UTF-8 has a sign in it that stands for what could not be read. */
const broken = <T>(text: string, read: (text: string) => ReadCell<T>): ReadCell<T> =>
  text.includes("\ufffd") || text.includes("\0")
    ? { ...read(text), wrong: "The text is not UTF-8; from a spreadsheet choose 'CSV UTF-8'." }
    : read(text);

const longestLocal = 60;
/** Of the district's own number. */
export const localTooLong = (text: string): string | undefined =>
  text.length > longestLocal ? `It is too long: at most ${longestLocal} letters.` : undefined;

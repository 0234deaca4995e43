// Writes a stored record as the line of CSV it would be in a file, so that the same checker reads a corrected record.
// Pure.
import type { ElementColumn } from "../dictionary/index.ts";
import type { StoredRecord } from "./store/records.ts";

/** ISO day in the format of the element: YYYY, MM and DD in any order. */
const dayText = (iso: string, format: string): string => {
  const [year = "", month = "", day = ""] = iso.split("-");
  if (!/YYYY/.test(format)) return iso;
  return format.replace("YYYY", year).replace("MM", month).replace("DD", day);
};

/** What the file says (or would say) in this cell: the text as it came where it could not be read. */
export const cellText = (column: ElementColumn, record: StoredRecord): string => {
  const raw = record.raw[column.sqlName] ?? record.raw[column.name];
  if (raw !== undefined) return raw;
  const value = record.cells[column.name];
  if (value === null || value === undefined) return "";
  return column.type === "date" ? dayText(value, column.format) : value;
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const recordLine = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\n`;

/** The cells of one line of PostgreSQL's text COPY. */
export const readCopyLine = (line: string): (string | null)[] =>
  line
    .replace(/\n$/, "")
    .split("\t")
    .map((cell) => (cell === "\\N" ? null : cell.replace(/\\(.)/g, (_, c: string) => escapes[c] ?? c)));

const escapes: Record<string, string> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", v: "\v" };

// CSV out (RFC 4180), by a library. Reading the districts' files is the dictionary's work, on bytes.
import { stringify } from "csv-stringify/sync";

/** A CSV text with one header row, CRLF-free lines, quotes only where needed. */
export const writeCsv = (header: readonly string[], rows: Iterable<readonly unknown[]>): string =>
  stringify([header as unknown[], ...(rows as Iterable<unknown[]>)], { record_delimiter: "\n" });

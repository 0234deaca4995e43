// CSV out (RFC 4180), by a library. Reading the districts' files is the dictionary's work, on bytes.
import { stringify } from "csv-stringify/sync";

/**
 * A CSV text with one header row, CRLF-free lines, quotes only where needed. `formulaGuard`: a cell that a spreadsheet
 * would run as a formula begins with an apostrophe; for files of people's own words that are opened by people.
 */
export const writeCsv = (
  header: readonly string[],
  rows: Iterable<readonly unknown[]>,
  { formulaGuard = false }: { formulaGuard?: boolean } = {},
): string =>
  stringify([header as unknown[], ...(rows as Iterable<unknown[]>)], {
    record_delimiter: "\n",
    escape_formulas: formulaGuard,
  });

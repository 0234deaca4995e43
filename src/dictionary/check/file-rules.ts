// Findings that the file layer makes by itself: their ids, texts and severity where a profile names no rule of its own.
import type { RowRule } from "../types.ts";

const rule = (id: string, message: string, remedy: string): RowRule => ({
  id,
  severity: "error",
  message,
  remedy,
  needsDirectory: false,
});

export const genericFileRules = {
  required: rule("FILE-REQUIRED", "A required element is empty.", "Fill the element."),
  columnCount: rule(
    "FILE-COLUMNS",
    "The row does not have the number of columns of the layout.",
    "Write every row with all columns of the layout, unused ones included.",
  ),
  tooLong: rule(
    "FILE-LENGTH",
    "The value is longer than its column allows.",
    "Shorten the value; often a column has slipped.",
  ),
  tooShort: rule("FILE-SHORT", "The value is shorter than its column needs.", "Enter the whole value."),
  empty: rule("FILE-EMPTY", "The file holds no records.", "Choose the file that holds the records."),
  encoding: rule(
    "FILE-ENCODING",
    "The file is not UTF-8 text.",
    "Save the file as CSV in UTF-8 and check it again; from a spreadsheet choose 'CSV UTF-8'.",
  ),
  nul: rule(
    "FILE-NUL",
    "The row holds a NUL byte, which no text has.",
    "Write the file again from its source; it was damaged on the way.",
  ),
  truncated: rule(
    "FILE-TRUNCATED",
    "The file ends in the middle of a record.",
    "Write the file again from its source and make sure that it is copied whole.",
  ),
  quote: rule(
    "FILE-QUOTE",
    "A quoted value does not end where it should, so the row cannot be read.",
    "Close the quote, and write a quote inside a quoted value twice.",
  ),
  rowLength: rule(
    "FILE-ROW",
    "The row is far too long to be a record; it was passed over.",
    "Check that each record ends with a line break.",
  ),
  header: rule(
    "FILE-HEADER",
    "The heading row names the columns in another order than the layout.",
    "Write the columns in the order of the layout; a heading row is not needed.",
  ),
} satisfies Record<string, RowRule>;

export const genericCellRules = {
  integer: rule("TYPE-INTEGER", "The value is not a whole number.", "Enter digits only."),
  decimal: rule("TYPE-DECIMAL", "The value is not a number.", "Enter digits with at most one decimal point."),
  date: rule(
    "TYPE-DATE",
    "The value is not a real date in the format of the element.",
    "Enter the date as MM/DD/YYYY.",
  ),
  text: rule("TYPE-TEXT", "The value is not readable text.", "Enter the value again as plain text."),
  code: rule("CODE-VALUE", "The value is not a code of the element's code set.", "Use a code of the list."),
} satisfies Record<string, RowRule>;

// Findings as CSV, the same in the CLI and in the browser. One line a finding; no library, for the browser's sake.
import type { RowFinding } from "../types.ts";

export const findingsHeader = "row,column,element,rule_id,severity,value,message,remedy\n";

/** A number that a spreadsheet shows as it is; anything else that begins with a sign may be run as a formula. */
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** What a spreadsheet would run instead of showing (a file's cell may hold anything) gets an apostrophe before it. */
export const shownCell = (text: string): string =>
  /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !plainNumber.test(text)) ? `'${text}` : text;

const cell = (value: string | number): string => {
  const text = typeof value === "number" ? String(value) : shownCell(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const findingLine = (finding: RowFinding): string =>
  `${[
    finding.row,
    finding.column,
    finding.element,
    finding.ruleId,
    finding.severity,
    finding.value,
    finding.message,
    finding.remedy,
  ]
    .map(cell)
    .join(",")}\n`;

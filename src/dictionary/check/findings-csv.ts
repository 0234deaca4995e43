// Findings as CSV, the same in the CLI and in the browser. One line a finding; no library, for the browser's sake.
import type { RowFinding } from "../types.ts";

export const findingsHeader = "row,column,element,rule_id,severity,value,message,remedy\n";

const cell = (value: string | number): string => {
  const text = String(value);
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

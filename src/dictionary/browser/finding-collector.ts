// Gathers findings in the browser: grouped by rule and element with a few examples each, and all of them as CSV.
import type { RowFinding } from "../types.ts";

const mostExamples = 5;
/** Lines that become one part of the file: a million strings at once would be held twice. */
const linesPerPart = 20_000;
const header = "row,column,element,rule_id,severity,value,message,remedy";

type FoundGroup = Pick<RowFinding, "ruleId" | "severity" | "element" | "message" | "remedy"> & {
  count: number;
  examples: Pick<RowFinding, "row" | "line" | "value">[];
};

export function findingCollector() {
  const groups = new Map<string, FoundGroup>();
  const parts: Blob[] = [];
  let lines: string[] = [header];
  const flush = () => {
    parts.push(new Blob([`${lines.join("\n")}\n`]));
    lines = [];
  };
  return {
    add(finding: RowFinding): void {
      const { ruleId, severity, element, message, remedy, row, line, value } = finding;
      const key = `${ruleId}\t${element}`;
      let group = groups.get(key);
      if (!group) {
        group = { ruleId, severity, element, message, remedy, count: 0, examples: [] };
        groups.set(key, group);
      }
      group.count++;
      if (group.examples.length < mostExamples) group.examples.push({ row, line, value });
      lines.push([row, finding.column, element, ruleId, severity, value, message, remedy].map(csvCell).join(","));
      if (lines.length >= linesPerPart) flush();
    },
    groups: (): FoundGroup[] => [...groups.values()],
    csv(): Blob {
      if (lines.length > 0) flush();
      return new Blob(parts, { type: "text/csv" });
    },
  };
}

/** A value that a spreadsheet would run as a formula is set in front with an apostrophe. */
function csvCell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

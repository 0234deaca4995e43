// Findings gathered by rule: full counts, and the first few as examples, so that a file full of errors stays small.
import type { RowFinding, Severity } from "../types.ts";

export type FindingGroup = {
  ruleId: string;
  severity: Severity;
  message: string;
  remedy: string;
  count: number;
  examples: Pick<RowFinding, "row" | "line" | "column" | "element" | "value">[];
};

const order: Severity[] = ["error", "confirm", "warning"];

export const findingGroups = (mostExamples: number) => {
  const groups = new Map<string, FindingGroup>();
  return {
    add({ ruleId, severity, message, remedy, row, line, column, element, value }: RowFinding): void {
      let group = groups.get(ruleId);
      if (!group) {
        group = { ruleId, severity, message, remedy, count: 0, examples: [] };
        groups.set(ruleId, group);
      }
      group.count++;
      if (group.examples.length < mostExamples) group.examples.push({ row, line, column, element, value });
    },
    /** What blocks first, then the most frequent. */
    sorted: (): FindingGroup[] =>
      [...groups.values()].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.count - a.count),
  };
};

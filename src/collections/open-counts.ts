// Sums of findings that still stand. Pure.
import type { FindingState, OpenCounts, Severity } from "./model.ts";

export type Counted = { severity: Severity; state: FindingState; n: number };

export const noFindings = (): OpenCounts => ({ error: 0, confirm: 0, warning: 0, explained: 0 });

export const sumOpen = (rows: readonly Counted[]): OpenCounts => {
  const counts = noFindings();
  for (const { severity, state, n } of rows) {
    if (state === "explained") counts.explained += n;
    else if (state === "open") counts[severity] += n;
  }
  return counts;
};

/** Errors, and confirms that nobody explained. */
export const blocks = (counts: OpenCounts): number => counts.error + counts.confirm;

/** `1 school`, `3 schools`, also in texts that no screen formats. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `1 question is open`, `4 errors and 1 question are open`. */
export const openSentence = ({ error, confirm }: Pick<OpenCounts, "error" | "confirm">): string => {
  const parts = [
    ...(error > 0 ? [counted(error, "error")] : []),
    ...(confirm > 0 ? [counted(confirm, "question")] : []),
  ];
  if (parts.length === 0) return "nothing is open";
  return `${parts.join(" and ")} ${error + confirm === 1 ? "is" : "are"} open`;
};

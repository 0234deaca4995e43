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

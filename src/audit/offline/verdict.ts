// What a verification found: faults with their places, what is proven, and what is not. Plain data, also printed as JSON.

export type FaultKind =
  /** An event's contents are not what was sealed. */
  | "altered"
  /** A sealed event is gone. */
  | "missing"
  /** An event stands where none was sealed. */
  | "inserted"
  /** A sealed event stands in the place of another. */
  | "reordered"
  /** The log ends before what was sealed. */
  | "truncated"
  /** Events and their hashes were changed together: the place is known to lie between two checkpoints. */
  | "rewritten"
  /** A checkpoint is not signed by a trusted key, or contradicts another one. */
  | "forged-checkpoint"
  | "missing-checkpoint"
  /** The tree's hashes were changed, the events were not. */
  | "hashes-altered"
  /** The database and its export say different things. */
  | "differs-from-export"
  | "unreadable";

export type Fault = {
  kind: FaultKind;
  /** Position in the log, from 0; for checkpoints the number of events they cover. */
  position: number;
  /** Where the fault lies somewhere from `position` to before this. */
  before?: number | undefined;
  /** The event's number in the database, as far as it can be told. */
  eventId?: number | undefined;
  detail: string;
};

export type Verdict = {
  verified: boolean;
  /** Name of the log. */
  log: string | undefined;
  /** Events found, and how many from the first one on are proven to be as they were sealed. */
  events: number;
  proven: number;
  checkpoints: number;
  /** The newest checkpoint that holds. */
  latest: { size: number; sealedAt: string; root: string } | undefined;
  /** In the order of the log; the first one is the first thing that is wrong. */
  faults: Fault[];
  saysProven: string[];
  saysNotProven: string[];
};

const titles: Record<FaultKind, string> = {
  altered: "ALTERED",
  missing: "MISSING",
  inserted: "INSERTED",
  reordered: "REORDERED",
  truncated: "TRUNCATED",
  rewritten: "REWRITTEN",
  "forged-checkpoint": "FORGED CHECKPOINT",
  "missing-checkpoint": "MISSING CHECKPOINT",
  "hashes-altered": "ALTERED HASHES",
  "differs-from-export": "NOT AS EXPORTED",
  unreadable: "UNREADABLE",
};

const mostShown = 20;

/** The verdict as lines for a person. */
export const describeVerdict = (verdict: Verdict): string[] => {
  const { verified, log, events, checkpoints, faults, saysProven, saysNotProven } = verdict;
  const lines = [
    verified
      ? "VERIFIED: every sealed event is there, unaltered and in its place."
      : "NOT VERIFIED: the log is not as it was sealed.",
    `Log ${log ?? "(unknown)"}: ${events.toLocaleString("en-US")} events, ${checkpoints.toLocaleString("en-US")} ${checkpoints === 1 ? "checkpoint" : "checkpoints"}.`,
  ];
  for (const fault of faults.slice(0, mostShown)) lines.push(`  ${titles[fault.kind]}: ${fault.detail}`);
  if (faults.length > mostShown) lines.push(`  and ${faults.length - mostShown} more`);
  lines.push("Proven:", ...saysProven.map((sentence) => `  - ${sentence}`));
  lines.push("Not proven:", ...saysNotProven.map((sentence) => `  - ${sentence}`));
  return lines;
};

/** Sorted by place; where two are of one place, what was signed comes after what it covers. */
export const inOrder = (faults: Fault[]): Fault[] => [...faults].sort((one, other) => one.position - other.position);

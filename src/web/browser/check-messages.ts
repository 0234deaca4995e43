// What the page and the worker that checks a file say to each other, as the page reads it. Types only; web imports no
// module, and the browser scenarios hold both sides together. The file itself stays where it lies.

export type CheckRequest =
  | { type: "check"; file: File; validator: string; directory?: string }
  | { type: "findings-csv" };

export type FoundGroup = {
  ruleId: string;
  severity: "error" | "warning" | "confirm";
  message: string;
  remedy: string;
  count: number;
  /** The first few. */
  examples: { row: number; line: number; element: string; value: string }[];
};

export type CheckResult = {
  rows: number;
  records: number;
  findings: Record<"error" | "warning" | "confirm", number>;
  complete: boolean;
  notChecked: string[];
};

export type CheckReply =
  | { type: "progress"; bytes: number; total: number }
  | { type: "result"; result: CheckResult; groups: FoundGroup[]; seconds: number }
  | { type: "findings-csv"; file: Blob }
  | { type: "failed"; message: string };

// What the page and the worker that checks a file say to each other. Types only; the file itself stays where it lies.

export type CheckOrder = { file: File; validator: string; directory: string };

export type FoundGroup = {
  ruleId: string;
  severity: "error" | "warning" | "confirm";
  element: string;
  message: string;
  remedy: string;
  count: number;
  /** The first few. */
  examples: { row: number; line: number; value: string }[];
};

export type CheckOutcome = {
  rows: number;
  records: number;
  findings: Record<"error" | "warning" | "confirm", number>;
  complete: boolean;
  notChecked: string[];
  groups: FoundGroup[];
  /** All findings as CSV: row,column,element,rule_id,severity,value,message,remedy. */
  csv: Blob;
  seconds: number;
};

export type CheckReport =
  | { kind: "progress"; bytes: number; total: number }
  | { kind: "done"; outcome: CheckOutcome }
  | { kind: "failed"; message: string };

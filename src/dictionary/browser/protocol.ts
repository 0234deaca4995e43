// What a page and the check worker say to each other. Types only.
import type { FindingGroup } from "../check/finding-groups.ts";
import type { CheckResult } from "../types.ts";

/** From the page. `validator`: address of the generated module; `directory`: of the directory's JSON, where there is one. */
export type CheckRequest =
  | { type: "check"; file: File; validator: string; directory?: string }
  /** All findings of the file checked last, as a CSV. */
  | { type: "findings-csv" };

/** To the page. `progress` comes at most some twenty times a second. */
export type CheckReply =
  | { type: "progress"; bytes: number; total: number }
  | { type: "result"; result: CheckResult; groups: FindingGroup[]; seconds: number }
  | { type: "findings-csv"; file: Blob }
  | { type: "failed"; message: string };

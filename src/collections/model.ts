// The words of a collection: submission, batch, finding, explanation, certification. Types only, no I/O.
import type { Contact } from "../directory/index.ts";
import type { SchoolYear } from "../platform/index.ts";

/** One district's data for one collection and school year. */
export type SubmissionKey = { collection: string; year: SchoolYear; district: number };

/** As the policy prints them. `Replaced` is the end of a batch that a later upload took the place of, or that was withdrawn. */
export const STATUSES = [
  "Uploaded",
  "Batch Verified with Errors",
  "Batch Verified",
  "District Verified with Errors",
  "District Verified",
  "Certified",
  "Replaced",
] as const;
export type Status = (typeof STATUSES)[number];
/** A submission has no status before its first batch, and is never replaced. */
export type SubmissionStatus = Exclude<Status, "Replaced"> | "Not Submitted";

export type Severity = "error" | "warning" | "confirm";
export type FindingScope = "row" | "batch" | "district" | "state";
/** open: nobody answered it; explained: an explanation fits its present values; resolved: it no longer holds. */
export type FindingState = "open" | "explained" | "resolved";

export type SchoolRef = { number: number; name: string };

export type Batch = {
  id: string;
  collection: string;
  year: SchoolYear;
  district: number;
  fileName: string;
  /** SHA-256 of the uploaded bytes, in hex. */
  sha256: string;
  bytes: number;
  records: number;
  status: Status;
  uploadedBy: string;
  uploadedAt: Date;
  schools: SchoolRef[];
  /** Batches whose place this one took; empty when it was added. */
  replaces: string[];
  replacedBy?: string;
  /** Where it was taken out of the submission instead; its status is then `Replaced`, by nothing. */
  withdrawn?: { by: string; at: Date; reason: string };
  findings: OpenCounts;
};

/** Findings that still stand: `error` and `confirm` are open ones, `explained` have an explanation, `warning` never block. */
export type OpenCounts = { error: number; confirm: number; warning: number; explained: number };

export type Explanation = { id: string; text: string; by: string; at: Date };

/** The other district of a conflict, with whom to settle it. */
export type Counterpart = { district: number; districtName: string; school?: SchoolRef; contact: Contact };

export type Finding = {
  id: string;
  ruleId: string;
  scope: FindingScope;
  severity: Severity;
  state: FindingState;
  batchId?: string;
  fileName?: string;
  /** Record number in the file, from 1; undefined where the finding is not about one record. */
  row?: number;
  /** Position of the element in the file, from 1; 0 = the whole row or file. */
  column: number;
  element: string;
  value: string;
  message: string;
  remedy: string;
  /** Whom or what it is about: a student identifier, a school, a school and grade. */
  subject: string;
  explanation?: Explanation;
  counterparts: Counterpart[];
};

/** Findings with one cause: same rule, element and (where few values repeat) same value. */
export type FindingGroup = {
  key: string;
  ruleId: string;
  scope: FindingScope;
  severity: Severity;
  element: string;
  /** The value that all of them share, or undefined when values differ. */
  value?: string;
  message: string;
  remedy: string;
  open: number;
  explained: number;
  /** The first few, for the eye. */
  first: Finding[];
};

export type RecordChange = {
  element: string;
  old: string;
  new: string;
  by: string;
  at: Date;
  reason: string;
  version: number;
};

export type RecordCell = { element: string; longName: string; column: number; value: string; unreadable: boolean };
export type RecordView = {
  batch: Batch;
  row: number;
  version: number;
  cells: RecordCell[];
  findings: Finding[];
  changes: RecordChange[];
  /** False when the batch is replaced or certified. */
  editable: boolean;
};

export type StatusStep = { status: SubmissionStatus; at: Date; by: string; reason?: string; version: number };

export type Certification = {
  version: number;
  certifiedBy: string;
  certifiedAt: Date;
  records: number;
  /** SHA-256 over the canonical CSV of the certified records; that CSV is kept in the file store under this name. */
  dataHash: string;
  /** When and by whom the returned, signed paper was recorded. */
  signed?: { by: string; at: Date };
  reopened?: { by: string; at: Date; reason: string };
};

export type CollectionWindow = {
  collection: string;
  year: SchoolYear;
  opens: string;
  closes: string;
  open: boolean;
  /** Whether the state set these days; otherwise they are the profile's usual ones, and refuse nothing. */
  set: boolean;
};

export type Submission = SubmissionKey & {
  id?: string;
  districtName: string;
  title: string;
  status: SubmissionStatus;
  /** Counts up with each reopening, from 1. */
  version: number;
  window: CollectionWindow | undefined;
  batches: Batch[];
  /** Batches that later uploads replaced, and withdrawn ones; readable, never counted. */
  replaced: Batch[];
  records: number;
  findings: OpenCounts;
  missingSchools: SchoolRef[];
  certifications: Certification[];
  steps: StatusStep[];
};

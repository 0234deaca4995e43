// The verbs of this module as one interface: what screens, commands and the demo may ask for. No implementation here.
import type { Actor } from "../access/index.ts";
import type { CheckResult, RowFinding } from "../dictionary/index.ts";
import type { Contact } from "../directory/index.ts";
import type { SchoolYear } from "../platform/index.ts";
import type {
  Batch,
  Certification,
  CollectionWindow,
  Explanation,
  Finding,
  FindingGroup,
  FindingScope,
  FindingState,
  OpenCounts,
  RecordView,
  SchoolRef,
  Severity,
  Submission,
  SubmissionKey,
  SubmissionStatus,
} from "./model.ts";
import type { SharedSchools } from "./shared-schools.ts";

export type SubmitRequest = SubmissionKey & {
  fileName: string;
  source: AsyncIterable<Uint8Array>;
  /** "none" adds the file beside the others; a batch id replaces that batch; undefined follows the replacement rule. */
  replaces?: string;
};
export type SubmitProgress = { stage: "reading" | "rules" | "storing"; bytes: number };

/** What the sender keeps: given only after the commit, so a receipt is a promise that the batch is whole and kept. */
export type BatchReceipt = {
  batch: Batch;
  /** Other current batches that hold schools of this one: these schools stand in two batches. */
  shared: SharedSchools[];
  /** True when these very bytes were already a current batch: nothing was done again. */
  repeated: boolean;
  submissionStatus: SubmissionStatus;
  /** Of rows and batch, by rule. */
  byRule: Record<string, number>;
  findings: { error: number; warning: number; confirm: number };
  check: Pick<CheckResult, "rows" | "records" | "bytes">;
};
/** `Problem.facts` of "upload-not-whole": what the checker saw in a file that was not stored. */
export type NotWhole = { fileName: string; findings: RowFinding[] };

export type VerifyScope = "batch" | "district" | "state";
export type Verification = {
  scope: VerifyScope;
  status: SubmissionStatus;
  /** Findings of that scope that still stand. */
  findings: OpenCounts;
  byRule: Record<string, number>;
  /** What keeps the district step from starting, in sentences; empty when it ran. */
  refused: string[];
};

export type FindingQuery = SubmissionKey & {
  batchId?: string;
  ruleId?: string;
  /** `key` of a FindingGroup. */
  group?: string;
  severity?: Severity;
  scope?: FindingScope;
  /** Default: open and explained. */
  state?: FindingState;
  element?: string;
  school?: number;
  /** Student identifier or other subject, whole. */
  subject?: string;
  offset?: number;
  /** Default 100, at most 1000. */
  limit?: number;
};
export type FindingPage = { total: number; offset: number; limit: number; findings: Finding[] };

export type ExplainRequest = { findingId: string; text: string };
export type FixRequest = { batchId: string; row: number; element: string; value: string; reason?: string };

export type FieldChange = { element: string; old: string; new: string };
export type DifferenceRow = {
  kind: "added" | "changed" | "gone";
  student: string;
  school: string;
  entryDate: string;
  row?: number;
  oldRow?: number;
  changes: FieldChange[];
};
export type Difference = {
  batch: Batch;
  against: Batch[];
  added: number;
  changed: number;
  gone: number;
  same: number;
  offset: number;
  rows: DifferenceRow[];
};

export type ReviewReport = { id: string; title: string; audience: string; columns: string[]; mustConfirm: boolean };
export type ReviewTable = { report: ReviewReport; header: string[]; rows: (string | number | null)[][]; total: number };

export type ReadinessItem = { code: string; text: string; done: boolean; count?: number; remedy: string };
export type Readiness = {
  ready: boolean;
  items: ReadinessItem[];
  reports: { report: ReviewReport; attested?: { by: string; at: Date } }[];
  /** The words the superintendent agrees to. */
  statement: string;
};

export type Due = {
  submission: SubmissionKey;
  districtName: string;
  title: string;
  status: SubmissionStatus;
  window: CollectionWindow | undefined;
  /** Whole days until the window closes; negative when it is over. */
  daysLeft?: number;
  findings: OpenCounts;
  missingSchools: number;
  /** The one next step, in a sentence. */
  next: string;
};
export type Overview = { due: Due[]; conflicts: Finding[]; recent: Batch[] };

export type DistrictProgress = {
  district: number;
  districtName: string;
  sau: number;
  status: SubmissionStatus;
  version: number;
  records: number;
  findings: OpenCounts;
  schoolsIn: number;
  schoolsRequired: number;
  certifiedAt?: Date;
  signed: boolean;
  contact: Contact;
};
export type Progress = {
  collection: string;
  year: SchoolYear;
  districts: DistrictProgress[];
  byStatus: Record<SubmissionStatus, number>;
};

/** What is handed to the warehouse inside the certifying transaction. */
export type CertifiedSubmission = SubmissionKey & {
  submissionId: string;
  version: number;
  /** CSV with header, in canonical order; may be read more than once. */
  records: () => AsyncIterable<Buffer>;
  recordCount: number;
  dataHash: string;
  dictionaryVersion: string;
};
/** How the warehouse names what it kept; stored with the certification. */
export type SnapshotRef = { id: string };

export type Collections = {
  submit(actor: Actor, request: SubmitRequest, onProgress?: (p: SubmitProgress) => void): Promise<BatchReceipt>;
  verify(actor: Actor, request: SubmissionKey & { scope: VerifyScope }): Promise<Verification>;

  overview(actor: Actor, year: SchoolYear): Promise<Overview>;
  submission(actor: Actor, key: SubmissionKey): Promise<Submission>;
  batch(actor: Actor, batchId: string): Promise<Batch>;
  progress(actor: Actor, request: { collection: string; year: SchoolYear }): Promise<Progress>;
  missingSchools(actor: Actor, key: SubmissionKey): Promise<SchoolRef[]>;

  findings(actor: Actor, query: FindingQuery): Promise<FindingPage>;
  /** All that match, in pages, for files: sorted once. */
  everyFinding(actor: Actor, query: FindingQuery): Promise<AsyncIterable<Finding[]>>;
  findingGroups(actor: Actor, query: FindingQuery): Promise<FindingGroup[]>;
  finding(actor: Actor, findingId: string): Promise<Finding>;
  /** CSV of all findings that match: row,column,element,rule_id,severity,value,message,remedy and where they are. */
  findingsCsv(actor: Actor, query: FindingQuery): Promise<AsyncIterable<Buffer>>;
  /** The uploaded file as it came, with one more column: what is wrong in this row. */
  originalWithFindings(actor: Actor, batchId: string): Promise<{ fileName: string; content: AsyncIterable<Buffer> }>;

  explain(actor: Actor, request: ExplainRequest): Promise<Explanation>;
  /** Explains every open finding of a group with the same words. */
  explainGroup(actor: Actor, query: FindingQuery, text: string): Promise<{ explained: number }>;
  record(actor: Actor, request: { batchId: string; row: number }): Promise<RecordView>;
  fix(actor: Actor, request: FixRequest): Promise<RecordView>;
  difference(actor: Actor, batchId: string, page?: { offset?: number; limit?: number }): Promise<Difference>;

  reviewReports(collection: string, year: SchoolYear): ReviewReport[];
  review(
    actor: Actor,
    reportId: string,
    key: SubmissionKey,
    page?: { offset?: number; limit?: number },
  ): Promise<ReviewTable>;
  readiness(actor: Actor, key: SubmissionKey): Promise<Readiness>;
  /** The superintendent or a clerk confirms having read a review report; void after the next change of the data. */
  attest(actor: Actor, key: SubmissionKey, reportIds: string[], recordedBy?: string): Promise<Readiness>;
  certify(actor: Actor, key: SubmissionKey): Promise<Certification>;
  /** The sign-off document of a certified version (default: the last one) as PDF. */
  signOff(actor: Actor, key: SubmissionKey & { version?: number }): Promise<Buffer>;
  /** The state records that the signed paper came back. */
  markSigned(actor: Actor, key: SubmissionKey): Promise<Certification>;
  reopen(actor: Actor, request: SubmissionKey & { reason: string }): Promise<Submission>;
  /** Takes a batch out of its submission; it stays readable, and nothing takes its place. */
  withdraw(actor: Actor, request: { batchId: string; reason: string }): Promise<Submission>;

  windows(year: SchoolYear): Promise<CollectionWindow[]>;
  openWindow(
    actor: Actor,
    window: { collection: string; year: SchoolYear; opens: string; closes: string },
  ): Promise<CollectionWindow>;
};

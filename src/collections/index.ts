// The door of collections: the road of a submission from a district's file to certified records.
export type { CollectionsOptions } from "./context.ts";
export { createCollections } from "./create-collections.ts";
export type { Batch, Finding, Status, Submission, SubmissionKey, SubmissionStatus } from "./model.ts";
export { STATUSES } from "./model.ts";
export { prepareCollections } from "./store/prepare.ts";
export type { BatchReceipt, CertifiedSubmission, Collections, SnapshotRef, Verification } from "./verbs.ts";

// The status of a batch and of a submission, from facts alone. Pure: the one place that decides what a status is.
import type { Status, SubmissionStatus } from "./model.ts";

export type SubmissionFacts = {
  certified: boolean;
  /** The district step ran over just these records. */
  districtStepRan: boolean;
  /** Errors, and confirms without explanation, of the district step. */
  districtBlocking: number;
  batches: BatchFacts[];
};

export type BatchFacts = {
  replaced: boolean;
  /** The batch step (row and batch rules) ran over just these records. */
  batchStepRan: boolean;
  /** Errors, and confirms without explanation, of rows and batch. */
  blocking: number;
};

/** The district step may start when there is a batch and every batch is verified. */
export const batchesVerified = (batches: readonly BatchFacts[]): boolean => {
  const current = batches.filter((batch) => !batch.replaced);
  return current.length > 0 && current.every((batch) => batch.batchStepRan && batch.blocking === 0);
};

export const batchStatus = (batch: BatchFacts, submission: SubmissionFacts): Status => {
  if (batch.replaced) return "Replaced";
  if (submission.certified) return "Certified";
  if (!batch.batchStepRan) return "Uploaded";
  if (batch.blocking > 0) return "Batch Verified with Errors";
  if (!submission.districtStepRan || !batchesVerified(submission.batches)) return "Batch Verified";
  return submission.districtBlocking > 0 ? "District Verified with Errors" : "District Verified";
};

const order = [
  "Uploaded",
  "Batch Verified with Errors",
  "Batch Verified",
  "District Verified with Errors",
  "District Verified",
  "Certified",
] as const;

/** A submission stands where the batch that is furthest behind stands. */
export const submissionStatus = (submission: SubmissionFacts): SubmissionStatus => {
  const current = submission.batches.filter((batch) => !batch.replaced);
  if (current.length === 0) return "Not Submitted";
  const ranks = current.map((batch) => order.indexOf(batchStatus(batch, submission) as (typeof order)[number]));
  return order[Math.min(...ranks)] as SubmissionStatus;
};

// Brings the stored statuses of a submission and its batches in line with the facts, and keeps the step that follows.
import type { Tx } from "../platform/index.ts";
import type { SubmissionStatus } from "./model.ts";
import { batchStatus, type SubmissionFacts, submissionStatus } from "./status.ts";
import { batchFacts, districtBlocking, writeBatchStatus } from "./store/batches.ts";
import { getSubmissionForChange, type SubmissionRow, writeStatus } from "./store/submissions.ts";

export const factsOf = async (tx: Tx, submission: SubmissionRow): Promise<SubmissionFacts> => ({
  certified: submission.certified,
  districtStepRan: submission.districtStepAt !== null,
  districtBlocking: await districtBlocking(tx, submission.id),
  batches: await batchFacts(tx, submission.id),
});

export const settleStatus = async (
  tx: Tx,
  key: { collection: string; year: number; district: number },
  change: { by: string; at: Date; reason?: string },
): Promise<SubmissionStatus> => {
  const submission = await getSubmissionForChange(tx, key);
  const facts = await factsOf(tx, submission);
  for (const batch of await batchFacts(tx, submission.id)) {
    const status = batchStatus(batch, facts);
    if (status !== batch.status) await writeBatchStatus(tx, batch.id, status);
  }
  const status = submissionStatus(facts);
  if (status !== submission.status || change.reason !== undefined)
    await writeStatus(tx, submission, { ...change, status });
  return status;
};

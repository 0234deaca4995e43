// The verb withdraw: a batch that should not be there leaves its submission, with a reason. It stays readable.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem, withTransaction } from "../platform/index.ts";
import type { Context } from "./context.ts";
import type { Submission } from "./model.ts";
import { settleStatus } from "./settle.ts";
import { changedStudents, runStateRules } from "./state-rules.ts";
import { getBatch, withdrawBatch } from "./store/batches.ts";
import { getSubmissionForChange, markDataChanged } from "./store/submissions.ts";
import { submissionView } from "./submission.ts";

export const withdraw = async (
  ctx: Context,
  actor: Actor,
  request: { batchId: string; reason: string },
): Promise<Submission> => {
  const { collection, year, district, id } = await getBatch(ctx.db, request.batchId);
  authorize(actor, "submission.withdraw", { district });
  const key = { collection, year, district };
  const reason = request.reason.trim();
  if (reason === "") throw new Problem("invalid-input", { detail: "Withdrawing a batch needs a reason." });
  await withTransaction(ctx.db, async (tx) => {
    const submission = await getSubmissionForChange(tx, key);
    if (submission.certified) throw new Problem("submission-certified", key);
    const batch = await getBatch(tx, id);
    if (batch.status === "Replaced") throw new Problem("batch-not-current", { batch: id });
    const at = ctx.clock.now();
    const changed = await changedStudents(ctx, tx, key, [id]);
    await withdrawBatch(tx, id, { by: actor.name, at, reason });
    await markDataChanged(tx, submission.id, at);
    await runStateRules(ctx, tx, key, changed);
    await recordEvent(tx, {
      actor: actor.account,
      action: "batch.withdraw",
      organization: `district:${district}`,
      subject: `batch:${id}`,
      details: { collection, year, fileName: batch.fileName, sha256: batch.sha256, records: batch.records, reason },
    });
    await settleStatus(tx, key, { by: actor.name, at, reason: `${batch.fileName} withdrawn: ${reason}` });
  });
  return submissionView(ctx, actor, key);
};

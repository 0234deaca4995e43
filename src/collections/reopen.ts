// The verbs of the state after certification: record the signed paper, and reopen with a reason. Version n stays as it was.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem, withTransaction } from "../platform/index.ts";
import type { Context } from "./context.ts";
import type { Certification, Submission, SubmissionKey } from "./model.ts";
import { settleStatus } from "./settle.ts";
import { certificationView, getCertification, writeReopened, writeSigned } from "./store/certifications.ts";
import { getSubmissionForChange, markCertified, markDataChanged } from "./store/submissions.ts";
import { submissionView } from "./submission.ts";

/** Version n+1 begins as version n was, one step back: at the batch step, to be verified and certified anew. */
export const reopen = async (
  ctx: Context,
  actor: Actor,
  request: SubmissionKey & { reason: string },
): Promise<Submission> => {
  const { collection, year, district } = request;
  authorize(actor, "submission.reopen", { district });
  const reason = request.reason.trim();
  if (reason === "") throw new Problem("invalid-input", { detail: "Reopening needs a reason." });
  await withTransaction(ctx.db, async (tx) => {
    const submission = await getSubmissionForChange(tx, request);
    if (!submission.certified) throw new Problem("submission-not-certified", { collection, year, district });
    const at = ctx.clock.now();
    const version = { submissionId: submission.id, version: submission.version };
    await writeReopened(tx, version, { by: actor.name, at, reason });
    await markCertified(tx, submission.id, false, submission.version + 1);
    await markDataChanged(tx, submission.id, at);
    await recordEvent(tx, {
      actor: actor.account,
      action: "submission.reopen",
      organization: `district:${district}`,
      subject: `submission:${submission.id}`,
      details: { collection, year, reason, version: submission.version + 1 },
    });
    await settleStatus(tx, request, { by: actor.name, at, reason });
  });
  return submissionView(ctx, actor, { collection, year, district });
};

/** Whoever may reopen also receives the signed paper. Recording it twice keeps the first record. */
export const markSigned = async (ctx: Context, actor: Actor, key: SubmissionKey): Promise<Certification> => {
  authorize(actor, "submission.reopen", { district: key.district });
  return withTransaction(ctx.db, async (tx) => {
    const submission = await getSubmissionForChange(tx, key);
    if (!submission.certified) throw new Problem("submission-not-certified", { ...key });
    const row = await getCertification(tx, key);
    if (row.signedAt) return certificationView(row);
    await writeSigned(tx, row, actor.name, ctx.clock.now());
    await recordEvent(tx, {
      actor: actor.account,
      action: "submission.paper-returned",
      organization: `district:${key.district}`,
      subject: `submission:${submission.id}`,
      details: { version: row.version },
    });
    return certificationView(await getCertification(tx, key));
  });
};

// The verb verify: runs the rules of a step again over the records as they stand.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../platform/index.ts";
import { type Context, getCollection, getDistrict, sqlRulesOf } from "./context.ts";
import type { FindingScope, SubmissionKey } from "./model.ts";
import { blocks, openSentence, sumOpen } from "./open-counts.ts";
import { factsOf, settleStatus } from "./settle.ts";
import { changedStudents, runStateRules } from "./state-rules.ts";
import { batchesVerified } from "./status.ts";
import { type BatchRow, listBatches, markBatchStep } from "./store/batches.ts";
import { countFindings } from "./store/findings.ts";
import { runRule } from "./store/run-rule.ts";
import { findSubmissionForChange, markDistrictStep, type SubmissionRow } from "./store/submissions.ts";
import { runBatchRules } from "./submit.ts";
import type { Verification, VerifyScope } from "./verbs.ts";

const scopes: Record<VerifyScope, FindingScope[]> = {
  batch: ["row", "batch"],
  district: ["district"],
  state: ["state"],
};

export const verify = async (
  ctx: Context,
  actor: Actor,
  request: SubmissionKey & { scope: VerifyScope },
): Promise<Verification> => {
  const { collection, year, district, scope } = request;
  authorize(actor, "submission.verify", { district });
  getCollection(ctx, collection);
  getDistrict(await ctx.directoryOf(year), district);
  return withTransaction(ctx.db, async (tx) => {
    const submission = await findSubmissionForChange(tx, request);
    if (!submission) throw new Problem("nothing-submitted", { collection, year, district });
    const refused = submission.certified ? [] : await step(ctx, tx, submission, scope);
    await recordEvent(tx, {
      actor: actor.account,
      action: `submission.verify-${scope}`,
      organization: `district:${district}`,
      subject: `submission:${submission.id}`,
      details: { collection, year, refused },
    });
    const status = await settleStatus(tx, request, { by: actor.name, at: ctx.clock.now() });
    const counted = await countFindings(tx, submission.id, scopes[scope]);
    const byRule: Record<string, number> = {};
    for (const { ruleId, n } of counted) byRule[ruleId] = (byRule[ruleId] ?? 0) + n;
    return { scope, status, findings: sumOpen(counted), byRule, refused };
  });
};

/** Returns what kept the step from running. Certified data are not touched. */
const step = async (ctx: Context, tx: Tx, submission: SubmissionRow, scope: VerifyScope): Promise<string[]> => {
  const now = ctx.clock.now();
  const current = (await listBatches(tx, submission.id)).filter((batch) => batch.status !== "Replaced");
  if (current.length === 0) return ["No file has been uploaded"];
  if (scope === "state") {
    await runStateRules(
      ctx,
      tx,
      submission,
      await changedStudents(
        ctx,
        tx,
        submission,
        current.map(({ id }) => id),
      ),
    );
    return [];
  }
  if (scope === "batch") {
    for (const { id } of current) {
      await runBatchRules(ctx, tx, submission, id);
      await markBatchStep(tx, id, now);
    }
    return [];
  }
  await meetRegistry(ctx, tx, submission, current);
  if (!batchesVerified((await factsOf(tx, submission)).batches))
    return (await listBatches(tx, submission.id))
      .filter(({ status, findings }) => status === "Uploaded" || (status !== "Replaced" && blocks(findings) > 0))
      .map(({ fileName, findings }) => `${fileName}: ${openSentence(findings)}`);
  const directory = await ctx.directoryOf(submission.year);
  const rules = sqlRulesOf(ctx, submission.collection, submission.year, "district");
  for (const rule of rules)
    await runRule(tx, ctx, { ...submission, submissionId: submission.id, scope: "district", directory, now }, rule);
  await markDistrictStep(tx, submission.id, now);
  return [];
};

/** The registry moves on by itself: what it said of the numbers at the upload may be settled by now, or no longer hold. */
const meetRegistry = async (ctx: Context, tx: Tx, submission: SubmissionRow, batches: readonly BatchRow[]) => {
  const { collection, year, district } = submission;
  const rules = sqlRulesOf(ctx, collection, year, "batch").filter(({ sql }) => sql.registry);
  const directory = await ctx.directoryOf(year);
  const now = ctx.clock.now();
  for (const { id: batchId } of batches)
    for (const rule of rules)
      await runRule(tx, ctx, { collection, year, district, scope: "batch", batchId, directory, now }, rule);
};

// The district's review reports: what the submission says, to be looked at before it is certified.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem } from "../platform/index.ts";
import { asReader } from "./as-reader.ts";
import type { Context } from "./context.ts";
import type { SubmissionKey } from "./model.ts";
import type { ReviewSql } from "./profile-sql.ts";
import { runReview } from "./store/review.ts";
import type { ReviewReport, ReviewTable } from "./verbs.ts";

const view = ({ id, title, audience, columns, confirm }: ReviewSql): ReviewReport => ({
  id,
  title,
  audience,
  columns,
  mustConfirm: confirm,
});

export const reviewReports = (ctx: Context, collection: string): ReviewReport[] =>
  [...ctx.reviews.values()].filter((report) => report.collection === collection).map(view);

export const review = async (
  ctx: Context,
  actor: Actor,
  reportId: string,
  key: SubmissionKey,
  page: { offset?: number; limit?: number } = {},
): Promise<ReviewTable> => {
  authorize(actor, "submission.view", { district: key.district });
  const report = ctx.reviews.get(reportId);
  if (!report || report.collection !== key.collection) throw new Problem("not-found");
  const limits =
    page.limit === undefined ? undefined : { offset: Math.max(0, page.offset ?? 0), limit: Math.max(1, page.limit) };
  return asReader(ctx, actor, async (tx) => {
    await recordEvent(tx, {
      actor: actor.account,
      action: "review.read",
      organization: `district:${key.district}`,
      details: { report: reportId, collection: key.collection, year: key.year },
    });
    return { report: view(report), header: report.columns, ...(await runReview(tx, ctx, report, key, limits)) };
  });
};

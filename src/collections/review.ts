// The district's review reports: what the submission says, to be looked at before it is certified.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem, type SchoolYear } from "../platform/index.ts";
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

type Reviewed = Pick<SubmissionKey, "collection" | "year">;

/** Reports that ask the registry are there from the year on in which collections meet it. */
const isThere = (ctx: Context, report: ReviewSql, { collection, year }: Reviewed): boolean =>
  report.collection === collection && (!report.registry || ctx.meetsRegistry(year));

export const reviewReports = (ctx: Context, collection: string, year: SchoolYear): ReviewReport[] =>
  [...ctx.reviews.values()].filter((report) => isThere(ctx, report, { collection, year })).map(view);

export const review = async (
  ctx: Context,
  actor: Actor,
  reportId: string,
  key: SubmissionKey,
  page: { offset?: number; limit?: number } = {},
): Promise<ReviewTable> => {
  authorize(actor, "submission.view", { district: key.district });
  const report = ctx.reviews.get(reportId);
  if (!report || !isThere(ctx, report, key)) throw new Problem("not-found");
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

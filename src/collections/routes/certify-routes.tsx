// Readiness, review reports, certification, the sign-off document, and reopening.
import { Hono } from "hono";
import { z } from "zod";
import type { SignedInEnv } from "../../access/index.ts";
import { Problem, writeCsv } from "../../platform/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import { CertifyPage } from "../pages/certify.tsx";
import { certifyPath, submissionPath } from "../pages/paths.ts";
import { ReopenPage } from "../pages/reopen.tsx";
import { ReviewList, ReviewPage } from "../pages/review.tsx";
import { download } from "./downloads.ts";
import { readForm, refusalOf, typed } from "./form-errors.ts";
import { type CollectionsRouteDeps, keyOf, offsetOf, pageLimit, type RouteContext, rightsOf } from "./route-context.ts";

const base = "/collections/:collection/:year/:district";
const agreement = z.object({ agree: z.literal("yes", "Agree to the statement to certify.") });
const reopening = z.object({
  reason: z.string().trim().min(1, "Give the reason.").max(1000, "Use at most 1,000 characters."),
  confirm: z.literal("yes", "Confirm that you want to reopen."),
});
const attestation = z.object({
  report: z.union(
    [z.string().transform((one) => [one]), z.array(z.string())],
    "Choose the reports that you have read.",
  ),
});

export function certifyRoutes({ collections }: CollectionsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  async function certifyPage(c: RouteContext, errors: FieldError[]) {
    const key = keyOf(c, "submission.view");
    const { actor } = c.var;
    const submission = await collections.submission(actor, key);
    const readiness = await collections.readiness(actor, key);
    const rights = rightsOf(c, key.district);
    return renderPage(
      c,
      { title: rights.certify ? "Certify" : "Readiness", crumbs: crumbsOf(c) },
      <CertifyPage
        submission={submission}
        readiness={readiness}
        csrf={c.var.viewer.csrf}
        mayCertify={rights.certify}
        mayAttest={rights.upload}
        errors={errors}
      />,
      errors.length > 0 ? 422 : 200,
    );
  }

  routes.get(`${base}/certify`, (c) => certifyPage(c, []));

  routes.post(`${base}/certify/attest`, async (c) => {
    const key = keyOf(c, "submission.upload");
    const form = await readForm(c, attestation);
    if (!form.values) return certifyPage(c, form.errors);
    await collections.attest(c.var.actor, key, form.values.report);
    return c.redirect(`${certifyPath(key)}#reports`, 303);
  });

  routes.post(`${base}/certify`, async (c) => {
    const key = keyOf(c, "submission.certify");
    const form = await readForm(c, agreement);
    if (!form.values) return certifyPage(c, [{ field: "agree-yes", message: form.errors[0]?.message ?? "" }]);
    await collections.certify(c.var.actor, key);
    return c.redirect(`${submissionPath(key)}?done=certified`, 303);
  });

  routes.get(`${base}/sign-off.pdf`, async (c) => {
    const key = keyOf(c, "submission.view");
    const { success, data: version } = z.coerce.number().int().min(1).optional().safeParse(c.req.query("version"));
    if (!success) throw new Problem("not-found");
    const pdf = await collections.signOff(c.var.actor, { ...key, version });
    const name = `sign-off-${key.collection}-${key.year}-${key.district}.pdf`;
    return c.body(new Uint8Array(pdf), 200, download(name, "application/pdf"));
  });

  routes.post(`${base}/signed`, async (c) => {
    const key = keyOf(c, "submission.reopen");
    await collections.markSigned(c.var.actor, key);
    return c.redirect(`${submissionPath(key)}?done=signed`, 303);
  });

  async function reopenPage(c: RouteContext, errors: FieldError[], reason?: string) {
    const submission = await collections.submission(c.var.actor, keyOf(c, "submission.reopen"));
    return renderPage(
      c,
      { title: "Reopen", crumbs: crumbsOf(c) },
      <ReopenPage submission={submission} csrf={c.var.viewer.csrf} reason={reason} errors={errors} />,
      errors.length > 0 ? 422 : 200,
    );
  }

  routes.get(`${base}/reopen`, (c) => reopenPage(c, []));

  routes.post(`${base}/reopen`, async (c) => {
    const key = keyOf(c, "submission.reopen");
    const form = await readForm(c, reopening);
    if (!form.values) return reopenPage(c, form.errors, await typed(c, "reason"));
    try {
      await collections.reopen(c.var.actor, { ...key, reason: form.values.reason });
    } catch (error) {
      return reopenPage(c, [{ field: "reason", message: refusalOf(error) }], form.values.reason);
    }
    return c.redirect(`${submissionPath(key)}?done=reopened`, 303);
  });

  routes.get(`${base}/review`, async (c) => {
    const key = keyOf(c, "submission.view");
    const submission = await collections.submission(c.var.actor, key);
    const reports = collections.reviewReports(key.collection, key.year);
    return renderPage(
      c,
      { title: "Review reports", crumbs: crumbsOf(c) },
      <ReviewList submission={submission} reports={reports} />,
    );
  });

  routes.get(`${base}/review/:report{.+\\.csv}`, async (c) => {
    const key = keyOf(c, "submission.view");
    const id = c.req.param("report").replace(/\.csv$/, "");
    const table = await collections.review(c.var.actor, id, key, { limit: 1_000_000 });
    return c.body(
      writeCsv(table.header, table.rows),
      200,
      download(`${id}-${key.year}-${key.district}.csv`, "text/csv; charset=utf-8"),
    );
  });

  routes.get(`${base}/review/:report`, async (c) => {
    const key = keyOf(c, "submission.view");
    const offset = offsetOf(c);
    const page = { offset, limit: pageLimit * 4 };
    const table = await collections.review(c.var.actor, c.req.param("report"), key, page);
    const submission = await collections.submission(c.var.actor, key);
    const crumbs = [...crumbsOf(c), { href: `${submissionPath(key)}/review`, label: "Review reports" }];
    return renderPage(
      c,
      { title: table.report.title, crumbs },
      <ReviewPage
        submission={key}
        title={`${submission.title}, ${submission.districtName}`}
        table={table}
        offset={offset}
        limit={page.limit}
      />,
    );
  });

  return routes;
}

const crumbsOf = (c: RouteContext) => [
  { href: "/", label: "Home" },
  { href: submissionPath(keyOf(c, "submission.view")), label: "Submission" },
];

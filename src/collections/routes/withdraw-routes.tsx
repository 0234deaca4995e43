// Withdrawing a batch: the page that asks, and the form that does it.
import { Hono } from "hono";
import { z } from "zod";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import { batchPath, submissionPath } from "../pages/paths.ts";
import { WithdrawPage } from "../pages/withdraw.tsx";
import { readForm, typed } from "./form-errors.ts";
import { type CollectionsRouteDeps, idOf, type RouteContext } from "./route-context.ts";

const withdrawal = z.object({
  reason: z.string().trim().min(1, "Give the reason.").max(1000, "Use at most 1,000 characters."),
  confirm: z.literal("yes", "Confirm that you want to withdraw the batch."),
});

export function withdrawRoutes({ collections }: CollectionsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  /** The batch, for someone who may withdraw it; another district's answers like one that does not exist. */
  async function batchOf(c: RouteContext) {
    authorize(c.var.actor, "submission.withdraw");
    const batch = await collections.batch(c.var.actor, idOf(c, "batch"));
    authorize(c.var.actor, "submission.withdraw", { district: batch.district });
    return batch;
  }

  async function withdrawPage(c: RouteContext, errors: FieldError[], reason?: string) {
    const batch = await batchOf(c);
    const crumbs = [
      { href: "/", label: "Home" },
      { href: submissionPath(batch), label: "Submission" },
      { href: batchPath(batch.id), label: batch.fileName },
    ];
    return renderPage(
      c,
      { title: "Withdraw a batch", crumbs },
      <WithdrawPage batch={batch} csrf={c.var.viewer.csrf} reason={reason} errors={errors} />,
      errors.length > 0 ? 422 : 200,
    );
  }

  routes.get("/batches/:batch/withdraw", (c) => withdrawPage(c, []));

  routes.post("/batches/:batch/withdraw", async (c) => {
    const batch = await batchOf(c);
    const form = await readForm(c, withdrawal);
    if (!form.values) {
      // A checkbox is known by its name and value.
      const errors = form.errors.map((one) => (one.field === "confirm" ? { ...one, field: "confirm-yes" } : one));
      return withdrawPage(c, errors, await typed(c, "reason"));
    }
    await collections.withdraw(c.var.actor, { batchId: batch.id, reason: form.values.reason });
    return c.redirect(`${submissionPath(batch)}?done=withdrawn`, 303);
  });

  return routes;
}

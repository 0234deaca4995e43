// A submission's page, its verification, and its batches.
import { Hono } from "hono";
import { z } from "zod";
import { authorize, can, type SignedInEnv } from "../../access/index.ts";
import { Problem, schoolYearLabel } from "../../platform/index.ts";
import { renderPage } from "../../web/index.ts";
import { BatchPage } from "../pages/batch.tsx";
import { ComparePage } from "../pages/compare.tsx";
import { batchPath, submissionPath } from "../pages/paths.ts";
import { SubmissionPage } from "../pages/submission.tsx";
import { sharedSchools } from "../shared-schools.ts";
import { download, streamOf } from "./downloads.ts";
import {
  type CollectionsRouteDeps,
  idOf,
  keyOf,
  offsetOf,
  pageLimit,
  type RouteContext,
  rightsOf,
} from "./route-context.ts";

const scopeSchema = z.enum(["district", "state"]);

/** What a step that was just taken says on the page it leads to. Only these words can be asked for by an address. */
const doneWords: Record<string, string> = {
  "verified-clean": "The district is verified: nothing stands in the way.",
  "verified-errors": "The rules were run. What they found stands below.",
  "state-verified": "The records were compared with those of all other districts.",
  certified: "The submission is certified. Download the sign-off document, sign it and send it back.",
  reopened: "The submission is reopened. The district can change its data again.",
  explained: "The explanation is saved.",
  withdrawn: "The batch is withdrawn. It stays readable among the replaced ones.",
  signed: "The return of the signed paper is recorded.",
};

export function submissionRoutes({ collections }: CollectionsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  async function submissionPage(c: RouteContext, outcome: { done?: string; refused?: string[] }) {
    const key = keyOf(c, "submission.view");
    const submission = await collections.submission(c.var.actor, key);
    const groups = submission.batches.length > 0 ? await collections.findingGroups(c.var.actor, key) : [];
    return renderPage(
      c,
      { title: `${submission.title} ${schoolYearLabel(key.year)}`, crumbs: [{ href: "/", label: "Home" }] },
      <SubmissionPage
        submission={submission}
        groups={groups}
        rights={rightsOf(c, key.district)}
        csrf={c.var.viewer.csrf}
        {...outcome}
      />,
      outcome.refused ? 409 : 200,
    );
  }

  routes.get("/collections/:collection/:year/:district", (c) =>
    submissionPage(c, { done: doneWords[c.req.query("done") ?? ""] }),
  );

  routes.post("/collections/:collection/:year/:district/verify", async (c) => {
    const { data: scope } = scopeSchema.safeParse((await c.req.parseBody()).scope);
    const key = keyOf(c, scope === "state" ? "submission.verify-state" : "submission.verify");
    if (!scope) throw new Problem("invalid-input", { detail: "Say what to verify: district or state." });
    const verification = await collections.verify(c.var.actor, { ...key, scope });
    if (verification.refused.length > 0) return submissionPage(c, { refused: verification.refused });
    const clean = verification.findings.error + verification.findings.confirm === 0;
    const done = scope === "state" ? "state-verified" : clean ? "verified-clean" : "verified-errors";
    return c.redirect(`${submissionPath(key)}?done=${done}`, 303);
  });

  routes.get("/batches/:batch", async (c) => {
    authorize(c.var.actor, "submission.view");
    const batch = await collections.batch(c.var.actor, idOf(c, "batch"));
    const arrival = z.enum(["stored", "repeated"]).optional().catch(undefined).parse(c.req.query("arrival"));
    const crumbs = [
      { href: "/", label: "Home" },
      { href: submissionPath(batch), label: "Submission" },
    ];
    const { batches } = await collections.submission(c.var.actor, batch);
    const mayWithdraw = can(c.var.actor, "submission.withdraw", { district: batch.district });
    const shared = sharedSchools(batch, batches);
    return renderPage(
      c,
      { title: batch.fileName, crumbs },
      <BatchPage batch={batch} arrival={arrival} shared={shared} mayWithdraw={mayWithdraw} />,
    );
  });

  routes.get("/batches/:batch/compare", async (c) => {
    authorize(c.var.actor, "submission.view");
    const id = idOf(c, "batch");
    const page = { offset: offsetOf(c), limit: pageLimit };
    const difference = await collections.difference(c.var.actor, id, page);
    const crumbs = [
      { href: "/", label: "Home" },
      { href: submissionPath(difference.batch), label: "Submission" },
      { href: batchPath(id), label: difference.batch.fileName },
    ];
    return renderPage(c, { title: "Compare", crumbs }, <ComparePage difference={difference} limit={pageLimit} />);
  });

  routes.get("/batches/:batch/original", async (c) => {
    authorize(c.var.actor, "submission.view");
    const { fileName, content } = await collections.originalWithFindings(c.var.actor, idOf(c, "batch"));
    return c.body(streamOf(content), 200, download(fileName, "text/csv; charset=utf-8"));
  });

  return routes;
}

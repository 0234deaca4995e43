// Findings: the grid, one finding, records and their repair, explanations one by one or for a whole group.
import { Hono } from "hono";
import { z } from "zod";
import { authorize, can, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import type { SubmissionKey } from "../model.ts";
import { ExplainGroup } from "../pages/explain-group.tsx";
import { FindingPageView } from "../pages/finding.tsx";
import { FindingsGrid } from "../pages/findings-grid.tsx";
import { findingPath, recordPath, submissionPath } from "../pages/paths.ts";
import { RecordPage } from "../pages/record.tsx";
import { download, streamOf } from "./downloads.ts";
import { readForm, refusalOf, typed } from "./form-errors.ts";
import {
  type CollectionsRouteDeps,
  findingQueryOf,
  idOf,
  keyOf,
  type RouteContext,
  rightsOf,
  rowOf,
} from "./route-context.ts";

const explanation = z.object({
  text: z.string().trim().min(1, "Write the explanation.").max(2000, "Use at most 2,000 characters."),
});
const groupExplanation = explanation.extend({
  confirm: z.literal("yes", "Confirm that the words are true for all of them."),
});
const fixForm = z.object({ element: z.string().max(100), value: z.string().max(2000) });

const crumbsOf = (key: SubmissionKey) => [
  { href: "/", label: "Home" },
  { href: submissionPath(key), label: "Submission" },
];

export function findingsRoutes({ collections, dictionary }: CollectionsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  routes.get("/collections/:collection/:year/:district/findings", async (c) => {
    const key = keyOf(c, "submission.view");
    const query = findingQueryOf(c, key);
    const { actor } = c.var;
    const [submission, page, groups] = await Promise.all([
      collections.submission(actor, key),
      collections.findings(actor, query),
      collections.findingGroups(actor, key),
    ]);
    const rules = new Map(groups.map((group) => [group.ruleId, { id: group.ruleId, message: group.message }]));
    const schools = new Map(
      submission.batches.flatMap(({ schools }) => schools.map((school) => [school.number, school])),
    );
    return renderPage(
      c,
      { title: "Findings", crumbs: crumbsOf(key), islands: ["findings-island"] },
      <FindingsGrid
        submission={submission}
        query={query}
        page={page}
        rules={[...rules.values()]}
        schools={[...schools.values()]}
        mayExplain={rightsOf(c, key.district).explain}
      />,
    );
  });

  routes.get("/collections/:collection/:year/:district/findings.csv", async (c) => {
    const key = keyOf(c, "submission.view");
    const csv = await collections.findingsCsv(c.var.actor, findingQueryOf(c, key));
    const name = `findings-${key.collection}-${key.year}-${key.district}.csv`;
    return c.body(streamOf(csv), 200, download(name, "text/csv; charset=utf-8"));
  });

  async function groupPage(c: RouteContext, errors: FieldError[], text?: string) {
    const key = keyOf(c, "submission.explain");
    const query = findingQueryOf(c, key);
    const groups = await collections.findingGroups(c.var.actor, query);
    const group = groups.find((one) => one.key === query.group);
    if (!group) throw new Problem("not-found");
    const submission = await collections.submission(c.var.actor, key);
    return renderPage(
      c,
      { title: "Explain", crumbs: crumbsOf(key) },
      <ExplainGroup submission={submission} group={group} csrf={c.var.viewer.csrf} text={text} errors={errors} />,
      errors.length > 0 ? 422 : 200,
    );
  }

  routes.get("/collections/:collection/:year/:district/explain", (c) => groupPage(c, []));

  routes.post("/collections/:collection/:year/:district/explain", async (c) => {
    const key = keyOf(c, "submission.explain");
    const query = findingQueryOf(c, key);
    if (query.group === undefined) throw new Problem("not-found");
    const form = await readForm(c, groupExplanation);
    if (!form.values) return groupPage(c, form.errors, await typed(c, "text"));
    try {
      await collections.explainGroup(c.var.actor, { ...key, group: query.group }, form.values.text);
    } catch (error) {
      return groupPage(c, [{ field: "text", message: refusalOf(error) }], form.values.text);
    }
    return c.redirect(`${submissionPath(key)}?done=explained`, 303);
  });

  async function findingPage(c: RouteContext, errors: FieldError[], text?: string) {
    const finding = await collections.finding(c.var.actor, c.req.param("finding") ?? "");
    const action = finding.severity === "error" ? "submission.explain-error" : "submission.explain";
    return renderPage(
      c,
      { title: "Finding", crumbs: [{ href: "/", label: "Home" }] },
      <FindingPageView
        finding={finding}
        csrf={c.var.viewer.csrf}
        mayExplain={can(c.var.actor, action)}
        text={text}
        errors={errors}
      />,
      errors.length > 0 ? 422 : 200,
    );
  }

  routes.get("/findings/:finding", (c) => {
    authorize(c.var.actor, "submission.view");
    return findingPage(c, []);
  });

  routes.post("/findings/:finding/explain", async (c) => {
    authorize(c.var.actor, "submission.explain");
    const findingId = c.req.param("finding");
    const form = await readForm(c, explanation);
    if (!form.values) return findingPage(c, form.errors, await typed(c, "text"));
    try {
      await collections.explain(c.var.actor, { findingId, text: form.values.text });
    } catch (error) {
      return findingPage(c, [{ field: "text", message: refusalOf(error) }], form.values.text);
    }
    const { batchId, row } = await collections.finding(c.var.actor, findingId);
    const back = batchId !== undefined && row !== undefined ? recordPath(batchId, row) : findingPath(findingId);
    return c.redirect(`${back}?done=explained`, 303);
  });

  async function recordPage(c: RouteContext, refused?: { element: string; value: string; message: string }) {
    const record = await collections.record(c.var.actor, { batchId: idOf(c, "batch"), row: rowOf(c) });
    const rights = rightsOf(c, record.batch.district);
    const element = c.req.query("fixed");
    const known = record.cells.some((cell) => cell.element === element);
    const done = c.req.query("done") === "explained" ? "The explanation is saved." : undefined;
    return renderPage(
      c,
      { title: `Record ${record.row}`, crumbs: crumbsOf(record.batch) },
      <RecordPage
        record={record}
        csrf={c.var.viewer.csrf}
        mayFix={rights.fix}
        mayExplain={rights.explain}
        done={known ? `${element} is corrected, and the rules were run on the record again.` : done}
        refused={refused}
      />,
      refused ? 422 : 200,
    );
  }

  routes.get("/batches/:batch/records/:row", (c) => {
    authorize(c.var.actor, "submission.view");
    return recordPage(c);
  });

  routes.post("/batches/:batch/records/:row/fix", async (c) => {
    const { district } = await collections.batch(c.var.actor, idOf(c, "batch"));
    authorize(c.var.actor, "submission.fix", { district });
    const form = await readForm(c, fixForm);
    if (!form.values)
      throw new Problem("invalid-input", { detail: form.errors.map(({ message }) => message).join(" ") });
    const { element, value } = form.values;
    const place = { batchId: idOf(c, "batch"), row: rowOf(c) };
    if (!dictionary.elements.some((one) => one.name === element)) throw new Problem("not-found");
    try {
      await collections.fix(c.var.actor, { ...place, element, value });
    } catch (error) {
      return recordPage(c, { element, value, message: refusalOf(error) });
    }
    return c.redirect(`${recordPath(place.batchId, place.row)}?fixed=${encodeURIComponent(element)}`, 303);
  });

  return routes;
}

// The reading pages as JSON under /api/v1, for the same session and by the same rules.
import { Hono } from "hono";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import {
  type CollectionsRouteDeps,
  collectionOf,
  findingQueryOf,
  idOf,
  keyOf,
  offsetOf,
  pageLimit,
  rowOf,
} from "./route-context.ts";

export function collectionsApi({ collections, homeYear }: CollectionsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>().basePath("/api/v1");
  const base = "/collections/:collection/:year/:district";

  routes.get("/overview", async (c) => {
    authorize(c.var.actor, "submission.view");
    return c.json(await collections.overview(c.var.actor, await homeYear()));
  });
  routes.get(base, async (c) => c.json(await collections.submission(c.var.actor, keyOf(c, "submission.view"))));
  routes.get(`${base}/findings`, async (c) =>
    c.json(await collections.findings(c.var.actor, findingQueryOf(c, keyOf(c, "submission.view")))),
  );
  routes.get(`${base}/finding-groups`, async (c) =>
    c.json(await collections.findingGroups(c.var.actor, findingQueryOf(c, keyOf(c, "submission.view")))),
  );
  routes.get(`${base}/readiness`, async (c) =>
    c.json(await collections.readiness(c.var.actor, keyOf(c, "submission.view"))),
  );
  routes.get(`${base}/review/:report`, async (c) => {
    const key = keyOf(c, "submission.view");
    const page = { offset: offsetOf(c), limit: pageLimit * 4 };
    return c.json(await collections.review(c.var.actor, c.req.param("report"), key, page));
  });
  routes.get("/batches/:batch", async (c) => {
    authorize(c.var.actor, "submission.view");
    return c.json(await collections.batch(c.var.actor, idOf(c, "batch")));
  });
  routes.get("/batches/:batch/difference", async (c) => {
    authorize(c.var.actor, "submission.view");
    const page = { offset: offsetOf(c), limit: pageLimit };
    return c.json(await collections.difference(c.var.actor, idOf(c, "batch"), page));
  });
  routes.get("/batches/:batch/records/:row", async (c) => {
    authorize(c.var.actor, "submission.view");
    return c.json(await collections.record(c.var.actor, { batchId: idOf(c, "batch"), row: rowOf(c) }));
  });
  routes.get("/progress/:collection/:year", async (c) => {
    authorize(c.var.actor, "progress.view");
    return c.json(await collections.progress(c.var.actor, collectionOf(c)));
  });
  return routes;
}

// The JSON twins of the screens of history. Parse, call, answer.
import { Hono } from "hono";
import { z } from "zod";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import type { IdentityRouteDeps, RouteContext } from "./route-deps.ts";

const handle = z.string().trim().min(1).max(40);
const reason = z.string().max(5000);
const pairBody = z.object({ a: handle, b: handle });
const mergeBody = z.object({ a: handle, b: handle, reason, despite: z.boolean().default(false) });
const splitBody = z.object({ student: handle, records: z.array(z.int().positive()).max(10_000), reason });
const undoBody = z.object({ reason });
const changesQuery = z.object({
  after: z.string().max(40).optional(),
  limit: z.coerce.number().optional(),
});

const bodyOf = async <T>(c: RouteContext, schema: z.ZodType<T>): Promise<T> => {
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new Problem("invalid-input", { detail: z.prettifyError(parsed.error) });
};

export function historyApiRoutes({ registry }: IdentityRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>().basePath("/api/v1/identifiers");
  routes.get("/students/:reference", async (c) =>
    c.json(await registry.history(c.var.actor, c.req.param("reference"))),
  );
  routes.get("/changes", async (c) => {
    authorize(c.var.actor, "identifier.changes");
    const parsed = changesQuery.safeParse(c.req.query());
    if (!parsed.success) throw new Problem("invalid-input", { detail: z.prettifyError(parsed.error) });
    return c.json(await registry.changes(c.var.actor, parsed.data));
  });
  routes.post("/merges/compare", async (c) => {
    authorize(c.var.actor, "identifier.merge");
    const { a, b } = await bodyOf(c, pairBody);
    return c.json(await registry.compare(c.var.actor, a, b));
  });
  routes.post("/merges", async (c) => {
    authorize(c.var.actor, "identifier.merge");
    const { a, b, ...options } = await bodyOf(c, mergeBody);
    return c.json(await registry.merge(c.var.actor, a, b, options), 201);
  });
  routes.post("/merges/:merge/undo", async (c) => {
    authorize(c.var.actor, "identifier.merge");
    const body = await bodyOf(c, undoBody);
    return c.json(await registry.undoMerge(c.var.actor, c.req.param("merge"), body.reason));
  });
  routes.post("/splits", async (c) => {
    authorize(c.var.actor, "identifier.merge");
    return c.json(await registry.split(c.var.actor, await bodyOf(c, splitBody)), 201);
  });
  routes.post("/splits/:split/undo", async (c) => {
    authorize(c.var.actor, "identifier.merge");
    const body = await bodyOf(c, undoBody);
    return c.json(await registry.undoSplit(c.var.actor, c.req.param("split"), body.reason));
  });
  return routes;
}

// Near matches as JSON, for the same people and by the same rules as the screens.
import { Hono } from "hono";
import { z } from "zod";
import type { SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { nearOf, queuePageOf } from "./queue-routes.tsx";
import type { IdentityRouteDeps } from "./route-deps.ts";

const decisionSchema = z.strictObject({
  decision: z.union([z.literal("new"), z.strictObject({ same: z.string().max(40) })]),
  reason: z.string(),
});
const keySchema = z.object({ key: z.string().max(200) }).catch({ key: "" });

export function queueApiRoutes({ registry }: Pick<IdentityRouteDeps, "registry">): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>().basePath("/api/v1/identifiers/near-matches");

  routes.get("/", async (c) => c.json(await registry.queue(c.var.actor, queuePageOf(c))));
  routes.get("/:near", async (c) => c.json(await registry.nearMatch(c.var.actor, nearOf(c))));
  routes.post("/:near/decision", async (c) => {
    const { actor } = c.var;
    // Who may not decide hears that, whatever was sent.
    const { request } = await registry.nearMatch(actor, nearOf(c));
    const body = decisionSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success)
      throw new Problem("invalid-input", {
        detail: 'A decision is {"decision": "new" or {"same": "REFERENCE"}, "reason": "..."}.',
      });
    const { decision, reason } = body.data;
    await registry.decide(actor, request, decision, reason);
    return c.json((await registry.nearMatch(actor, request)).decision);
  });
  routes.post("/:near/number", async (c) => {
    // A missing key is too short a key, after the question who asks.
    const { key } = keySchema.parse(await c.req.json().catch(() => undefined));
    return c.json(await registry.fetchOwed(c.var.actor, nearOf(c), key));
  });
  return routes;
}

// Near matches as JSON, for the same people and by the same rules as the screens.
import { Hono } from "hono";
import { z } from "zod";
import type { SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { paperOf } from "../queue/paper.ts";
import { nearOf, queuePageOf } from "./queue-routes.tsx";
import type { IdentityRouteDeps, RouteContext } from "./route-deps.ts";

const decisionSchema = z.strictObject({
  decision: z.union([z.literal("new"), z.strictObject({ same: z.string().max(40) })]),
  reason: z.string(),
});

export function queueApiRoutes({ registry }: Pick<IdentityRouteDeps, "registry">): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>().basePath("/api/v1/identifiers/near-matches");
  const answer = (c: RouteContext, value: unknown) => c.json(paperOf(value) as object);

  routes.get("/", async (c) => answer(c, await registry.queue(c.var.actor, queuePageOf(c))));
  routes.get("/:near", async (c) => answer(c, await registry.nearMatch(c.var.actor, nearOf(c))));
  routes.post("/:near/decision", async (c) => {
    const { actor } = c.var;
    // Who may not decide hears that, whatever was sent.
    const { request } = await registry.nearMatch(actor, nearOf(c));
    const body = decisionSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success)
      throw new Problem("invalid-input", {
        detail: 'A decision is {"decision": "new" or {"same": "REFERENCE"}, "reason": "..."}.',
      });
    await registry.decide(actor, request, body.data.decision, body.data.reason);
    return answer(c, (await registry.nearMatch(actor, request)).decision);
  });
  return routes;
}

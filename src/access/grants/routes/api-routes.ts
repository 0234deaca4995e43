// The same as JSON, to read: /api/v1/grants... What needs a signature is signed on a page, by a person.
import { Hono } from "hono";
import { schoolYearOf } from "../../../platform/index.ts";
import { authorize } from "../../policy/actor.ts";
import type { SignedInEnv } from "../../routes/session-guard.tsx";
import type { GrantRouteOptions } from "./grant-context.ts";

export function grantApiRoutes({ grants, today }: GrantRouteOptions): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>().basePath("/api/v1/grants");

  routes.get("/", async (c) => {
    const own = await grants.ownStanding(c.var.actor);
    const others = grants.looksAfter(c.var.actor) ? await grants.overview(c.var.actor) : undefined;
    return c.json({ ...own, ...(others && { others }) });
  });

  routes.get("/sign/:kind", async (c) => c.json(await grants.statementsToSign(c.var.actor, c.req.param("kind"))));

  routes.get("/memo", async (c) => {
    authorize(c.var.actor, "grant.give");
    const [kind] = grants.kindsOf("memo");
    const year = Number(c.req.query("year")) || schoolYearOf(today());
    return c.json(await grants.readMemo(c.var.actor, kind?.id ?? "authorization", year));
  });

  routes.get("/record", (c) => {
    authorize(c.var.actor, "grant.give");
    return c.json(grants.givenBy(c.var.actor, "record"));
  });

  routes.get("/designate", (c) => {
    authorize(c.var.actor, "grant.designate");
    return c.json(grants.givenBy(c.var.actor, "designate"));
  });

  routes.get("/people/:account", async (c) => c.json(await grants.personGrants(c.var.actor, c.req.param("account"))));

  routes.get("/applications", async (c) => c.json(await grants.listApplications(c.var.actor)));
  routes.get("/applications/:application", async (c) =>
    c.json(await grants.getApplication(c.var.actor, c.req.param("application"))),
  );

  return routes;
}

// The screen that finds a student by names and birth date, with its JSON twin. Parse, call, render.
import { Hono } from "hono";
import { can, type SignedInEnv } from "../../access/index.ts";
import { dayOf } from "../../platform/index.ts";
import { renderPage } from "../../web/index.ts";
import { findFacts, parseFindFacts } from "../locator/find-facts.ts";
import { authorizeFind, type Found } from "../locator/find-students.ts";
import { foundPaper } from "../locator/found-paper.ts";
import { Locator } from "../pages/locator.tsx";
import type { FactError } from "../registry/check-facts.ts";
import type { IdentityRouteDeps, RouteContext } from "./route-deps.ts";

export function locatorRoutes({ registry, clock, identifier }: IdentityRouteDeps): Hono<SignedInEnv> {
  const { profile } = registry;
  const routes = new Hono<SignedInEnv>();
  const fields = findFacts(profile);

  type Shown = { typed?: Record<string, string>; errors?: FactError[]; found?: Found };
  const page = (c: RouteContext, { typed = {}, errors = [], found }: Shown) =>
    renderPage(
      c,
      {
        title: `Find a ${identifier}`,
        current: "/identifiers",
        crumbs: [{ href: "/identifiers", label: "Identifiers" }],
      },
      <Locator
        {...{ fields, choices: registry.choices(), typed, errors, found, identifier, custody: profile.custody }}
        mayRequest={can(c.var.actor, "identifier.request")}
        csrf={c.var.viewer.csrf}
      />,
      errors.length > 0 ? 422 : 200,
    );

  routes.get("/identifiers/find", (c) => {
    authorizeFind(c.var.actor);
    return page(c, {});
  });

  routes.post("/identifiers/find", async (c) => {
    authorizeFind(c.var.actor);
    const form = await c.req.parseBody();
    const typed = Object.fromEntries(fields.map(({ fact }) => [fact, String(form[fact] ?? "")]));
    const parsed = parseFindFacts(profile, typed, dayOf(clock));
    if ("errors" in parsed) return page(c, { typed, errors: parsed.errors });
    return page(c, { typed, found: await registry.find(c.var.actor, typed) });
  });

  routes.post("/api/v1/identifiers/find", async (c) => {
    authorizeFind(c.var.actor);
    const found = await registry.find(c.var.actor, await c.req.json().catch(() => undefined));
    return c.json(foundPaper(found));
  });

  return routes;
}

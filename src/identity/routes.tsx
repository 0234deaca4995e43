// All routes of the registry, for who is signed in. Each part of the registry brings its own.
import { Hono } from "hono";
import { type Action, can, type SignedInEnv, signedIn } from "../access/index.ts";
import { Problem } from "../platform/index.ts";
import { renderPage } from "../web/index.ts";
import { IdentifierHub } from "./pages/hub.tsx";
import type { IdentityRouteDeps } from "./routes/route-deps.ts";

const offered: Action[] = [
  "identifier.request",
  "identifier.find",
  "identifier.decide",
  "identifier.merge",
  "identifier.changes",
];

export function identityRoutes(deps: IdentityRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of ["/identifiers", "/identifiers/*"]) routes.use(path, signedIn).use(`/api/v1${path}`, signedIn);
  routes.get("/identifiers", (c) => {
    const { actor } = c.var;
    if (!offered.some((action) => can(actor, action)))
      throw new Problem("denied", { name: actor.name, action: "identifier.request" });
    return renderPage(
      c,
      { title: "Identifiers", current: "/identifiers" },
      <IdentifierHub actor={actor} identifier={deps.identifier} />,
    );
  });
  return routes;
}

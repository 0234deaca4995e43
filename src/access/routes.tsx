// The routes of access, put together: signing in and out, and each person's own credentials, sessions and roles.
import { Hono } from "hono";
import type { AccessRouteOptions } from "./routes/access-context.ts";
import { credentialRoutes } from "./routes/credential-routes.tsx";
import { type OrganizationName, ownSessionRoutes } from "./routes/own-session-routes.tsx";
import { securityRoutes } from "./routes/security-routes.tsx";
import type { SignedInEnv } from "./routes/session-guard.tsx";
import { signInElsewhereRoutes } from "./routes/sign-in-elsewhere-routes.ts";
import { signInRoutes } from "./routes/sign-in-routes.tsx";

export function accessRoutes(options: AccessRouteOptions & { organizationName?: OrganizationName }): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  // Those with fixed names before the one that takes any token.
  routes.route("/", signInElsewhereRoutes(options));
  routes.route("/", signInRoutes(options));
  routes.route("/", securityRoutes(options));
  routes.route("/", credentialRoutes(options));
  routes.route("/", ownSessionRoutes(options));
  return routes;
}

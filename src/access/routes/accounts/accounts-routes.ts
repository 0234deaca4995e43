// All routes of accounts and login requests. The public form apart, every one needs a session, and what it needs besides
// stands in the verb that it calls.
import { Hono } from "hono";
import { requestDecisionRoutes } from "../login-requests/decision-routes.tsx";
import { publicRequestRoutes } from "../login-requests/public-routes.tsx";
import { type SignedInEnv, signedIn } from "../session-guard.tsx";
import { accountsApi } from "./accounts-api.ts";
import { accountChangeRoutes } from "./change-routes.tsx";
import { accountImportRoutes } from "./import-routes.tsx";
import { accountListRoutes } from "./list-routes.tsx";
import type { AccountRouteDeps } from "./route-deps.ts";

export function accountsRoutes(deps: AccountRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  routes.route("/", publicRequestRoutes(deps));
  for (const path of ["/accounts", "/login-requests", "/api/v1/accounts", "/api/v1/login-requests"]) {
    routes.use(path, signedIn);
    routes.use(`${path}/*`, signedIn);
  }
  for (const part of [accountImportRoutes, accountListRoutes, accountChangeRoutes, accountsApi, requestDecisionRoutes])
    routes.route("/", part(deps));
  return routes;
}

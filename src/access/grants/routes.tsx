// The routes of dated grants, put together. Everybody who is signed in may see the own ones, even where a role lacks all else.
import { Hono } from "hono";
import { type SignedInEnv, signedIn } from "../routes/session-guard.tsx";
import { grantApiRoutes } from "./routes/api-routes.ts";
import { applicationRoutes } from "./routes/application-routes.tsx";
import type { GrantRouteOptions } from "./routes/grant-context.ts";
import { memoRoutes } from "./routes/memo-routes.tsx";
import { ownRoutes } from "./routes/own-routes.tsx";
import { recordRoutes } from "./routes/record-routes.tsx";

export function datedGrantRoutes(options: GrantRouteOptions): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of ["/grants", "/grants/*", "/api/v1/grants", "/api/v1/grants/*"]) routes.use(path, signedIn);
  routes.route("/", ownRoutes(options));
  routes.route("/", memoRoutes(options));
  routes.route("/", recordRoutes(options));
  routes.route("/", applicationRoutes(options));
  routes.route("/", grantApiRoutes(options));
  return routes;
}

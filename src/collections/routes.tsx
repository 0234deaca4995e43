// All routes of collections. Every one needs a session; what it needs besides stands in the route itself.
import { Hono } from "hono";
import { type SignedInEnv, signedIn } from "../access/index.ts";
import { collectionsApi } from "./routes/api-routes.ts";
import { certifyRoutes } from "./routes/certify-routes.tsx";
import { findingsRoutes } from "./routes/findings-routes.tsx";
import { homeRoutes } from "./routes/home-routes.tsx";
import type { CollectionsRouteDeps } from "./routes/route-context.ts";
import { submissionRoutes } from "./routes/submission-routes.tsx";
import { uploadRoutes } from "./routes/upload-routes.tsx";
import { windowRoutes } from "./routes/window-routes.tsx";
import { withdrawRoutes } from "./routes/withdraw-routes.tsx";

export function collectionsRoutes(deps: CollectionsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of [
    "/",
    "/collections/*",
    "/batches/*",
    "/findings/*",
    "/progress/*",
    "/windows/*",
    "/assets/validators/*",
    "/assets/directory/*",
    "/api/v1/*",
  ]) {
    routes.use(path, signedIn);
  }
  for (const part of [
    homeRoutes,
    submissionRoutes,
    uploadRoutes,
    findingsRoutes,
    certifyRoutes,
    withdrawRoutes,
    windowRoutes,
    collectionsApi,
  ]) {
    routes.route("/", part(deps));
  }
  return routes;
}

// All routes of the registry, for who is signed in. Each part of the registry brings its own.
import { Hono } from "hono";
import { type SignedInEnv, signedIn } from "../access/index.ts";
import { Problem } from "../platform/index.ts";
import { renderPage } from "../web/index.ts";
import { IdentifierHub, mayDecide, mayEnter } from "./pages/hub.tsx";
import { fileApiRoutes } from "./routes/file-api-routes.ts";
import { fileRoutes } from "./routes/file-routes.tsx";
import { historyApiRoutes } from "./routes/history-api-routes.ts";
import { historyRoutes } from "./routes/history-routes.tsx";
import { locatorRoutes } from "./routes/locator-routes.tsx";
import { queueApiRoutes } from "./routes/queue-api-routes.ts";
import { queueRoutes } from "./routes/queue-routes.tsx";
import { requestApiRoutes } from "./routes/request-api-routes.ts";
import { requestRoutes } from "./routes/request-routes.tsx";
import type { IdentityRouteDeps } from "./routes/route-deps.ts";

export function identityRoutes(deps: IdentityRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of ["/identifiers", "/identifiers/*"]) routes.use(path, signedIn).use(`/api/v1${path}`, signedIn);
  routes.get("/identifiers", async (c) => {
    const { actor } = c.var;
    if (!mayEnter(actor)) throw new Problem("denied", { name: actor.name, action: "identifier.request" });
    const waiting = mayDecide(actor) ? await deps.registry.countWaiting(actor) : 0;
    return renderPage(
      c,
      { title: "Identifiers", current: "/identifiers" },
      <IdentifierHub {...{ actor, waiting, identifier: deps.identifier }} />,
    );
  });
  routes.route("/", requestRoutes(deps));
  routes.route("/", locatorRoutes(deps));
  routes.route("/", requestApiRoutes(deps));
  routes.route("/", fileRoutes(deps));
  routes.route("/", fileApiRoutes(deps));
  routes.route("/", queueRoutes(deps));
  routes.route("/", queueApiRoutes(deps));
  routes.route("/", historyRoutes(deps));
  routes.route("/", historyApiRoutes(deps));
  return routes;
}

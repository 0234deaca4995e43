// /policy and its JSON twin for who may see the policy; for everybody, what the own role shows and allows.
import { Hono } from "hono";
import { recordEvent } from "../../audit/index.ts";
import { type Db, withTransaction } from "../../platform/index.ts";
import { renderPage } from "../../web/index.ts";
import { matrixFile } from "../matrix/pages/matrix-file.tsx";
import { policyMatrix } from "../matrix/policy-matrix.ts";
import { screenTables } from "../matrix/screen-fields.ts";
import { PolicyPage } from "../pages/policy.tsx";
import { type Actor, authorize } from "../policy/actor.ts";
import type { AccessPolicy } from "../policy/policy.ts";
import { type SignedInEnv, signedIn } from "./session-guard.tsx";

export type PolicyRouteDeps = { db: Db; policy: AccessPolicy; jurisdiction: string; today: () => string };

export function policyRoutes({ db, policy, jurisdiction, today }: PolicyRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of ["/policy", "/policy/*", "/api/v1/policy", "/api/v1/policy/*"]) routes.use(path, signedIn);
  const matrix = policyMatrix(policy);

  const read = (actor: Actor, as: string): Promise<void> => {
    authorize(actor, "policy.view");
    return withTransaction(db, (tx) =>
      recordEvent(tx, { actor: actor.account, action: "policy.view", details: { as, role: actor.role } }),
    );
  };

  routes.get("/policy", async (c) => {
    await read(c.var.actor, "page");
    return renderPage(
      c,
      { title: "Who sees what", current: "/policy" },
      <PolicyPage matrix={matrix} jurisdiction={jurisdiction} />,
    );
  });

  routes.get("/policy/matrix.html", async (c) => {
    await read(c.var.actor, "file");
    return c.body(matrixFile(matrix, jurisdiction, today()), 200, {
      "content-type": "text/html; charset=utf-8",
      "content-disposition": 'attachment; filename="who-sees-what.html"',
    });
  });

  routes.get("/api/v1/policy", async (c) => {
    await read(c.var.actor, "json");
    return c.json({ jurisdiction, ...matrix });
  });

  routes.get("/api/v1/policy/own", (c) => {
    const { actor } = c.var;
    const { reach, actions } = actor.grants;
    return c.json({ role: actor.role, reach, actions: [...actions].sort(), tables: screenTables(actor) });
  });

  return routes;
}

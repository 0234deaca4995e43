// Accounts as JSON under /api/v1: the same verbs and checks as the pages.
import { Hono } from "hono";
import { z } from "zod";
import { Problem } from "../../../platform/index.ts";
import type { SignedInEnv } from "../session-guard.tsx";
import { assignmentBody, bodyOf, idOf, newAccountBody } from "./account-forms.ts";
import { accountQueryOf } from "./list-routes.tsx";
import type { AccountRouteDeps } from "./route-deps.ts";

const changeBody = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  singleName: z.boolean().optional(),
  disabled: z.boolean().optional(),
});
/** Without a last day it ends at once. */
const endBody = z.strictObject({ validTo: z.iso.date().optional() });

export function accountsApi({ access }: AccountRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>().basePath("/api/v1/accounts");

  routes.get("/", async (c) => c.json(await access.accounts.list(c.var.actor, accountQueryOf(c))));

  routes.post("/", async (c) => {
    access.accounts.givableRoles(c.var.actor);
    const account = await access.createAccount(c.var.actor, await bodyOf(c, newAccountBody));
    const { path, expiresAt } = await access.createSignInLink(c.var.actor, account.id);
    return c.json({ account: await access.accounts.get(c.var.actor, account.id), link: { path, expiresAt } }, 201);
  });

  /** The body is the CSV text; `?check=1` changes nothing, `?links=1` makes set-up links for new accounts. */
  routes.post("/import", async (c) => {
    const { check, links } = c.req.query();
    return c.json(
      await access.accounts.import(c.var.actor, await c.req.text(), { check: check === "1", links: links === "1" }),
    );
  });

  routes.get("/:account", async (c) => c.json(await access.accounts.get(c.var.actor, idOf(c, "account"))));

  routes.patch("/:account", async (c) => {
    const { id, disabledAt } = await access.accounts.get(c.var.actor, idOf(c, "account"));
    const { name, singleName, disabled } = await bodyOf(c, changeBody);
    if (disabled !== undefined && disabled !== (disabledAt !== undefined))
      await access.setDisabled(c.var.actor, id, disabled);
    if (name !== undefined) await access.accounts.rename(c.var.actor, id, { name, singleName });
    return c.json(await access.accounts.get(c.var.actor, id));
  });

  routes.post("/:account/assignments", async (c) => {
    const { id } = await access.accounts.get(c.var.actor, idOf(c, "account"));
    await access.addAssignment(c.var.actor, id, await bodyOf(c, assignmentBody));
    return c.json(await access.accounts.get(c.var.actor, id), 201);
  });

  routes.patch("/:account/assignments/:assignment", async (c) => {
    const { id, assignments } = await access.accounts.get(c.var.actor, idOf(c, "account"));
    const assignment = idOf(c, "assignment");
    if (!assignments.some((one) => one.id === assignment)) throw new Problem("not-found");
    const { validTo } = await bodyOf(c, endBody);
    await access.endAssignment(c.var.actor, assignment, validTo);
    return c.json(await access.accounts.get(c.var.actor, id));
  });

  routes.post("/:account/link", async (c) => {
    const { id } = await access.accounts.get(c.var.actor, idOf(c, "account"));
    const { path, expiresAt } = await access.createSignInLink(c.var.actor, id);
    return c.json({ account: id, link: { path, expiresAt } }, 201);
  });

  return routes;
}

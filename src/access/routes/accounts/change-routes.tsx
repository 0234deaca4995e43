// What can be done with one account: give and end roles, change the name, a new link, close and open.
import { Hono } from "hono";
import { z } from "zod";
import { Problem } from "../../../platform/index.ts";
import { type FieldError, renderPage } from "../../../web/index.ts";
import { EndAssignmentPage } from "../../pages/accounts/account.tsx";
import { LinksPage } from "../../pages/accounts/new-account.tsx";
import { accountPath, accountsPath } from "../../pages/accounts/paths.ts";
import type { AccessContext } from "../access-context.ts";
import type { SignedInEnv } from "../session-guard.tsx";
import { assignmentForm, fieldErrorOf, formErrors, formOf, idOf, personForm, schoolsOf } from "./account-forms.ts";
import { accountPage } from "./list-routes.tsx";
import { type AccountRouteDeps, urlOf, wordsOf } from "./route-deps.ts";

export function accountChangeRoutes(deps: AccountRouteDeps): Hono<SignedInEnv> {
  const { access } = deps;
  const routes = new Hono<SignedInEnv>();
  const back = (c: AccessContext, id: string, done: string) => c.redirect(`${accountPath(id)}?done=${done}`, 303);

  routes.post("/accounts/:account/assignments", async (c) => {
    const { id } = await access.accounts.get(c.var.actor, idOf(c, "account"));
    const typed = await formOf(c);
    const { success, data, error } = assignmentForm.safeParse(typed);
    if (!success) return accountPage(c, deps, id, { typed, errors: formErrors(error) });
    try {
      const schools = schoolsOf(await access.accounts.places(), data.district, data.schools);
      await access.addAssignment(c.var.actor, id, { ...data, schools });
    } catch (failure) {
      return accountPage(c, deps, id, { typed, errors: fieldErrorOf(failure) });
    }
    return back(c, id, "given");
  });

  /** The account that the address names and its assignment that can still be ended. */
  const endable = async (c: AccessContext) => {
    const account = await access.accounts.get(c.var.actor, idOf(c, "account"));
    const id = idOf(c, "assignment");
    const assignment = account.assignments.find(
      (one) => one.id === id && (one.state === "valid" || one.state === "to come"),
    );
    if (!assignment) throw new Problem("not-found");
    return { account, assignment };
  };

  const endPage = async (c: AccessContext, typed: string, errors: FieldError[]) => {
    const { account, assignment } = await endable(c);
    const { titleOf, placeOf } = await wordsOf(deps);
    const words = `${titleOf(assignment.role)}, ${placeOf(assignment.district)}`;
    const page = (
      <EndAssignmentPage
        {...{ account, assignment, words, typed, errors, today: deps.today(), csrf: c.var.viewer.csrf }}
      />
    );
    const crumbs = [
      { href: accountsPath, label: "Accounts" },
      { href: accountPath(account.id), label: account.name },
    ];
    return renderPage(c, { title: "End a role", current: accountsPath, crumbs }, page, errors.length > 0 ? 422 : 200);
  };

  routes.get("/accounts/:account/end/:assignment", (c) => endPage(c, "", []));

  routes.post("/accounts/:account/end/:assignment", async (c) => {
    const { account, assignment } = await endable(c);
    const typed = (await formOf(c)).validTo ?? "";
    if (typed !== "" && !z.iso.date().safeParse(typed).success)
      return endPage(c, typed, [{ field: "validTo", message: "Give a day." }]);
    try {
      await access.endAssignment(c.var.actor, assignment.id, typed || undefined);
    } catch (failure) {
      return endPage(c, typed, fieldErrorOf(failure));
    }
    return back(c, account.id, typed ? "last-day" : "ended");
  });

  routes.post("/accounts/:account/name", async (c) => {
    const { id } = await access.accounts.get(c.var.actor, idOf(c, "account"));
    const typed = await formOf(c);
    const { success, data, error } = personForm.pick({ name: true }).safeParse(typed);
    if (!success) return accountPage(c, deps, id, { typed, errors: formErrors(error) });
    try {
      await access.accounts.rename(c.var.actor, id, data);
    } catch (failure) {
      return accountPage(c, deps, id, { typed, errors: fieldErrorOf(failure) });
    }
    return back(c, id, "name");
  });

  routes.post("/accounts/:account/link", async (c) => {
    const { id, name, email } = await access.accounts.get(c.var.actor, idOf(c, "account"));
    const link = await access.createSignInLink(c.var.actor, id);
    const links = [{ name, email, url: urlOf(c, link), expiresAt: link.expiresAt }];
    const title = `A set-up link for ${name}`;
    const page = <LinksPage {...{ title, lead: "It replaces a lost password.", links, account: id }} />;
    return renderPage(c, { title, current: accountsPath, crumbs: [{ href: accountsPath, label: "Accounts" }] }, page);
  });

  routes.post("/accounts/:account/reset-codes", async (c) => {
    const { id } = await access.accounts.get(c.var.actor, idOf(c, "account"));
    const reset = await access.entrance.resetSecondFactor(c.var.actor, id);
    return back(c, id, reset ? "codes-reset" : "no-codes");
  });

  for (const [path, disabled] of [
    ["disable", true],
    ["enable", false],
  ] as const)
    routes.post(`/accounts/:account/${path}`, async (c) => {
      const { id, disabledAt } = await access.accounts.get(c.var.actor, idOf(c, "account"));
      // Pressed twice, it is done once.
      if ((disabledAt !== undefined) !== disabled) await access.setDisabled(c.var.actor, id, disabled);
      return back(c, id, path);
    });

  return routes;
}

// The list of accounts, a new one, and one account's page.
import { Hono } from "hono";
import { z } from "zod";
import { Problem } from "../../../platform/index.ts";
import { type FieldError, renderPage } from "../../../web/index.ts";
import { AccountPage } from "../../pages/accounts/account.tsx";
import { AccountList } from "../../pages/accounts/account-list.tsx";
import { LinksPage, NewAccountPage } from "../../pages/accounts/new-account.tsx";
import { accountsPath } from "../../pages/accounts/paths.ts";
import { can } from "../../policy/actor.ts";
import type { AccessContext } from "../access-context.ts";
import type { SignedInEnv } from "../session-guard.tsx";
import { fieldErrorOf, formErrors, formOf, idOf, newAccountForm, schoolsOf } from "./account-forms.ts";
import { type AccountRouteDeps, offerOf, urlOf, wordsOf } from "./route-deps.ts";

const blank = z.literal("").transform(() => undefined);
const filterSchema = z.object({
  search: z.string().trim().max(200).optional(),
  role: blank.or(z.string().max(30)).optional(),
  district: blank.or(z.coerce.number().int().min(0).max(999_999)).optional(),
  state: blank.or(z.enum(["open", "closed", "unassigned", "all"])).optional(),
  offset: z.coerce.number().int().min(0).max(1e9).default(0),
});

/** The filter in the address; one that cannot be read is refused, never silently left out. */
export const accountQueryOf = (c: AccessContext) => {
  const parsed = filterSchema.safeParse(c.req.query());
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Problem("invalid-input", { detail: `The filter cannot be read: ${where}.` });
  }
  const { state = "open", ...query } = parsed.data;
  return { ...query, state: state === "all" ? undefined : state };
};

const frame = (title: string) => ({
  title,
  current: accountsPath,
  crumbs: [{ href: accountsPath, label: "Accounts" }],
});

/** The page of one account; with errors of a form that came back. */
export async function accountPage(
  c: AccessContext,
  deps: AccountRouteDeps,
  id: string,
  more: { errors?: FieldError[]; typed?: Record<string, string>; done?: string | undefined } = {},
) {
  const { actor, viewer } = c.var;
  const account = await deps.access.accounts.get(actor, id);
  const words = await wordsOf(deps);
  const { errors = [], typed = {}, done } = more;
  return renderPage(
    c,
    frame(account.name),
    <AccountPage
      {...{ account, errors, typed, done, ...words }}
      offer={offerOf(deps, actor, words)}
      csrf={viewer.csrf}
      own={account.id === actor.account}
      mayClose={can(actor, "account.manage")}
      mayReadLog={can(actor, "audit.view")}
    />,
    errors.length > 0 ? 422 : 200,
  );
}

const done: Record<string, string> = {
  given: "The role is given.",
  ended: "The role is ended.",
  "last-day": "The last day is set.",
  "codes-reset": "One-time codes are off. The person's sessions have ended; the password alone lets in now.",
  "no-codes": "No one-time codes were on. Nothing was changed.",
  name: "The name is changed.",
  disable: "The account is closed.",
  enable: "The account is open again.",
};

export function accountListRoutes(deps: AccountRouteDeps): Hono<SignedInEnv> {
  const { access } = deps;
  const routes = new Hono<SignedInEnv>();

  routes.get("/accounts", async (c) => {
    const { actor } = c.var;
    const list = await access.accounts.list(actor, accountQueryOf(c));
    const words = await wordsOf(deps);
    const { total } = await access.loginRequests.list(actor, { state: "open" });
    const { offset: _, ...filter } = c.req.query();
    return renderPage(
      c,
      { title: "Accounts", current: accountsPath },
      <AccountList {...list} {...words} filter={filter} offer={offerOf(deps, actor, words)} openRequests={total} />,
    );
  });

  const newAccount = async (c: AccessContext, typed: Record<string, string>, errors: FieldError[]) => {
    const words = await wordsOf(deps);
    const offer = offerOf(deps, c.var.actor, words);
    const page = <NewAccountPage {...{ offer, typed, errors, csrf: c.var.viewer.csrf }} />;
    return renderPage(c, frame("New account"), page, errors.length > 0 ? 422 : 200);
  };

  routes.get("/accounts/new", (c) => newAccount(c, {}, []));

  routes.post("/accounts/new", async (c) => {
    const typed = await formOf(c);
    access.accounts.givableRoles(c.var.actor);
    const { success, data, error } = newAccountForm.safeParse(typed);
    if (!success) return newAccount(c, typed, formErrors(error));
    try {
      const schools = schoolsOf(await access.accounts.places(), data.district, data.schools);
      const singleName = data.singleName === "yes";
      const account = await access.createAccount(c.var.actor, { ...data, schools, singleName });
      const link = await access.createSignInLink(c.var.actor, account.id);
      const { name, email, id } = account;
      const links = [{ name, email, url: urlOf(c, link), expiresAt: link.expiresAt }];
      const lead = "The account is made. The person sets it up with this link.";
      return renderPage(c, frame(name), <LinksPage {...{ title: name, lead, links, account: id }} />);
    } catch (failure) {
      return newAccount(c, typed, fieldErrorOf(failure));
    }
  });

  routes.get("/accounts/:account", (c) =>
    accountPage(c, deps, idOf(c, "account"), { done: done[c.req.query("done") ?? ""] }),
  );

  return routes;
}

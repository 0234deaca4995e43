// Login requests for who decides them: pages, the printed form, and their JSON twins.
import { Hono } from "hono";
import { z } from "zod";
import { Problem } from "../../../platform/index.ts";
import { type FieldError, renderPage } from "../../../web/index.ts";
import { LinksPage } from "../../pages/accounts/new-account.tsx";
import { requestPath, requestsPath } from "../../pages/accounts/paths.ts";
import { RequestPage, RequestsPage, requestStates } from "../../pages/login-requests/requests.tsx";
import type { AccessContext } from "../access-context.ts";
import { bodyOf, fieldErrorOf, formOf, idOf } from "../accounts/account-forms.ts";
import { type AccountRouteDeps, urlOf, wordsOf } from "../accounts/route-deps.ts";
import type { SignedInEnv } from "../session-guard.tsx";

const querySchema = z.object({
  state: z.enum([...requestStates, "all"] as ["open", "approved", "refused", "expired", "all"]).default("open"),
  offset: z.coerce.number().int().min(0).max(1e9).default(0),
});
const queryOf = (c: AccessContext) => {
  const parsed = querySchema.safeParse(c.req.query());
  if (!parsed.success) throw new Problem("invalid-input", { detail: "The filter cannot be read." });
  const { state, offset } = parsed.data;
  return { state: state === "all" ? undefined : state, offset };
};
const signBody = z.strictObject({ signature: z.string().max(200) });
const refuseBody = z.strictObject({ refusal: z.string().trim().min(1).max(1000) });

export function requestDecisionRoutes(deps: AccountRouteDeps): Hono<SignedInEnv> {
  const { access, jurisdiction } = deps;
  const { loginRequests } = access;
  const routes = new Hono<SignedInEnv>();
  const crumbs = [{ href: requestsPath, label: "Login requests" }];

  routes.get("/login-requests", async (c) => {
    const query = queryOf(c);
    const list = await loginRequests.list(c.var.actor, query);
    const page = <RequestsPage list={list} state={query.state} {...(await wordsOf(deps))} />;
    return renderPage(c, { title: "Login requests", current: "/accounts" }, page);
  });

  const requestPage = async (
    c: AccessContext,
    id: string,
    typed: Record<string, string> = {},
    errors: FieldError[] = [],
  ) => {
    const { actor, viewer } = c.var;
    const request = await loginRequests.get(actor, id);
    const page = (
      <RequestPage {...{ request, typed, errors, csrf: viewer.csrf, signer: actor.name }} {...(await wordsOf(deps))} />
    );
    const title = `Login request of ${request.name}`;
    return renderPage(c, { title, current: "/accounts", crumbs }, page, errors.length > 0 ? 422 : 200);
  };

  routes.get("/login-requests/:request", (c) => requestPage(c, idOf(c, "request")));

  routes.post("/login-requests/:request/approve", async (c) => {
    const id = idOf(c, "request");
    const { name, email } = await loginRequests.get(c.var.actor, id);
    const typed = await formOf(c);
    try {
      const { account, link } = await loginRequests.approve(c.var.actor, id, typed.signature ?? "");
      if (!link) return c.redirect(requestPath(id), 303);
      const links = [{ name, email, url: urlOf(c, link), expiresAt: link.expiresAt }];
      const lead = "The request is signed and the account made. The person sets it up with this link.";
      return renderPage(
        c,
        { title: name, current: "/accounts", crumbs },
        <LinksPage {...{ title: name, lead, links, account }} />,
      );
    } catch (failure) {
      return requestPage(c, id, typed, fieldErrorOf(failure));
    }
  });

  routes.post("/login-requests/:request/refuse", async (c) => {
    const id = idOf(c, "request");
    await loginRequests.get(c.var.actor, id);
    const typed = await formOf(c);
    const refusal = (typed.refusal ?? "").trim();
    if (refusal === "" || refusal.length > 1000)
      return requestPage(c, id, typed, [{ field: "refusal", message: "Give the reason, in up to 1,000 characters." }]);
    await loginRequests.refuse(c.var.actor, id, refusal);
    return c.redirect(requestPath(id), 303);
  });

  routes.get("/login-requests/:request/form.pdf", async (c) => {
    const pdf = await loginRequests.print(c.var.actor, idOf(c, "request"), jurisdiction);
    return c.body(new Uint8Array(pdf), 200, {
      "content-type": "application/pdf",
      "content-disposition": 'inline; filename="login-request.pdf"',
    });
  });

  const api = "/api/v1/login-requests";
  routes.get(api, async (c) => c.json(await loginRequests.list(c.var.actor, queryOf(c))));
  routes.get(`${api}/:request`, async (c) => c.json(await loginRequests.get(c.var.actor, idOf(c, "request"))));
  routes.post(`${api}/:request/approve`, async (c) => {
    const id = idOf(c, "request");
    await loginRequests.get(c.var.actor, id);
    const { signature } = await bodyOf(c, signBody);
    const { account, link } = await loginRequests.approve(c.var.actor, id, signature);
    return c.json({ account, ...(link && { link: { path: link.path, expiresAt: link.expiresAt } }) });
  });
  routes.post(`${api}/:request/refuse`, async (c) => {
    const id = idOf(c, "request");
    await loginRequests.get(c.var.actor, id);
    await loginRequests.refuse(c.var.actor, id, (await bodyOf(c, refuseBody)).refusal);
    return c.json(await loginRequests.get(c.var.actor, id));
  });

  return routes;
}

// What I hold and lack, the statements that I sign, one person's grants, and ending one of them.
import { Hono } from "hono";
import { Problem } from "../../../platform/index.ts";
import { type FieldError, renderPage } from "../../../web/index.ts";
import { can } from "../../policy/actor.ts";
import type { SignedInEnv } from "../../routes/session-guard.tsx";
import { grantsPath, personPath, statementPath } from "../pages/paths.ts";
import { EndPage, PersonPage } from "../pages/person.tsx";
import { crumbs, StandingPage } from "../pages/standing.tsx";
import { StatementPage } from "../pages/statement.tsx";
import {
  errorsOf,
  first,
  formOf,
  type GrantContext,
  type GrantRouteOptions,
  labelOf,
  pdf,
  wordsOf,
} from "./grant-context.ts";

export function ownRoutes(options: GrantRouteOptions): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  const { grants } = options;

  routes.get(grantsPath, async (c) => {
    const { actor } = c.var;
    const own = await grants.ownStanding(actor);
    const overview = grants.looksAfter(actor) ? await grants.overview(actor) : undefined;
    const applications = can(actor, "application.make") || grants.mayDecide(actor);
    const done = c.req.query("done") === "signed" ? "Signed. It counts from its first day." : undefined;
    return renderPage(
      c,
      { title: "Grants", current: grantsPath },
      <StandingPage {...{ ...wordsOf(options), own, overview, applications, done }} />,
    );
  });

  routes.get("/grants/assurance", (c) => {
    const [kind] = grants.kindsOf("sign");
    if (!kind) throw new Problem("not-found");
    return c.redirect(statementPath(kind.id), 303);
  });

  const statementPage = async (c: GrantContext, kind: string, errors: FieldError[]) => {
    const choices = (await grants.statementsToSign(c.var.actor, kind)).map((one) => ({
      ...one,
      label: labelOf(one.year),
    }));
    const { viewer, actor } = c.var;
    const done = c.req.query("done") === "signed" ? "Signed." : undefined;
    return renderPage(
      c,
      { title: choices[0]?.kind.title ?? "", current: grantsPath, crumbs },
      <StatementPage {...{ choices, errors, done, signer: actor.name, csrf: viewer.csrf }} />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get("/grants/sign/:kind", (c) => statementPage(c, c.req.param("kind"), []));

  routes.post("/grants/sign/:kind", async (c) => {
    const kind = c.req.param("kind");
    const form = await formOf(c);
    if (first(form, "agree") !== "yes")
      return statementPage(c, kind, [{ field: "agree-yes", message: "Agree to the statement to sign it." }]);
    try {
      const year = Number(first(form, "year")) || undefined;
      await grants.signStatement(c.var.actor, { kind, year, signature: first(form, "signature") });
    } catch (error) {
      return statementPage(c, kind, errorsOf(error));
    }
    return c.redirect(`${grantsPath}?done=signed`, 303);
  });

  routes.get("/grants/people/:account", async (c) => {
    const found = await grants.personGrants(c.var.actor, c.req.param("account"));
    const givable = new Set(grants.givenBy(c.var.actor, "memo", "record", "designate", "apply").map(({ id }) => id));
    const signs = new Set(grants.kindsOf("sign").map(({ id }) => id));
    const mayEnd = (grant: { kind: string; ended?: unknown; validTo: string }) =>
      !grant.ended &&
      grant.validTo >= options.today() &&
      (givable.has(grant.kind) || (signs.has(grant.kind) && can(c.var.actor, "grant.give")));
    const done = c.req.query("done") === "ended" ? "Ended. The person's next request finds it no more." : undefined;
    return renderPage(
      c,
      { title: found.person.name, current: grantsPath, crumbs },
      <PersonPage {...{ ...wordsOf(options), ...found, mayEnd, done }} />,
    );
  });

  const endPage = async (c: GrantContext, id: string, errors: FieldError[], reason?: string) => {
    const grant = await grants.getEndable(c.var.actor, id);
    const { csrf } = c.var.viewer;
    return renderPage(
      c,
      { title: "End a grant", current: grantsPath, crumbs },
      <EndPage {...{ ...wordsOf(options), grant, csrf, errors, reason }} />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get("/grants/given/:grant/end", (c) => endPage(c, c.req.param("grant"), []));

  routes.post("/grants/given/:grant/end", async (c) => {
    const id = c.req.param("grant");
    const reason = first(await formOf(c), "reason");
    try {
      const { account } = await grants.endGrant(c.var.actor, id, reason);
      return c.redirect(`${personPath(account)}?done=ended`, 303);
    } catch (error) {
      return endPage(c, id, errorsOf(error), reason);
    }
  });

  routes.get("/grants/given/:grant/document.pdf", async (c) =>
    pdf(
      c,
      await grants.grantDocument(c.var.actor, c.req.param("grant")),
      `grant-${c.req.param("grant").slice(0, 8)}.pdf`,
    ),
  );

  return routes;
}

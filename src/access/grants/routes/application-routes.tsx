// Written applications: make one, read it and its letters, decide.
import { Hono } from "hono";
import { type FieldError, renderPage } from "../../../web/index.ts";
import { authorize } from "../../policy/actor.ts";
import type { SignedInEnv } from "../../routes/session-guard.tsx";
import { applicationKind, identifiersOf } from "../apply.ts";
import { ApplicationPage } from "../pages/application.tsx";
import { ApplicationForm, ApplicationList } from "../pages/applications.tsx";
import { applicationPath, applicationsPath, grantsPath } from "../pages/paths.ts";
import { crumbs } from "../pages/standing.tsx";
import {
  dayIn,
  errorsOf,
  first,
  formOf,
  type GrantContext,
  type GrantForm,
  type GrantRouteOptions,
  pdf,
} from "./grant-context.ts";

const deeper = [...crumbs, { href: applicationsPath, label: "Applications" }];

export function applicationRoutes({ grants }: GrantRouteOptions): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  routes.get(applicationsPath, async (c) => {
    const list = await grants.listApplications(c.var.actor);
    const decides = grants.mayDecide(c.var.actor);
    return renderPage(
      c,
      { title: "Applications", current: grantsPath, crumbs },
      <ApplicationList {...{ ...list, decides }} />,
    );
  });

  const formPage = (c: GrantContext, typed: GrantForm, errors: FieldError[]) => {
    const { actor, viewer } = c.var;
    authorize(actor, "application.make");
    const kind = applicationKind(grants.deps);
    const offered = grants.applicableFields(actor);
    return renderPage(
      c,
      { title: "Apply for access", current: grantsPath, crumbs: deeper },
      <ApplicationForm {...{ kind, offered, typed, errors, signer: actor.name, csrf: viewer.csrf }} />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get(`${applicationsPath}/new`, (c) => formPage(c, {}, []));

  routes.post(applicationsPath, async (c) => {
    authorize(c.var.actor, "application.make");
    const form = await formOf(c);
    try {
      const { id } = await grants.apply(c.var.actor, {
        ...{ identifiers: identifiersOf(first(form, "students")), fields: form.field ?? [], need: first(form, "need") },
        ...{ from: dayIn(form, "from") ?? "", to: dayIn(form, "to") ?? "", signature: first(form, "signature") },
      });
      return c.redirect(applicationPath(id), 303);
    } catch (error) {
      return formPage(c, form, errorsOf(error));
    }
  });

  const applicationPage = async (c: GrantContext, id: string, errors: FieldError[], typed?: GrantForm) => {
    const { actor, viewer } = c.var;
    const application = await grants.getApplication(actor, id);
    const decides = !application.decided && application.account !== actor.account && grants.mayDecide(actor);
    const kind = applicationKind(grants.deps);
    const deciding = decides
      ? {
          found: await grants.studentsAskedFor(actor, application),
          kind,
          signer: actor.name,
          csrf: viewer.csrf,
          errors,
          typed,
        }
      : undefined;
    return renderPage(
      c,
      { title: `Application of ${application.applicantName}`, current: grantsPath, crumbs: deeper },
      <ApplicationPage application={application} deciding={deciding} />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get(`${applicationsPath}/:application`, (c) => applicationPage(c, c.req.param("application"), []));

  routes.post(`${applicationsPath}/:application/decide`, async (c) => {
    authorize(c.var.actor, "application.decide");
    const id = c.req.param("application");
    await grants.getApplication(c.var.actor, id);
    const form = await formOf(c);
    try {
      await grants.decide(c.var.actor, id, {
        ...{
          identifiers: form.student ?? [],
          fields: form.field ?? [],
          from: dayIn(form, "from") ?? "",
          to: dayIn(form, "to") ?? "",
        },
        ...{
          reason: first(form, "reason"),
          refuse: first(form, "decision") === "refuse",
          signature: first(form, "signature"),
        },
      });
      return c.redirect(applicationPath(id), 303);
    } catch (error) {
      return applicationPage(c, id, errorsOf(error), form);
    }
  });

  for (const which of ["application", "decision"] as const)
    routes.get(`${applicationsPath}/:application/${which}.pdf`, async (c) => {
      const id = c.req.param("application");
      return pdf(c, await grants.applicationLetter(c.var.actor, id, which), `${which}-${id.slice(0, 8)}.pdf`);
    });

  return routes;
}

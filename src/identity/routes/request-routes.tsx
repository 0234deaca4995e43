// The screens of requests: the form, its answer, the list, one request. Parse, call, render.
import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { type Actor, authorize, can, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { formatDateTime, renderPage } from "../../web/index.ts";
import { FetchedPage } from "../pages/fetch-number.tsx";
import { answerTitle } from "../pages/request-answer.tsx";
import { RequestForm } from "../pages/request-form.tsx";
import { nameOf, RequestList } from "../pages/request-list.tsx";
import { RequestPage } from "../pages/request-page.tsx";
import { askedFacts } from "../registry/registry-profile.ts";
import { requestFilters } from "../registry/requests.ts";
import { type InputError, readRequest, requestFields, schoolsOf, type Typed } from "./request-input.ts";
import type { IdentityRouteDeps, RouteContext } from "./route-deps.ts";

const current = "/identifiers";
const home = { href: "/identifiers", label: "Identifiers" };
const crumbs = [home, { href: "/identifiers/requests", label: "Requests" }];

const querySchema = z.object({
  show: z.enum(requestFilters).optional().catch(undefined),
  district: z.coerce.number().int().positive().optional().catch(undefined),
  reference: z.string().trim().max(40).optional().catch(undefined),
  offset: z.coerce.number().int().min(0).catch(0),
});

/** What a list is asked for; what cannot be read is left out. */
export const requestQueryOf = (c: RouteContext): z.output<typeof querySchema> => {
  const { show, district, reference, offset } = c.req.query();
  return querySchema.parse({ show, district, reference: reference || undefined, offset: offset ?? 0 });
};

/** Throws `not-found` for what no request can be called. */
export const requestIdOf = (c: RouteContext): string => {
  const id = z.uuid().safeParse(c.req.param("asked"));
  if (!id.success) throw new Problem("not-found");
  return id.data.toLowerCase();
};

/** The actor's own district. Throws `denied`, and `not-found` for somebody who has none: nobody else may be asked for. */
export const askingDistrict = (actor: Actor): number => {
  authorize(actor, "identifier.request");
  if (actor.district === undefined) throw new Problem("not-found");
  return actor.district;
};

export function requestRoutes(deps: IdentityRouteDeps): Hono<SignedInEnv> {
  const { registry, clock, identifier, places } = deps;
  const { custody } = registry.profile;
  const routes = new Hono<SignedInEnv>();

  const form = async (
    c: RouteContext,
    typed: Typed,
    { errors = [], changed = false, key }: { errors?: InputError[]; changed?: boolean; key?: string } = {},
  ) =>
    renderPage(
      c,
      { title: `Request a ${identifier}`, current, crumbs: [home] },
      <RequestForm
        {...{ typed, errors, changed, identifier, custody }}
        asked={askedFacts(registry.profile)}
        choices={registry.choices()}
        schools={await schoolsOf(deps, c.var.actor)}
        requestKey={key ?? randomBytes(24).toString("base64url")}
        csrf={c.var.viewer.csrf}
      />,
      changed ? 409 : errors.length > 0 ? 422 : 200,
    );

  /** `district`: whose request it is. A number that is owed is fetched by that district's own people. */
  const shared = ({ var: { actor, viewer } }: RouteContext, district: number) => ({
    ...{ identifier, custody, district, csrf: viewer.csrf, mayDecide: can(actor, "identifier.decide") },
    fetchKey:
      actor.district === district && can(actor, "identifier.request", { district })
        ? randomBytes(24).toString("base64url")
        : undefined,
  });
  const printedBy = ({ var: { actor } }: RouteContext): string =>
    `Printed by ${actor.name}, ${formatDateTime(clock.now())}. Keep it with the student's folder.`;

  routes.get("/identifiers/request", async (c) => {
    askingDistrict(c.var.actor);
    return form(c, {});
  });

  routes.post("/identifiers/request", async (c) => {
    const { actor } = c.var;
    const district = askingDistrict(actor);
    const body = await c.req.parseBody();
    const typed: Typed = Object.fromEntries(requestFields.map((name) => [name, String(body[name] ?? "")]));
    const { question, errors } = await readRequest(deps, typed, district, String(body.key ?? ""));
    if (errors.length > 0) return form(c, typed, { errors, key: question.key });
    try {
      const answer = await registry.ask(actor, question);
      return renderPage(
        c,
        { title: answerTitle(answer, identifier), current, crumbs },
        <RequestPage
          {...{ answer, ...shared(c, district), direct: true, printed: printedBy(c) }}
          localIdentifier={question.localIdentifier}
          student={nameOf(question)}
        />,
      );
    } catch (error) {
      // The form was gone back to and changed: it becomes a request of its own, with the same values.
      if (error instanceof Problem && error.code === "same-key-other-question")
        return form(c, typed, { changed: true });
      throw error;
    }
  });

  routes.get("/identifiers/requests", async (c) => {
    const { actor } = c.var;
    const { show, district, reference, offset } = requestQueryOf(c);
    const page = await registry.requests(actor, { show, district, reference, offset });
    const all = actor.grants.reach === "state";
    return renderPage(
      c,
      { title: "Requests", current, crumbs: [home] },
      <RequestList
        {...{ page, show, reference, identifier, numbers: custody !== "split" }}
        district={all ? district : undefined}
        districts={all ? await namesOfDistricts() : undefined}
        mayAsk={can(actor, "identifier.request") && actor.district !== undefined}
      />,
    );
  });

  const namesOfDistricts = async (): Promise<{ value: string; label: string }[]> =>
    (await places()).districts
      .map(({ number, name }) => ({ value: String(number), label: name }))
      .sort((a, b) => a.label.localeCompare(b.label, "en"));

  routes.get("/identifiers/requests/:asked", async (c) => {
    const { line, answer } = await registry.request(c.var.actor, requestIdOf(c));
    const { schools } = await places();
    return renderPage(
      c,
      { title: answerTitle(answer, identifier), current, crumbs },
      <RequestPage
        {...{ line, answer, ...shared(c, line.district), direct: false, printed: printedBy(c) }}
        localIdentifier={line.localIdentifier}
        student={nameOf(line)}
        choices={registry.choices()}
        schoolName={schools.find(({ number }) => number === line.school)?.name}
      />,
    );
  });

  routes.post("/identifiers/requests/:asked/number", async (c) => {
    const body = await c.req.parseBody();
    const fetched = await registry.fetchOwed(c.var.actor, requestIdOf(c), String(body.key ?? ""));
    return renderPage(c, { title: `New ${identifier}`, current, crumbs }, <FetchedPage {...{ fetched, identifier }} />);
  });

  return routes;
}

// The screen that finds one student of the whole state by name and birth date, with its JSON twin.
import { Hono } from "hono";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import { StudentLocator } from "../pages/student-locator.tsx";
import { factsSchema, type Located, locates } from "../reading/locate.ts";
import type { RouteContext, StudentsRouteDeps } from "./route-context.ts";

const messages: Record<string, string> = {
  first_name: "Type the first name.",
  last_name: "Type the last name.",
  birth_date: "Give the birth date as a day of the calendar.",
};

export function locateRoutes({ students, policy, places, locator }: StudentsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  const page = async (c: RouteContext, typed: Record<string, string>, errors: FieldError[], found?: Located) =>
    renderPage(
      c,
      { title: "Find a student", current: "/students/search" },
      <StudentLocator {...{ typed, errors, found }} places={await places()} csrf={c.var.viewer.csrf} />,
      errors.length > 0 ? 422 : 200,
    );

  const mine = (c: RouteContext): void => {
    authorize(c.var.actor, "student.search");
    if (!locates({ policy }, c.var.actor))
      throw new Problem("denied", { name: c.var.actor.name, action: "student.locate" });
  };

  routes.get("/students/locate", async (c) => {
    mine(c);
    return locator === undefined ? page(c, {}, []) : c.redirect(locator);
  });
  // Two ways to the same students, with limits of their own, would be one too many.
  if (locator !== undefined) return routes;

  routes.post("/students/locate", async (c) => {
    mine(c);
    const form = await c.req.parseBody();
    const typed = Object.fromEntries(Object.keys(messages).map((name) => [name, String(form[name] ?? "")]));
    const facts = factsSchema.safeParse(typed);
    if (facts.success) return page(c, typed, [], await students.locate(c.var.actor, facts.data));
    const wrong = new Set(facts.error.issues.map(({ path }) => String(path[0])));
    return page(
      c,
      typed,
      Object.entries(messages).flatMap(([field, message]) => (wrong.has(field) ? [{ field, message }] : [])),
    );
  });

  routes.post("/api/v1/students/locate", async (c) => {
    mine(c);
    const facts = factsSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!facts.success)
      throw new Problem("invalid-input", { detail: "first_name, last_name and birth_date (2010-05-14) are needed." });
    const { students: found } = await students.locate(c.var.actor, facts.data);
    return c.json({ students: found.map(({ values }) => values) });
  });

  return routes;
}

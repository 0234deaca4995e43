// Setting the windows of a school year, for the state.
import { Hono } from "hono";
import { z } from "zod";
import { authorize, type SignedInEnv } from "../../access/index.ts";
import { Problem, type SchoolYear, schoolYearLabel } from "../../platform/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import { WindowsPage, windowsPath } from "../pages/windows.tsx";
import { readForm, refusalOf, typed } from "./form-errors.ts";
import type { CollectionsRouteDeps, RouteContext } from "./route-context.ts";

const windowForm = z.object({
  collection: z.string().max(60),
  opens: z.iso.date("Give the first day."),
  closes: z.iso.date("Give the last day."),
});

export function windowRoutes({ collections, dictionary }: CollectionsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  function yearOf(c: RouteContext): SchoolYear {
    authorize(c.var.actor, "window.manage");
    const parsed = z.coerce.number().int().min(1900).max(2200).safeParse(c.req.param("year"));
    if (!parsed.success) throw new Problem("not-found");
    return parsed.data;
  }

  async function windowsPage(c: RouteContext, errors: FieldError[], entered?: z.output<typeof windowForm>) {
    const year = yearOf(c);
    const windows = await collections.windows(year);
    const set = dictionary.collections.get(c.req.query("set") ?? "");
    return renderPage(
      c,
      { title: "Windows", crumbs: [{ href: "/", label: "Home" }] },
      <WindowsPage
        year={year}
        yearLabel={schoolYearLabel(year)}
        csrf={c.var.viewer.csrf}
        windows={windows.map((one) => ({
          ...one,
          title: dictionary.collections.get(one.collection)?.name ?? one.collection,
        }))}
        done={set && `The window of ${set.name} is set.`}
        typed={entered}
        errors={errors}
      />,
      errors.length > 0 ? 422 : 200,
    );
  }

  routes.get("/windows/:year", (c) => windowsPage(c, []));

  routes.post("/windows/:year", async (c) => {
    const year = yearOf(c);
    const form = await readForm(c, windowForm);
    const collection = await typed(c, "collection");
    if (!dictionary.collections.has(collection)) throw new Problem("collection-unknown", { collection });
    if (!form.values)
      return windowsPage(
        c,
        form.errors.map(({ field, message }) => ({ field: `${field}-${collection}`, message })),
      );
    try {
      await collections.openWindow(c.var.actor, { ...form.values, year });
    } catch (error) {
      return windowsPage(c, [{ field: `closes-${collection}`, message: refusalOf(error) }], form.values);
    }
    return c.redirect(`${windowsPath(year)}?set=${encodeURIComponent(collection)}`, 303);
  });

  return routes;
}

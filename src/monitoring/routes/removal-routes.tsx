// The register of data taken away: the list, entering and settling. A form that was refused comes back as it was typed.
import type { Context, Hono } from "hono";
import type { SignedInEnv } from "../../access/index.ts";
import { authorize } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import type { Monitoring } from "../create-monitoring.ts";
import { RemovalsPage, removalsPath } from "../pages/removals.tsx";
import { newRemovalSchema, settlementSchema } from "../removals/model.ts";
import type { RemovalList } from "../removals/removals.ts";
import { removalsFile } from "./csv-files.ts";
import { addList } from "./list-routes.ts";
import { readQuery, removalsQuery } from "./queries.ts";

type RemovalRouteDeps = { monitoring: Monitoring; today: () => string };

const done: Record<string, string> = {
  entered: "It is entered. Settle it when the data is back or destroyed.",
  settled: "It is settled.",
};

export const addRemovalRoutes = (routes: Hono<SignedInEnv>, { monitoring, today }: RemovalRouteDeps): void => {
  type RouteContext = Context<SignedInEnv>;

  const show = (c: RouteContext, list: RemovalList, typed: Record<string, string> = {}, errors: FieldError[] = []) =>
    renderPage(
      c,
      { title: "Data taken away", current: removalsPath },
      <RemovalsPage
        {...{ list, typed, errors, today: today() }}
        csrf={c.var.viewer.csrf}
        done={done[c.req.query("done") ?? ""]}
      />,
      errors.length > 0 ? 422 : 200,
    );

  addList(routes, {
    path: removalsPath,
    load: (c, taking) => monitoring.removals(c.var.actor, readQuery(c, removalsQuery), taking),
    page: (c, list) => show(c, list),
    file: "/audit/removals.csv",
    contents: removalsFile,
  });

  routes.post(removalsPath, async (c) => {
    authorize(c.var.actor, "removal.record");
    const typed = await typedOf(c);
    const parsed = newRemovalSchema.safeParse(typed);
    try {
      if (parsed.success) {
        await monitoring.recordRemoval(c.var.actor, parsed.data);
        return c.redirect(`${removalsPath}?done=entered`, 303);
      }
    } catch (error) {
      return refused(c, error, typed, "removedOn");
    }
    const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
    return show(c, await monitoring.removals(c.var.actor, {}), typed, errors);
  });

  routes.post(`${removalsPath}/:removal/settle`, async (c) => {
    authorize(c.var.actor, "removal.record");
    const id = c.req.param("removal");
    const parsed = settlementSchema.safeParse(await typedOf(c));
    if (!parsed.success) {
      const detail = parsed.error.issues.map(({ message }) => message).join(" ");
      return refused(c, new Problem("invalid-input", { detail }), {}, `settledOn-${id}`);
    }
    try {
      await monitoring.settleRemoval(c.var.actor, id, parsed.data);
    } catch (error) {
      return refused(c, error, {}, `settledOn-${id}`);
    }
    return c.redirect(`${removalsPath}?done=settled`, 303);
  });

  /** What was entered wrongly stands beside the form; any other problem is a page of its own. */
  const refused = async (c: RouteContext, error: unknown, typed: Record<string, string>, field: string) => {
    if (!(error instanceof Problem) || error.status !== 422) throw error;
    return show(c, await monitoring.removals(c.var.actor, {}), typed, [{ field, message: error.message }]);
  };
};

const typedOf = async (c: Context): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(await c.req.parseBody()).flatMap(([name, value]) =>
      typeof value === "string" && name !== "_csrf" ? [[name, value]] : [],
    ),
  );

// Screens of files of students, with their JSON twins: ask, decide, download once.
import { Hono } from "hono";
import { type Actor, authorize, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { type FieldError, renderPage } from "../../web/index.ts";
import type { Exports } from "../exports/create-exports.ts";
import { mayExport } from "../exports/file-plan.ts";
import { covers, type ExportRequest, isOwn, type NewExport, stateOf } from "../exports/model.ts";
import { ExportForm } from "../pages/export-form.tsx";
import { ExportList, PendingExports } from "../pages/export-list.tsx";
import { ExportPage } from "../pages/export-page.tsx";
import { decisionOf, newExportOf } from "./export-input.ts";
import type { RouteContext, StudentsRouteDeps } from "./route-context.ts";

const crumbs = [{ href: "/exports", label: "Exports" }];
const toApprove = [{ href: "/exports/pending", label: "Exports to approve" }];
const doneWords: Record<string, string> = {
  asked: "The request is sent. A second person decides.",
  decided: "Your decision is kept.",
};

export function exportRoutes({
  exports,
  clock,
}: Pick<StudentsRouteDeps, "clock"> & { exports: Exports }): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  routes.get("/exports", async (c) => {
    const own = await exports.listOwn(c.var.actor);
    return renderPage(c, { title: "Exports", current: "/exports" }, <ExportList own={own} now={clock.now()} />);
  });

  routes.get("/exports/pending", async (c) => {
    const open = await exports.listOpen(c.var.actor);
    const frame = { title: "Exports to approve", current: "/exports/pending" };
    return renderPage(c, frame, <PendingExports open={open} now={clock.now()} />);
  });

  const offered = (actor: Actor) => [...actor.grants.fields].filter((name) => mayExport(actor.grants.fields, name));
  const form = (c: RouteContext, values: NewExport, errors: FieldError[] = []) =>
    renderPage(
      c,
      { title: "Ask for a file", current: "/exports", crumbs },
      <ExportForm offered={offered(c.var.actor)} {...{ values, errors }} csrf={c.var.viewer.csrf} />,
      errors.length > 0 ? 422 : 200,
    );

  routes.get("/exports/new", (c) => {
    authorize(c.var.actor, "student.export");
    return form(c, { purpose: "", fields: [], filters: [] });
  });

  const places: Partial<Record<string, string>> = {
    "export-purpose": "purpose",
    "export-fields": "fields",
    "export-tables": "fields",
    "invalid-input": "filters",
  };

  routes.post("/exports", async (c) => {
    authorize(c.var.actor, "student.export");
    const asked = await newExportOf(c);
    try {
      const id = await exports.request(c.var.actor, asked);
      return c.redirect(`/exports/${id}?done=asked`, 303);
    } catch (error) {
      const field = error instanceof Problem ? places[error.code] : undefined;
      if (!field) throw error;
      const { message, remedy } = error as Problem;
      return form(c, asked, [{ field, message: `${message} ${remedy}` }]);
    }
  });

  const page = (c: RouteContext, request: ExportRequest, errors: FieldError[] = []) => {
    const { actor, viewer } = c.var;
    const shown = { request, errors, now: clock.now(), csrf: viewer.csrf, done: doneWords[c.req.query("done") ?? ""] };
    return renderPage(
      c,
      {
        title: "File of students",
        current: isOwn(actor, request) ? "/exports" : "/exports/pending",
        crumbs: isOwn(actor, request) ? crumbs : toApprove,
      },
      <ExportPage {...shown} own={isOwn(actor, request)} mayDecide={covers(actor, request)} />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get("/exports/:export", async (c) => page(c, await exports.get(c.var.actor, c.req.param("export") ?? "")));

  routes.post("/exports/:export/decision", async (c) => {
    const id = c.req.param("export") ?? "";
    const request = await exports.get(c.var.actor, id);
    try {
      await exports.decide(c.var.actor, id, await decisionOf(c));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "export-reason") throw error;
      return page(c, request, [{ field: "reason", message: `${error.message} ${error.remedy}` }]);
    }
    return c.redirect(`/exports/${id}?done=decided`, 303);
  });

  const file = async (c: RouteContext) => {
    const { name, bytes, sha256 } = await exports.download(c.var.actor, c.req.param("export") ?? "");
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "x-content-sha256": sha256,
    });
  };
  routes.post("/exports/:export/file", file);
  routes.post("/api/v1/exports/:export/file", file);

  const paper = (request: ExportRequest) => ({ ...request, state: stateOf(request, clock.now()) });
  routes.get("/api/v1/exports", async (c) => c.json({ exports: (await exports.listOwn(c.var.actor)).map(paper) }));
  routes.get("/api/v1/exports/pending", async (c) =>
    c.json({ exports: (await exports.listOpen(c.var.actor)).map(paper) }),
  );
  routes.post("/api/v1/exports", async (c) => {
    authorize(c.var.actor, "student.export");
    return c.json({ id: await exports.request(c.var.actor, await newExportOf(c)) }, 201);
  });
  routes.get("/api/v1/exports/:export", async (c) =>
    c.json(paper(await exports.get(c.var.actor, c.req.param("export") ?? ""))),
  );
  routes.post("/api/v1/exports/:export/decision", async (c) => {
    const id = c.req.param("export") ?? "";
    await exports.get(c.var.actor, id);
    await exports.decide(c.var.actor, id, await decisionOf(c));
    return c.json(paper(await exports.get(c.var.actor, id)));
  });

  return routes;
}

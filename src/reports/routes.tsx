// Report screens and their files. Every answer comes from one run, and a run is logged before its figures leave.
import { type Context, Hono } from "hono";
import { z } from "zod";
import { type Action, authorize, can, type SignedInEnv, signedIn } from "../access/index.ts";
import { Problem, type SchoolYear, schoolYearLabel } from "../platform/index.ts";
import { renderPage } from "../web/index.ts";
import { ReportList } from "./pages/report-list.tsx";
import { ReportPage } from "./pages/report-page.tsx";
import { REPORT_FORMATS, type ReportFormat } from "./render/render.ts";
import type { Audience, Report, ReportRequest } from "./report.ts";
import type { Reports } from "./reports.ts";

export type ReportsRouteDeps = {
  reports: Reports;
  render(report: Report, format: ReportFormat): Promise<Uint8Array>;
  chart(report: Report): Promise<string | undefined>;
  homeYear(): Promise<SchoolYear>;
};

const rowsPerPage = 250;
const types: Record<ReportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
};

const querySchema = z.object({
  year: z.coerce.number().int().min(1900).max(2200).optional(),
  asOf: z.union([z.literal("").transform(() => undefined), z.iso.date()]).optional(),
  audience: z.enum(["internal", "public"]).optional(),
  offset: z.coerce.number().int().min(0).default(0),
});

const actionOf: Record<Audience, Action> = { internal: "report.internal", public: "report.public" };

export function reportsRoutes({ reports, render, chart, homeYear }: ReportsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of ["/reports", "/reports/*", "/api/v1/reports", "/api/v1/reports/*"]) routes.use(path, signedIn);

  type ReportContext = Context<SignedInEnv>;
  const audiencesOf = (c: ReportContext): Audience[] =>
    (["internal", "public"] as const).filter((audience) => can(c.var.actor, actionOf[audience]));

  async function requestOf(c: ReportContext): Promise<ReportRequest & { offset: number }> {
    authorize(c.var.actor, "report.public");
    const parsed = querySchema.safeParse(c.req.query());
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
      throw new Problem("invalid-input", { detail: `These cannot be read: ${where}.` });
    }
    const { year, asOf, offset } = parsed.data;
    const audience = parsed.data.audience ?? audiencesOf(c)[0] ?? "public";
    authorize(c.var.actor, actionOf[audience]);
    return { id: c.req.param("report") ?? "", year: year ?? (await homeYear()), asOf, audience, offset };
  }

  routes.get("/reports", async (c) => {
    authorize(c.var.actor, "report.public");
    const year = await homeYear();
    return renderPage(
      c,
      { title: "Reports", current: "/reports" },
      <ReportList
        definitions={listed(c)}
        year={year}
        yearLabel={schoolYearLabel(year)}
        audience={audiencesOf(c)[0] ?? "public"}
      />,
    );
  });

  const listed = (c: ReportContext) =>
    reports.list().filter(({ audiences }) => audiences.some((audience) => audiencesOf(c).includes(audience)));

  routes.get("/reports/:report", async (c) => {
    const { offset, ...request } = await requestOf(c);
    const report = await reports.run(c.var.actor, request);
    const svg = await chart(report);
    const audiences = audiencesOf(c).filter((audience) => report.definition.audiences.includes(audience));
    return renderPage(
      c,
      { title: report.definition.title, current: "/reports", crumbs: [{ href: "/reports", label: "Reports" }] },
      <ReportPage report={report} chart={svg} audiences={audiences} offset={offset} limit={rowsPerPage} />,
    );
  });

  routes.get("/reports/:report/:file{file\\.[a-z]+}", async (c) => {
    const format = z.enum(REPORT_FORMATS).safeParse(c.req.param("file").replace("file.", ""));
    if (!format.success) throw new Problem("not-found");
    const { offset: _, ...request } = await requestOf(c);
    const body = await render(await reports.run(c.var.actor, request), format.data);
    const name = `${request.id}-${request.year}-${request.audience}.${format.data}`.replace(/[^\w.-]+/g, "_");
    return c.body(new Uint8Array(body), 200, {
      "content-type": types[format.data],
      "content-disposition": `attachment; filename="${name}"`,
    });
  });

  routes.get("/api/v1/reports", (c) => {
    authorize(c.var.actor, "report.public");
    return c.json(listed(c).map(({ id, title, description, audiences }) => ({ id, title, description, audiences })));
  });

  routes.get("/api/v1/reports/:report", async (c) => {
    const { offset: _, ...request } = await requestOf(c);
    const body = await render(await reports.run(c.var.actor, request), "json");
    return c.body(new Uint8Array(body), 200, { "content-type": types.json });
  });

  return routes;
}

// The door of reports: standard reports over the snapshots, protected for their audience, and their renderings.

export { chartSvg } from "./chart/chart-svg.ts";
export { checkReportsProfile } from "./check-profile.ts";
export { type ReportCommandContext, registerReportCommands } from "./commands.ts";
export type { ReportDefinition } from "./definition.ts";
export { type ReportFormat, renderReport } from "./render/render.ts";
export type { Audience, Lineage, Report, ReportRequest } from "./report.ts";
export { openReports, type Reports, type ReportsOptions } from "./reports.ts";
export { reportsRoutes } from "./routes.tsx";

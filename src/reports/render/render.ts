// One report in one format. Every format is made from the protected table and from nothing else.
import { assertProtected } from "../../disclosure/index.ts";
import type { Report } from "../report.ts";
import { renderCsv } from "./csv.ts";
import { renderHtml } from "./html.tsx";
import { renderJson } from "./json.ts";
import { renderPdf } from "./pdf.ts";
import { renderXlsx } from "./xlsx.ts";

export const REPORT_FORMATS = ["csv", "json", "html", "xlsx", "pdf"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const renderings: Record<ReportFormat, (report: Report) => Buffer | Promise<Buffer>> = {
  csv: renderCsv,
  json: renderJson,
  html: renderHtml,
  xlsx: renderXlsx,
  pdf: renderPdf,
};

export const renderReport = async (report: Report, format: ReportFormat): Promise<Buffer> => {
  assertProtected(report.table);
  return renderings[format](report);
};

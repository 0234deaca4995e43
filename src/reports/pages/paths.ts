// Addresses of the report screens: a report's address says all that its figures depend on.
import type { ReportFormat } from "../render/render.ts";
import type { ReportRequest } from "../report.ts";

const queryOf = ({ year, asOf, audience }: Omit<ReportRequest, "id">, offset = 0): string => {
  const query = new URLSearchParams({ year: String(year), audience });
  if (asOf !== undefined) query.set("asOf", asOf);
  if (offset > 0) query.set("offset", String(offset));
  return query.toString();
};

export const reportPath = (request: ReportRequest, offset = 0): string =>
  `/reports/${encodeURIComponent(request.id)}?${queryOf(request, offset)}`;

export const reportFilePath = (request: ReportRequest, format: ReportFormat): string =>
  `/reports/${encodeURIComponent(request.id)}/file.${format}?${queryOf(request)}`;

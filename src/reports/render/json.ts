// The report as one JSON object: rows as in the CSV, with notes and lineage.
import { schoolYearLabel } from "../../platform/index.ts";
import type { Report } from "../report.ts";
import { notesOf, shownLineage } from "./explain.ts";

export const renderJson = (report: Report): Buffer => {
  const { definition, year, audience, countDate, asOf, table, minimum, generatedAt } = report;
  const { id, title, description, columns, measures } = definition;
  return Buffer.from(
    `${JSON.stringify(
      {
        id,
        title,
        description,
        year,
        schoolYear: schoolYearLabel(year),
        countDate,
        asOf: asOf ?? null,
        audience,
        columns,
        measures,
        rows: table.rows,
        suppression: { minimum, cells: table.cells, withheld: table.withheld, mark: "*" },
        notes: notesOf(report),
        lineage: shownLineage(report),
        generatedAt: generatedAt.toISOString(),
      },
      null,
      2,
    )}\n`,
  );
};

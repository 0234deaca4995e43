// The form that scripts depend on: one header row, one row a group, raw numbers, totals as rows of their own.
import { writeCsv } from "../../platform/index.ts";
import type { Report } from "../report.ts";

export const renderCsv = ({ table }: Report): Buffer =>
  Buffer.from(
    writeCsv(
      table.columns,
      table.rows.map((row) => table.columns.map((column) => row[column])),
    ),
  );

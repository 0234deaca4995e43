// The small tables that every report's SQL may name beside the snapshots: parameter, certified, code, and the profile's own.
import { z } from "zod";
import type { Dictionary } from "../dictionary/index.ts";
import { readProfileCsv, type SchoolYear } from "../platform/index.ts";
import type { Snapshot, Staged } from "../warehouse/index.ts";
import type { ReportDefinition } from "./definition.ts";

/** The count day of a school year: July to December lie in the year in which it starts. */
export const countDateOf = ({ count_date }: ReportDefinition, year: SchoolYear): string =>
  `${count_date >= "07-01" ? year - 1 : year}-${count_date}`;

export const relationsOf = (
  definition: ReportDefinition,
  year: SchoolYear,
  snapshots: readonly Snapshot[],
  dictionary: Pick<Dictionary, "codes">,
  profileDir: string,
): Record<string, Staged> => {
  const countDate = countDateOf(definition, year);
  const valid = dictionary.codes.filter(
    ({ validFrom, validTo }) => (validFrom ?? "") <= countDate && (validTo ?? "9999") >= countDate,
  );
  return {
    parameter: { columns: { year: "integer", count_date: "date" }, rows: [[year, countDate]] },
    /** Districts with certified data as of the date: the others are left out, not counted as empty. */
    certified: { columns: { district: "integer" }, rows: snapshots.map(({ district }) => [district]) },
    code: {
      columns: { code_set: "text", code: "text", label: "text" },
      rows: valid.map(({ codeSet, code, label }) => [codeSet, code, label]),
    },
    ...Object.fromEntries(
      Object.entries(definition.tables).map(([name, { file, columns }]) => [
        name,
        { columns, rows: readTable(profileDir, file, columns) },
      ]),
    ),
  };
};

const readTable = (
  profileDir: string,
  file: string,
  columns: Record<string, "integer" | "text">,
): (string | number | null)[][] => {
  const cell = {
    integer: z
      .string()
      .regex(/^-?\d+$/, "a whole number")
      .transform(Number),
    text: z.string(),
  };
  const schema = z.object(Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, cell[type]])));
  return readProfileCsv(profileDir, file, schema).map((row) => Object.keys(columns).map((name) => row[name] ?? null));
};

// Certified records as they come from a submission (CSV with a header row), made ready for the warehouse: without the elements
// that never enter it, with a pseudonym in place of the student identifier, and with what the registry knows of the student.
import { parse } from "csv-parse/sync";
import type { NumberGroup } from "../identity/index.ts";
import { Problem } from "../platform/index.ts";
import type { StagedType } from "./engine.ts";
import type { SnapshotColumn } from "./model.ts";

export type NamelessRecords = {
  columns: Record<string, StagedType>;
  rows: Generator<(string | null)[]>;
  count: number;
};

/** Name of the pseudonym's column in every snapshot. */
const studentColumn = "student";
/** Columns of the registry in every snapshot: null where it does not know the student, or keeps no such fact. */
export const registryColumns = ["registry_sex", "registry_race"] as const;

/** Throws `certified-data-unreadable` for a header that the dictionary does not know or that lacks the student. */
export const readCertified = async (
  source: AsyncIterable<Buffer>,
  columns: readonly SnapshotColumn[],
  identifier: string,
  pseudonym: (identifier: string) => string,
  groupsOf: (identifiers: readonly string[]) => Promise<ReadonlyMap<string, NumberGroup>>,
): Promise<NamelessRecords> => {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  const [header = [], ...records] = cellsOf(Buffer.concat(chunks).toString("utf8"));
  const known = new Map(
    columns.flatMap((column) => [[column.name, column] as const, [column.sqlName, column] as const]),
  );
  const elements = header.map((name) => known.get(name));
  const stranger = header.find((_, index) => elements[index] === undefined);
  if (stranger !== undefined)
    throw new Problem("certified-data-unreadable", { detail: `the column ${stranger} is in no dictionary` });
  const student = elements.findIndex((element) => element!.name === identifier);
  if (student < 0) throw new Problem("certified-data-unreadable", { detail: `the column ${identifier} is missing` });
  const kept = elements.flatMap((element, index) => (element!.warehouse && index !== student ? [index] : []));
  const groups = await groupsOf([...new Set(records.map((record) => record[student]!))]);
  return {
    columns: {
      ...Object.fromEntries(kept.map((index) => [elements[index]!.sqlName, "text" as const])),
      [studentColumn]: "text",
      ...Object.fromEntries(registryColumns.map((name) => [name, "text" as const])),
    },
    count: records.length,
    rows: (function* () {
      for (const record of records) {
        const row = kept.map((index) => record[index] || null);
        const group = groups.get(record[student]!);
        row.push(pseudonym(record[student]!), group?.sex ?? null, group?.race ?? null);
        yield row;
      }
    })(),
  };
};

/** Hardly any certified cell needs quotes, and splitting is ten times faster than parsing. */
const cellsOf = (text: string): string[][] => {
  if (text.includes('"')) return parse(text, { relax_column_count: false });
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line).split(","));
};

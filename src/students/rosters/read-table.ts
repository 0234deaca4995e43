// One CSV file of a set as rows that are asked for by column name. Header and blank cells are checked; meaning is not.
import { CsvError, parse } from "csv-parse/sync";
import type { Findings } from "./findings.ts";
import type { RosterFile, RosterVersion } from "./layout.ts";
import { layoutOf } from "./layout.ts";

/** A row's cell by column name: empty where the file has no such column. */
export type RosterRow = { line: number; get(column: string): string };
export type RosterTable = { file: string; columns: readonly string[]; rows(): Iterable<RosterRow> };

/** Undefined where the file cannot be read as a table with the columns that it needs. */
export const readTable = (
  name: RosterFile,
  text: string,
  version: RosterVersion,
  findings: Findings,
): RosterTable | undefined => {
  const file = `${name}.csv`;
  const layout = layoutOf(name, version);
  if (!layout) return undefined;
  const records = parseText(file, text, findings);
  const header = records?.[0]?.map((cell) => cell.trim());
  if (!records || !header) return undefined;
  let missing = 0;
  for (const column of [...layout.filled, ...layout.columns])
    if (!header.includes(column)) {
      missing++;
      findings.error(
        "column-missing",
        { file, line: 1, column },
        `The column ${column} is missing.`,
        "Export the file with the header row of the specification.",
      );
    }
  if (missing > 0) return undefined;
  const filled = layout.filled.map((column) => ({ column, at: header.indexOf(column) }));
  const place = new Map(header.map((column, at) => [column, at]));
  return {
    file,
    columns: header,
    *rows() {
      let line = 1 + lineBreaks(records[0]!);
      for (let at = 1; at < records.length; at++) {
        const cells = records[at]!;
        const first = line + 1;
        line = first + lineBreaks(cells);
        if (cells.length === 1 && cells[0] === "") continue;
        if (cells.length !== header.length) {
          findings.error(
            "row-length",
            { file, line: first },
            `The row has ${cells.length} cells, the header ${header.length}.`,
            "Correct the row; a comma inside a value needs quotes around it.",
          );
          continue;
        }
        const blank = filled.find((one) => cells[one.at]!.trim() === "");
        if (blank) {
          findings.error(
            "cell-blank",
            { file, line: first, column: blank.column },
            `${blank.column} is blank.`,
            "Fill it in the system that the file comes from.",
          );
          continue;
        }
        yield {
          line: first,
          get: (column) => {
            const cell = place.get(column);
            return cell === undefined ? "" : cells[cell]!.trim();
          },
        };
      }
    },
  };
};

const parseText = (file: string, text: string, findings: Findings): string[][] | undefined => {
  try {
    const records = parse(text, { bom: true, relax_column_count: true }) as string[][];
    if (records.length > 0) return records;
    findings.error("file-empty", { file, line: 1 }, "The file is empty.", "Export it with its header row.");
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    findings.error(
      "csv",
      { file, line: Number(error.lines ?? 1) },
      `The file is no readable CSV: ${error.message}.`,
      "Export it again; quotes inside a value are doubled.",
    );
  }
  return undefined;
};

const lineBreaks = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) if (cell.includes("\n")) count += cell.split("\n").length - 1;
  return count;
};

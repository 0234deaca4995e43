// A file of a district as a table by the profile's columns: comma or tab, with a heading row or without. Distinct texts of a
// column are numbered, so that what a text means is worked out once. Knows columns, not what stands in them.
import { judgeFirstBytes } from "../../dictionary/index.ts";
import { ByteDictionary } from "../link/byte-dictionary.ts";
import { CsvCells, type RowSink } from "../link/csv-cells.ts";
import type { FileFindings } from "./findings.ts";

export type TableRow = {
  line: number;
  /** Numbers of the cells' texts, by column. */
  cells: Uint32Array;
};

export type FileTable = {
  /** As the file has them, in its order. */
  columns: readonly string[];
  rows: readonly TableRow[];
  /** The text of a column's number. */
  text(column: number, number: number): string;
};

/** More rows than a state has students. */
const mostRows = 2_000_000;
const mostColumns = 64;
/** Enough to see what kind of file it is, and its first line. */
const beginning = 4096;

/**
 * Undefined where the file cannot be read as a table; then a finding says why. `names`: the columns of the layout. `optional`:
 * further ones, that a file may leave out; then it must have a heading row.
 */
export const readTable = async (
  source: AsyncIterable<Uint8Array>,
  names: readonly string[],
  findings: FileFindings,
  optional: readonly string[] = [],
): Promise<FileTable | undefined> => {
  const table = new Table(names, optional, findings);
  let reader: CsvCells | undefined;
  let begin = Buffer.alloc(0);
  const start = (): CsvCells => {
    const { fault } = judgeFirstBytes(begin.subarray(0, beginning));
    if (fault) table.refuse(1, `The file is ${fault}.`, "Save it as CSV in UTF-8.");
    const cells = new CsvCells(table, separatorOf(begin));
    cells.push(begin);
    return cells;
  };
  for await (const chunk of source) {
    if (table.refused) continue; // the rest is only taken in
    if (reader) reader.push(chunk);
    else begin = Buffer.concat([begin, chunk]);
    if (begin.length >= beginning) reader ??= start();
  }
  reader ??= start();
  if (!table.refused) table.end(reader);
  return table.refused ? undefined : table;
};

/** What parts more cells of the first line. */
const separatorOf = (begin: Buffer): "," | "\t" => {
  const line = begin.toString("latin1").split("\n", 1)[0]!;
  return line.split("\t").length > line.split(",").length ? "\t" : ",";
};

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

class Table implements FileTable, RowSink {
  columns: readonly string[] = [];
  rows: TableRow[] = [];
  refused = false;
  private begun = false;
  private readonly current = new Uint32Array(mostColumns);
  private readonly dictionaries = Array.from({ length: mostColumns }, () => new ByteDictionary());
  private readonly texts: string[][] = Array.from({ length: mostColumns }, () => [""]);
  private readonly names: readonly string[];
  private readonly optional: readonly string[];
  private readonly findings: FileFindings;

  constructor(names: readonly string[], optional: readonly string[], findings: FileFindings) {
    this.names = names;
    this.optional = optional;
    this.findings = findings;
  }

  text(column: number, number: number): string {
    const texts = this.texts[column]!;
    texts[number] ??= this.dictionaries[column]!.text(number);
    return texts[number];
  }

  refuse(line: number, message: string, remedy: string): void {
    this.findings.add(line, undefined, message, remedy);
    this.refused = true;
  }

  cell(column: number, bytes: Uint8Array, start: number, end: number): void {
    if (column < mostColumns) this.current[column] = this.dictionaries[column]!.number(bytes, start, end);
  }

  row(cells: number, line: number): void {
    if (this.refused) return;
    if (!this.begun) {
      this.begun = true;
      if (this.heading(Math.min(cells, mostColumns))) return;
    }
    if (cells !== this.columns.length) {
      const message = `The row has ${cells} cells where ${this.columns.length} are expected.`;
      this.findings.add(
        line,
        undefined,
        message,
        "Give it all columns; a comma inside a value needs quotes around it.",
      );
    } else if (this.rows.length === mostRows) this.refuse(line, "The file has too many rows.", "Send it in parts.");
    else this.rows.push({ line, cells: this.current.slice(0, cells) });
  }

  end(reader: CsvCells): void {
    try {
      reader.end();
    } catch (error) {
      const what = (error as Error).message;
      this.refuse((this.rows.at(-1)?.line ?? 0) + 1, `${what}.`, "Close it; a quote inside a value is written twice.");
    }
    if (this.rows.length === 0 && this.findings.total === 0)
      this.refuse(1, "The file holds no rows.", "Choose the file that holds the students.");
  }

  /** Whether the row names columns. Then they may stand in any order, but all must be there and no other. */
  private heading(count: number): boolean {
    const first = Array.from({ length: count }, (_, at) => this.text(at, this.current[at]!));
    const known = new Map([...this.names, ...this.optional].map((name) => [bare(name), name]));
    const named = first.filter((name) => known.has(bare(name))).length;
    if (named * 2 < this.names.length) {
      if (this.optional.length > 0) {
        this.refuse(1, "The first line does not name the columns.", `It must name ${this.names.join(", ")}.`);
        return true;
      }
      this.columns = this.names;
      return false;
    }
    const columns = first.map((name) => known.get(bare(name)) ?? name);
    const again = "Export the file again with the columns of the layout.";
    for (const name of this.names)
      if (!columns.includes(name)) this.findings.add(1, name, `The column ${name} is missing.`, again);
    for (const [at, name] of columns.entries()) {
      if (columns.indexOf(name) !== at) this.findings.add(1, name, `The column "${name}" is there twice.`, again);
      else if (!this.names.includes(name) && !this.optional.includes(name))
        this.findings.add(1, name || undefined, `The layout has no column "${name}".`, "Leave the column out.");
    }
    this.refused = this.findings.total > 0;
    this.columns = columns;
    return true;
  }
}

// Reads a profile's files and checks them with zod: every error names file, line and column. Knows no file by name.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

export type ProfileIssue = { file: string; line: number; column: number; message: string };

/** What is wrong with a profile's files; `issues` in the order of the file. */
export class ProfileError extends Error {
  readonly issues: ProfileIssue[];

  constructor(issues: ProfileIssue[]) {
    super(issues.map((issue) => `${issue.file}:${issue.line}:${issue.column}: ${issue.message}`).join("\n"));
    this.name = "ProfileError";
    this.issues = issues;
  }
}

/** Where a row of a profile's CSV file stands: `cell("type")` gives the place of a cell for an error about it. */
export type CsvPlace = { file: string; line: number; cell(name: string): { line: number; column: number } };

type CsvRow = { record: Record<string, string>; info: { lines: number } };

/** Rows of a CSV file with a header row, each checked by `schema`. The second element says where each row stands. */
export const readProfileCsvWithPlaces = <S extends z.ZodType>(
  dir: string,
  file: string,
  schema: S,
): { value: z.output<S>; place: CsvPlace }[] => {
  const text = readText(dir, file);
  const header = parseCsv(file, text, { to_line: 1 })[0] as unknown as string[] | undefined;
  if (!header)
    throw new ProfileError([{ file, line: 1, column: 1, message: "the file is empty: a header row is needed" }]);
  const rows = parseCsv(file, text, { columns: true, info: true, skip_empty_lines: true }) as unknown as CsvRow[];
  const issues: ProfileIssue[] = [];
  const values = rows.map(({ record, info }) => {
    const lines = Object.values(record).reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
    const line = info.lines - lines;
    const cell = (name: string) => ({ line, column: header.indexOf(name) + 1 || 1 });
    const parsed = schema.safeParse(record);
    if (!parsed.success)
      for (const issue of parsed.error.issues) {
        const name = String(issue.path[0] ?? "");
        issues.push({ file, ...cell(name), message: name ? `${name}: ${issue.message}` : issue.message });
      }
    return { value: parsed.data as z.output<S>, place: { file, line, cell } };
  });
  if (issues.length > 0) throw new ProfileError(issues);
  return values;
};

/** Rows of a CSV file with a header row, each checked by `schema`. Throws ProfileError with line and column number of the cell. */
export const readProfileCsv = <S extends z.ZodType>(dir: string, file: string, schema: S): z.output<S>[] =>
  readProfileCsvWithPlaces(dir, file, schema).map((row) => row.value);

/** A YAML file checked by `schema`. Throws ProfileError with line and column of the value that is wrong. */
export const readProfileYaml = <S extends z.ZodType>(dir: string, file: string, schema: S): z.output<S> =>
  parseProfileYaml(file, readText(dir, file), schema);

/** YAML text (such as front matter) checked by `schema`; `firstLine` is added to the lines of its errors. */
export const parseProfileYaml = <S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  firstLine = 1,
): z.output<S> => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line: line + firstLine - 1, column: col };
  };
  if (document.errors.length > 0)
    throw new ProfileError(
      document.errors.map((error) => ({ file, ...at(error.pos[0]), message: error.message.split("\n")[0] ?? "" })),
    );
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw new ProfileError(
    parsed.error.issues.map((issue) => {
      const node = nearestNode(document, issue.path);
      const name = issue.path.join(".");
      return { file, ...at(node?.range?.[0] ?? 0), message: name ? `${name}: ${issue.message}` : issue.message };
    }),
  );
};

const nearestNode = (document: ReturnType<typeof parseDocument>, path: PropertyKey[]) => {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return undefined;
};

const readText = (dir: string, file: string): string => {
  const path = join(dir, file);
  if (!existsSync(path)) throw new ProfileError([{ file, line: 1, column: 1, message: "the file is missing" }]);
  return readFileSync(path, "utf8");
};

const parseCsv = (file: string, text: string, options: object): unknown[] => {
  try {
    return parse(text, { bom: true, ...options });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1);
    throw new ProfileError([{ file, line, column: Number(error.column ?? 0) + 1 || 1, message: error.message }]);
  }
};

// A file of accounts as rows: one person and one assignment each. Everything wrong with it is found at once, with its place.
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";

export type AccountRow = {
  line: number;
  name: string;
  email: string;
  role: string;
  district?: number | undefined;
  /** Undefined where the file has no such column: then what there is stays. */
  schools?: number[] | undefined;
  from?: string | undefined;
  /** Null: no last day. Undefined where the file has no such column. */
  to?: string | null | undefined;
};
export type FileIssue = { line: number; column: number; element: string; message: string; remedy: string };
/** `columns`: those of the file, in its order. */
export type AccountFile = { columns: string[]; rows: AccountRow[]; issues: FileIssue[] };

export const fileColumns = ["name", "email", "role", "district", "schools", "from", "to"] as const;
type FileColumn = (typeof fileColumns)[number];
const needed: readonly FileColumn[] = ["name", "email", "role"];

const mostRows = 5_000;

const blank = z.literal("").transform(() => undefined);
const day = z.iso.date("is not a day such as 2026-07-01");
const cells = {
  name: z.string().min(1, "is missing").max(200, "is too long"),
  email: z.string().min(1, "is missing").pipe(z.email("is not an e-mail address").max(320, "is too long")),
  role: z.string().min(1, "is missing"),
  district: z
    .string()
    .regex(/^\d{0,6}$/, "is not a whole number")
    .transform((text) => (text === "" ? undefined : Number(text))),
  schools: z
    .string()
    .regex(/^(\d{1,9}(\s*;\s*\d{1,9})*)?$/, "is not a list of school numbers such as 21745;21750")
    .transform((text) => (text === "" ? [] : text.split(";").map((one) => Number(one.trim())))),
  from: blank.or(day),
  to: z
    .literal("")
    .transform(() => null)
    .or(day),
} satisfies Record<FileColumn, z.ZodType>;

const remedies: Record<FileColumn, string> = {
  name: "Give the person's first and last name.",
  email: "Give the person's own address, such as ada.clerk@district.example.",
  role: "Name a role of the profile, as `rollbook user roles` lists them.",
  district: "Give the district's number, or nothing for a role of the whole state.",
  schools: "Give the numbers of the schools with ; between them, or nothing for the whole district.",
  from: "Write year-month-day, or nothing for today.",
  to: "Write year-month-day, or nothing for no last day.",
};

type CsvLine = { record: string[]; info: { lines: number } };

export const readAccountFile = (text: string): AccountFile => {
  let lines: CsvLine[];
  try {
    lines = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
    }) as unknown as CsvLine[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = { line: Number(error.lines ?? 1), column: 1, element: "" };
    return {
      columns: [],
      rows: [],
      issues: [
        {
          ...place,
          message: error.message,
          remedy: "Save the file again as CSV, with quotes around cells that hold a comma.",
        },
      ],
    };
  }
  const [head, ...body] = lines;
  const header = (head?.record ?? []).map((name) => name.toLowerCase());
  const issues = headerIssues(header);
  if (body.length > mostRows)
    issues.push({
      ...{ line: 1, column: 1, element: "", message: `the file has ${body.length} rows` },
      remedy: `Split it: one file holds up to ${mostRows}.`,
    });
  if (issues.length > 0) return { columns: header, rows: [], issues };
  return { columns: header, rows: body.flatMap((row) => readRow(header, row.record, row.info.lines, issues)), issues };
};

const headerIssues = (header: string[]): FileIssue[] => {
  const remedy = `The first row names the columns: ${fileColumns.join(",")}.`;
  const at = (column: number, element: string, message: string) => ({ line: 1, column, element, message, remedy });
  const unknown = header.flatMap((name, index) =>
    (fileColumns as readonly string[]).includes(name)
      ? []
      : [at(index + 1, name, `no column ${name || "without a name"} is known`)],
  );
  const twice = header.flatMap((name, index) =>
    header.indexOf(name) < index ? [at(index + 1, name, `the column ${name} stands there twice`)] : [],
  );
  const missing = needed
    .filter((name) => !header.includes(name))
    .map((name) => at(1, name, `the column ${name} is missing`));
  return [...unknown, ...twice, ...missing];
};

/** The row, or nothing where a cell cannot be read; what is wrong is added to `issues`. */
const readRow = (header: string[], record: string[], line: number, issues: FileIssue[]): AccountRow[] => {
  const before = issues.length;
  if (record.length > header.length)
    issues.push({
      ...{ line, column: header.length + 1, element: "", message: "the row has more cells than there are columns" },
      remedy: "Put quotes around a cell that holds a comma.",
    });
  const row: Record<string, unknown> = { line };
  for (const [index, name] of (header as FileColumn[]).entries()) {
    const parsed = cells[name].safeParse(record[index] ?? "");
    if (parsed.success) row[name] = parsed.data;
    else
      issues.push({
        ...{ line, column: index + 1, element: name, remedy: remedies[name] },
        message: `${name} ${parsed.error.issues.at(-1)?.message ?? "cannot be read"}`.replace(
          "Invalid input",
          "cannot be read",
        ),
      });
  }
  return issues.length > before ? [] : [row as AccountRow];
};

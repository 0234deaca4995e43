// Rows of a request file as questions about students, or what is wrong with them. What a text of a column means is worked out
// once for each distinct text. Knows no registry: whether a child is in it is asked only when the whole file is right.
import type { Directory } from "../../directory/index.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import { type Cells, cellRoles, factNames, foldFacts, type StudentFacts } from "../registry/facts.ts";
import type { RegistryProfile } from "../registry/registry-profile.ts";
import { FileFindings, someLines } from "./findings.ts";
import { factReader } from "./read-fact.ts";
import { type FileTable, readTable, type TableRow } from "./read-table.ts";

export type FileRow = {
  line: number;
  school: number | undefined;
  localIdentifier: string;
  facts: StudentFacts;
  /** Folded. */
  cells: Cells;
  /** As they stand in the file, by its columns. */
  input: readonly string[];
};

export type StudentFile = { columns: readonly string[]; rows: FileRow[] };

export type ReadingContext = {
  profile: RegistryProfile;
  choices: FactChoices;
  places: Pick<Directory, "schools">;
  district: number;
  /** YYYY-MM-DD. */
  today: string;
};

/** `file` only when there is not one finding. `extra`: a column beside those of the layout. */
export const readStudents = async (
  source: AsyncIterable<Uint8Array>,
  context: ReadingContext,
  extra: readonly string[] = [],
): Promise<{ file: StudentFile | undefined; findings: FileFindings }> => {
  const findings = new FileFindings();
  const table = await readTable(source, [...context.profile.request_file.columns, ...extra], findings);
  if (!table) return { file: undefined, findings };
  const read = rowReader(table, context, findings);
  const rows = table.rows.map(read);
  findRepeated(rows, context, findings);
  return { file: findings.total === 0 ? { columns: table.columns, rows } : undefined, findings };
};

/** Value of a text, or what is wrong with it. */
export type ReadCell<T> = { value: T; wrong?: string | undefined };

const rowReader = (table: FileTable, context: ReadingContext, findings: FileFindings) => {
  const { profile, district } = context;
  const layout = profile.request_file;
  const fix = "Correct it in the system that the file comes from.";

  /** The cell of a column: read once for each distinct text; wrong ones are findings of their rows. */
  const cell = <T>(column: string | undefined, read: (text: string) => ReadCell<T>) => {
    const at = column === undefined ? -1 : table.columns.indexOf(column);
    const known: ReadCell<T>[] = [];
    return ({ line, cells }: TableRow): T => {
      const number = at < 0 ? 0 : cells[at]!;
      known[number] ??= broken(at < 0 ? "" : table.text(at, number), read);
      const { value, wrong } = known[number];
      if (wrong !== undefined) findings.add(line, column, wrong, fix);
      return value;
    };
  };

  const districtCell = cell(layout.district, (text) => ({
    value: text,
    wrong: Number(text) === district && /^\d+$/.test(text) ? undefined : `"${text}" is not your district, ${district}.`,
  }));
  const schoolCell = cell(layout.school, schoolReader(context));
  const localCell = cell(layout.local_identifier, (text) => ({ value: text, wrong: localFault(text) }));
  const factCells = factNames.map((fact) => {
    const column = layout.facts[fact];
    return { fact, read: cell(column, column === undefined ? () => ({ value: "" }) : factReader(context, fact)) };
  });
  const keepsLocal = profile.custody !== "split";

  return (row: TableRow): FileRow => {
    districtCell(row);
    const school = schoolCell(row);
    const localIdentifier = localCell(row);
    const facts = {} as StudentFacts;
    for (const { fact, read } of factCells) facts[fact] = read(row);
    const cells = foldFacts(facts, district, keepsLocal ? localIdentifier : "");
    const input = Array.from(row.cells, (number, column) => table.text(column, number));
    return { line: row.line, school, localIdentifier, facts, cells, input };
  };
};

/** Text that was not UTF-8 has a sign in it that stands for what could not be read. */
const broken = <T>(text: string, read: (text: string) => ReadCell<T>): ReadCell<T> =>
  text.includes("\ufffd") || text.includes("\0")
    ? { ...read(text), wrong: "The text is not UTF-8; from a spreadsheet choose 'CSV UTF-8'." }
    : read(text);

const longestLocal = 60;
const localFault = (text: string): string | undefined => {
  if (text === "") return "The district's own number of the student is needed.";
  return text.length > longestLocal ? `It is too long: at most ${longestLocal} letters.` : undefined;
};

const schoolReader = ({ places, district }: ReadingContext): ((text: string) => ReadCell<number | undefined>) => {
  const schools = new Map(places.schools.map((school) => [school.number, school]));
  return (text) => {
    if (text === "") return { value: undefined, wrong: "The school is needed; 0 where it is none of the district's." };
    if (!/^\d{1,9}$/.test(text)) return { value: undefined, wrong: `"${text}" is no number of a school.` };
    const number = Number(text);
    if (number === 0) return { value: undefined };
    const school = schools.get(number);
    if (schools.size === 0) return { value: number };
    if (!school) return { value: number, wrong: `The directory has no school ${number}.` };
    const elsewhere = school.district !== district && school.kind === "public";
    return {
      value: number,
      wrong: elsewhere ? `School ${number} is not a school of district ${district}.` : undefined,
    };
  };
};

const compared = cellRoles.filter((role) => role !== "local");
const childOf = ({ cells }: FileRow): string => compared.map((role) => cells[role]).join("\u0001");

/** The same child twice, and one number of the district for two children: each group is one finding. */
const findRepeated = (rows: readonly FileRow[], { profile }: ReadingContext, findings: FileFindings): void => {
  const children = groupLines(rows, childOf);
  for (const [first, ...others] of children.values()) {
    if (others.length === 0) continue;
    const lines = [first!, ...others].map(({ line }) => line);
    findings.add(
      lines[1]!,
      undefined,
      `The same child stands in ${lines.length.toLocaleString("en-US")} rows: lines ${someLines(lines)}.`,
      "Leave one row of each child; where they are two children, give the facts in which they differ.",
    );
  }
  const column = profile.request_file.local_identifier;
  const locals = groupLines(rows, ({ localIdentifier }) => localIdentifier);
  for (const [local, same] of locals) {
    const distinct = new Set(same.map(childOf));
    if (local === "" || distinct.size < 2) continue;
    const lines = same.map(({ line }) => line);
    findings.add(
      lines[1]!,
      column,
      `${column} ${local} is given to ${distinct.size} children: lines ${someLines(lines)}.`,
      "Each child has its own number in the district.",
    );
  }
};

const groupLines = (rows: readonly FileRow[], by: (row: FileRow) => string): Map<string, FileRow[]> => {
  const groups = new Map<string, FileRow[]>();
  for (const row of rows) {
    const key = by(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};

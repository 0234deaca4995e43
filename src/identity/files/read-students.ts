// Rows of a request file as questions about students, or what is wrong with them. Knows no registry: whether a child is in it is
// asked only when the whole file is right.
import type { Directory } from "../../directory/index.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import { type Cells, factNames, foldFacts, type StudentFacts } from "../registry/facts.ts";
import type { RegistryProfile } from "../registry/registry-profile.ts";
import { findRepeated } from "./find-repeated.ts";
import { FileFindings } from "./findings.ts";
import { cellReader, localTooLong, type ReadCell } from "./read-cells.ts";
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

/** `file` only when there is not one finding. */
export const readStudents = async (
  source: AsyncIterable<Uint8Array>,
  context: ReadingContext,
): Promise<{ file: StudentFile | undefined; findings: FileFindings }> => {
  const findings = new FileFindings();
  const table = await readTable(source, context.profile.request_file.columns, findings);
  if (!table) return { file: undefined, findings };
  const read = rowReader(table, context, findings);
  const rows = table.rows.map(read);
  const column = context.profile.request_file.local_identifier;
  findRepeated(rows, { column, districtOf: () => context.district }, findings);
  return { file: findings.total === 0 ? { columns: table.columns, rows } : undefined, findings };
};

const rowReader = (table: FileTable, context: ReadingContext, findings: FileFindings) => {
  const { profile, district } = context;
  const layout = profile.request_file;
  const cell = cellReader(table, findings);

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

const localFault = (text: string): string | undefined =>
  text === "" ? "The district's own number of the student is needed." : localTooLong(text);

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

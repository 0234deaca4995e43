// A file of students with the numbers that they were given before: the columns of a request file and the number. What is wrong in
// it is found here; whether the registry knows a number already, elsewhere.
import type { Directory } from "../../directory/index.ts";
import { findRepeated, groupRows } from "../files/find-repeated.ts";
import { FileFindings, someLines } from "../files/findings.ts";
import { cellReader, fixAtSource, localTooLong, type ReadCell } from "../files/read-cells.ts";
import { factReader } from "../files/read-fact.ts";
import { type FileTable, readTable, type TableRow } from "../files/read-table.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import { type Cells, type FactName, factNames, foldFacts, type StudentFacts } from "../registry/facts.ts";
import { alwaysRequired, type RegistryProfile } from "../registry/registry-profile.ts";

export type NumberedRow = {
  line: number;
  number: string;
  district: number;
  school: number | undefined;
  localIdentifier: string;
  facts: StudentFacts;
  /** Folded. */
  cells: Cells;
};

export const numberColumn = "number";

/** Under split custody a few numbers that come in at once with a few names would tell whose they are. */
const fewestApart = 10;

export type NumberedContext = {
  profile: RegistryProfile;
  choices: FactChoices;
  places: Pick<Directory, "schools" | "districts">;
  /** Every row is of it; the file then needs no column for it. */
  district: number | undefined;
  /** YYYY-MM-DD. */
  today: string;
};

/** `rows` may be used only when there is not one finding. */
export const readNumbered = async (
  source: AsyncIterable<Uint8Array>,
  context: NumberedContext,
): Promise<{ rows: NumberedRow[]; findings: FileFindings }> => {
  const { profile, district } = context;
  const layout = profile.request_file;
  const findings = new FileFindings();
  const columns = [...(district === undefined ? [layout.district] : []), ...alwaysRequired.map(columnOf(profile))];
  const needed = [numberColumn, ...columns];
  const optional = layout.columns.filter((name) => !needed.includes(name));
  const table = await readTable(source, needed, findings, optional);
  if (!table) return { rows: [], findings };
  const rows = table.rows.map(rowReader(table, context, findings));
  findRepeatedNumbers(rows, findings);
  findRepeated(rows, { column: layout.local_identifier, districtOf: (row) => row.district }, findings);
  if (profile.custody === "split" && rows.length < fewestApart && findings.total === 0)
    findings.add(
      1,
      undefined,
      `The file has fewer than ${fewestApart} students: who sees what came in would know whose each number is.`,
      "The registry keeps no link from a name to a number; take in many students with one file.",
    );
  return { rows, findings };
};

const columnOf =
  ({ request_file }: RegistryProfile) =>
  (fact: FactName): string =>
    request_file.facts[fact] ?? fact;

const rowReader = (table: FileTable, context: NumberedContext, findings: FileFindings) => {
  const { profile, places } = context;
  const layout = profile.request_file;
  const cell = cellReader(table, findings);
  // Who was given a number years ago may lack what is asked for today.
  const facts = Object.fromEntries(Object.keys(profile.facts).map((fact) => [fact, "optional" as const]));
  const asked = { ...context, profile: { ...profile, facts } };
  const numberCell = cell(numberColumn, readNumber);
  const districtCell = cell(layout.district, districtReader(context, table.columns.includes(layout.district)));
  const schoolCell = cell(layout.school, readSchool);
  const localCell = cell(layout.local_identifier, (text) => ({ value: text, wrong: localTooLong(text) }));
  const factCells = factNames.map((fact) => ({ fact, read: cell(columnOf(profile)(fact), factReader(asked, fact)) }));
  const schools = new Map(places.schools.map((school) => [school.number, school]));

  return (row: TableRow): NumberedRow => {
    const { line } = row;
    const [number, district, school, localIdentifier] = [
      numberCell(row),
      districtCell(row),
      schoolCell(row),
      localCell(row),
    ];
    const found = school === undefined ? undefined : schools.get(school);
    if (school !== undefined && schools.size > 0 && !found)
      findings.add(line, layout.school, `The directory has no school ${school}.`, fixAtSource);
    else if (found && found.district !== district && found.kind === "public")
      findings.add(line, layout.school, `School ${school} is not a school of district ${district}.`, fixAtSource);
    const facts = {} as StudentFacts;
    for (const { fact, read } of factCells) facts[fact] = read(row);
    const cells = foldFacts(facts, district, profile.custody === "split" ? "" : localIdentifier);
    return { line, number, district, school, localIdentifier, facts, cells };
  };
};

const readNumber = (text: string): ReadCell<string> => {
  const number = text.replace(/[\s-]/g, "");
  return {
    value: number,
    wrong: /^[1-9]\d{9}$/.test(number) ? undefined : `"${text}" is no number: ten digits, the first not 0.`,
  };
};

const districtReader = (
  { places, district }: NumberedContext,
  there: boolean,
): ((text: string) => ReadCell<number>) => {
  const known = new Set(places.districts.map(({ number }) => number));
  return (text) => {
    if (district !== undefined && !there) return { value: district };
    const value = Number(text);
    if (!/^\d{1,6}$/.test(text)) return { value: 0, wrong: `"${text}" is no number of a district.` };
    if (known.size > 0 && !known.has(value)) return { value, wrong: `The directory has no district ${value}.` };
    return {
      value,
      wrong: district !== undefined && value !== district ? `The file is of district ${district}.` : undefined,
    };
  };
};

const readSchool = (text: string): ReadCell<number | undefined> => {
  if (/^0*$/.test(text)) return { value: undefined };
  return /^\d{1,9}$/.test(text)
    ? { value: Number(text) }
    : { value: undefined, wrong: `"${text}" is no number of a school.` };
};

const findRepeatedNumbers = (rows: readonly NumberedRow[], findings: FileFindings): void => {
  for (const [number, same] of groupRows(rows, (row) => row.number)) {
    if (same.length < 2 || !/^\d{10}$/.test(number)) continue;
    const lines = same.map(({ line }) => line);
    findings.add(
      lines[1]!,
      numberColumn,
      `The number ${number} stands in ${same.length.toLocaleString("en-US")} rows: lines ${someLines(lines)}.`,
      "A number is one student's, and a student stands in the file once.",
    );
  }
};

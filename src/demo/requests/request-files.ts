// Writes the districts' request files of this and the earlier school years, and remembers which child each row is of.
import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Registry } from "../../identity/index.ts";
import type { StateInput } from "../state-plan.ts";
import { synthesize } from "../synthesize.ts";
import { type Leavers, leaversOf } from "./leavers.ts";
import { type Arrival, Past, yearsBefore } from "./past.ts";
import { type CertifiedFacts, type TypedFacts, typeFacts } from "./type-facts.ts";

export type RequestLayout = Registry["profile"]["request_file"];

/** A file of one district and year, and what is true of its rows, in their order. */
export type RequestFile = {
  year: number;
  district: number;
  path: string;
  rows: { person: number; slips: string; right: CertifiedFacts | undefined }[];
};

/** A district's own number of a pupil: eight digits that no two of its pupils share. */
export const localIdentifier = (person: number, district: number): string =>
  String((person * 61_803_399 + district * 7_919_003) % 99_999_989).padStart(8, "0");

const requestFileName = (year: number): string => `requests-${year}.csv`;

/** The files by year, then by district: the order in which they are sent. */
export const writeRequests = (
  input: StateInput,
  folder: string,
  layout: RequestLayout,
  progress: (share: number) => void,
): RequestFile[] => {
  const files = new Map<string, Writing>();
  const line = lineOf(input, layout);
  const add = (arrival: Arrival, first: boolean): void => {
    const { year, district, person } = arrival;
    const name = `${year}/${district}`;
    const file = files.get(name) ?? startFile(folder, layout, year, district);
    files.set(name, file);
    const { facts, slips, right } = typeFacts(arrival, first, input);
    file.rows.push({ person: person.key, slips: slips.join(" "), right });
    write(file, line(arrival, facts));
  };
  const past = new Past(input);
  const leavers: Leavers = leaversOf(input);
  const districts = new Set(input.table.rows.map((row) => row.district)).size;
  let done = 0;
  for (const { district, records, counted } of synthesize(input)) {
    const seen = new Set<number>();
    for (const record of records) {
      if (seen.has(record.person.key)) continue;
      seen.add(record.person.key);
      const arrivals = past.arrivals(record);
      // A guest's first request may be this one, or the other district's: it is right in either.
      for (const [at, arrival] of arrivals.entries()) add(arrival, at === 0);
    }
    for (const arrivals of leavers(district.number, counted))
      for (const [at, arrival] of arrivals.entries()) add(arrival, at === 0);
    progress(++done / districts);
  }
  for (const file of files.values()) flush(file);
  return [...files.values()].sort((one, other) => one.year - other.year || one.district - other.district);
};

type Writing = RequestFile & { lines: string[] };

const linesAtOnce = 500;

const startFile = (folder: string, layout: RequestLayout, year: number, district: number): Writing => {
  mkdirSync(join(folder, String(district)), { recursive: true });
  const path = join(folder, String(district), requestFileName(year));
  rmSync(path, { force: true });
  return { year, district, path, rows: [], lines: [`${layout.columns.join(",")}\n`] };
};

const write = (file: Writing, line: string): void => {
  file.lines.push(line);
  if (file.lines.length >= linesAtOnce) flush(file);
};

const flush = (file: Writing): void => {
  appendFileSync(file.path, file.lines.join(""));
  file.lines = [];
};

/** No cell holds a comma or a quote. A column that is no fact is one of the collection's that says where the pupil is. */
const lineOf = (input: StateInput, layout: RequestLayout) => {
  const saus = new Map(input.directory.districts.map(({ number, sau }) => [number, sau]));
  const facts = new Map(Object.entries(layout.facts).map(([fact, column]) => [column, fact as keyof TypedFacts]));
  const cellOf = (column: string, { person, district, school }: Arrival, typed: TypedFacts): string => {
    const fact = facts.get(column);
    if (fact === "birth_date" && layout.date_format === "MM/DD/YYYY") {
      const [year, month, day] = typed.birth_date.split("-");
      return `${month}/${day}/${year}`;
    }
    if (fact !== undefined) return typed[fact];
    if (column === layout.local_identifier) return localIdentifier(person.key, district);
    if (column === layout.district) return String(district);
    if (column === layout.school) return String(school);
    return input.profile.columns[column] === "sau" ? String(saus.get(district) ?? "") : "";
  };
  return (arrival: Arrival, typed: TypedFacts): string =>
    `${layout.columns.map((column) => cellOf(column, arrival, typed)).join(",")}\n`;
};

/** The years whose requests are sent, oldest first. */
export const requestYears = ({ table }: StateInput): number[] =>
  Array.from({ length: yearsBefore + 1 }, (_, at) => table.year - yearsBefore + at);

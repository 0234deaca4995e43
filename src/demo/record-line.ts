// A record as cells in the order of the profile's columns, and cells as a line of CSV.
import { writeDay } from "./days.ts";
import type { ColumnPart, DemoProfile } from "./demo-profile.ts";
import { graduationYear } from "./grades.ts";
import type { SynthRecord } from "./model.ts";

export type Layout = {
  elements: string[];
  /** Text cells of a record, in file order. */
  cells(record: SynthRecord): string[];
};

export const makeLayout = (profile: DemoProfile, year: number): Layout => {
  const write: Record<ColumnPart, (record: SynthRecord) => string> = {
    none: () => "",
    student: ({ person }) => person.student,
    birth_date: ({ person }) => writeDay(person.birth),
    race: ({ person }) => person.race,
    homeless: ({ person }) => person.homeless,
    military: ({ person }) => person.military,
    status: (record) => record.status,
    sau: (record) => String(record.sau),
    district: (record) => String(record.district),
    school: (record) => String(record.school),
    town: (record) => String(record.town),
    paying_district: (record) => String(record.payingDistrict),
    grade: (record) => profile.grades[record.grade],
    entry_date: (record) => writeDay(record.entry),
    entry_code: (record) => record.entryCode,
    exit_date: (record) => writeDay(record.exit),
    exit_code: (record) => record.exitCode,
    present: (record) => String(record.present),
    absent: (record) => String(record.absent),
    outcome: (record) => record.outcome,
    diploma: (record) => record.diploma,
    plans: (record) => record.plans,
    graduation_year: ({ grade, person }) => graduationYear(grade, year, person.delay)?.toString() ?? "",
  };
  const columns = Object.values(profile.columns).map((part) => write[part]);
  return { elements: Object.keys(profile.columns), cells: (record) => columns.map((column) => column(record)) };
};

/** How a district's program writes its files. */
export type FileForm = { byteOrderMark: boolean; lineEnd: "\n" | "\r\n"; quoted: boolean };

/** No cell of a made record holds a comma or a quote. */
export const writeLine = (cells: string[], form: FileForm): string =>
  form.quoted ? `"${cells.join('","')}"${form.lineEnd}` : cells.join(",") + form.lineEnd;

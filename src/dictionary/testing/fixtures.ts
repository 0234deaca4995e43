// What the dictionary's tests share: the New Hampshire profile, a small directory, a record that breaks no rule.
import { join } from "node:path";
import { homeDir } from "../../platform/index.ts";
import { compileCollection } from "../compile/compile-collection.ts";
import { loadDictionary } from "../load.ts";
import { createChecker } from "../node-checker.ts";
import type { CheckResult, CompiledCollection, Dictionary, DirectoryContext, RowFinding } from "../types.ts";

export const profileDir = join(homeDir, "profiles", "new-hampshire");

let dictionary: Dictionary | undefined;
export const newHampshire = (): Dictionary => {
  dictionary ??= loadDictionary(profileDir);
  return dictionary;
};

const compiled = new Map<string, CompiledCollection>();
export const validatorOf = (collection: string, year = 2026): CompiledCollection => {
  const key = `${collection} ${year}`;
  if (!compiled.has(key)) compiled.set(key, compileCollection(newHampshire(), collection, year));
  return compiled.get(key)!;
};

const school = (number: number, kind: string, grades: string[], more: object = {}) => ({
  number,
  district: 112,
  sau: 1,
  kind,
  grades,
  opens: "2025-08-27",
  closes: "2026-06-12",
  activeFrom: "1990-07-01",
  halfDaysInSession: 360,
  ...more,
});

export const smallDirectory: DirectoryContext = {
  year: 2026,
  saus: [1, 2],
  districts: [
    { number: 112, sau: 1, towns: [21] },
    { number: 113, sau: 2, towns: [22] },
  ],
  schools: [
    school(22210, "public", ["KG", "1", "2", "3", "4", "5"]),
    school(22215, "public", ["9", "10", "11", "12", "PG"]),
    school(22220, "public", ["PK", "6", "7", "8"], { activeTo: "2020-06-30" }),
    school(23000, "public", ["PK", "1"], { district: 113, sau: 2 }),
    school(27000, "nonpublic", ["1", "2", "3", "9"]),
    school(15010, "out-of-state", []),
  ],
  towns: [
    { number: 21, district: 112 },
    { number: 22, district: 113 },
  ],
};

export type Cells = Record<string, string>;

/** A grade 5 pupil who has been enrolled since the first day: breaks no rule of the fall collection. */
export const pupil: Cells = {
  SASID: "1000000001",
  DateOfBirth: "4/5/2015",
  Race: "5",
  EnrollmentStatus: "1",
  SauNbr: "1",
  DistNbr: "112",
  SchoolNbr: "22210",
  TownResponsible: "21",
  DistrictResponsible: "112",
  Grade: "5",
  EntryDate: "08/27/2025",
  EntryCode: "E1",
  HalfDaysInAttendance: "40",
  HalfDaysAbsent: "2",
};

/** The same at the end of the year, promoted. */
export const promoted: Cells = { ...pupil, HalfDaysInAttendance: "340", HalfDaysAbsent: "10", PromotedIndicator: "1" };

/** A grade 10 pupil of the high school. */
export const highSchool: Cells = { Grade: "10", SchoolNbr: "22215", DateOfBirth: "4/5/2010", OriginalGradYear: "2028" };

export const lineOf = (compiledCollection: CompiledCollection, cells: Cells): string => {
  for (const name of Object.keys(cells))
    if (!compiledCollection.columns.some((column) => column.name === name)) throw new Error(`no element ${name}`);
  return `${compiledCollection.columns.map((column) => cells[column.name] ?? "").join(",")}\n`;
};

export type Checked = { result: CheckResult; findings: RowFinding[]; copied: string };

/** Checks bytes in one go, or in chunks that end at `cuts`. */
export const checkBytes = (
  compiledCollection: CompiledCollection,
  bytes: Uint8Array,
  options: { directory?: DirectoryContext | undefined; cuts?: number[] } = { directory: smallDirectory },
): Checked => {
  const findings: RowFinding[] = [];
  const copied: Uint8Array[] = [];
  const checker = createChecker(
    compiledCollection,
    options.directory,
    { finding: (finding) => findings.push(finding), copy: (part) => copied.push(part.slice()) },
    { batch: "b" },
  );
  let from = 0;
  for (const cut of [...(options.cuts ?? []).sort((a, b) => a - b), bytes.length]) {
    checker.push(bytes.subarray(from, cut));
    from = Math.max(from, cut);
  }
  const result = checker.end();
  return { result, findings, copied: Buffer.concat(copied).toString("utf8") };
};

export const checkText = (
  compiledCollection: CompiledCollection,
  text: string,
  directory?: DirectoryContext,
): Checked => checkBytes(compiledCollection, Buffer.from(text), { directory: directory ?? smallDirectory });

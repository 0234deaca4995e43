// The organizations of a small state for tests and the files of its districts: two districts, three schools. No database.
import type { Directory, School } from "../../directory/index.ts";

export const year = 2026;
/** Alder has an elementary and a high school; Birch has one elementary school. */
export const alder = 101;
export const birch = 202;

const school = (number: number, name: string, district: number, grades: School["grades"]): School => ({
  number,
  name,
  district,
  sau: district === alder ? 10 : 20,
  kind: "public",
  level: grades.includes("9") ? "high" : "elementary",
  grades,
  opens: "2025-08-27",
  closes: "2026-06-19",
  activeFrom: "2000-07-01",
  halfDaysInSession: 360,
  required: true,
});

export const directory: Directory = {
  year,
  saus: [
    { number: 10, name: "SAU 10" },
    { number: 20, name: "SAU 20" },
  ],
  districts: [
    {
      number: alder,
      name: "Alder",
      sau: 10,
      kind: "public",
      towns: [11],
      contact: { name: "Ann Alder", email: "ann@alder.example", phone: "603-555-0101" },
    },
    {
      number: birch,
      name: "Birch",
      sau: 20,
      kind: "public",
      towns: [22],
      contact: { name: "Ben Birch", email: "ben@birch.example", phone: "603-555-0202" },
    },
  ],
  schools: [
    school(20001, "Alder Elementary", alder, ["KG", "1", "2", "3", "4", "5"]),
    school(20002, "Alder High", alder, ["9", "10", "11", "12"]),
    school(20003, "Birch Elementary", birch, ["KG", "1", "2", "3", "4", "5"]),
  ],
  towns: [
    { number: 11, name: "Alder", district: alder },
    { number: 22, name: "Birch", district: birch },
  ],
};

export type Pupil = { sasid: number | string; school?: number; grade?: number | string; [element: string]: unknown };

/** Age fits the grade; every value fits every rule unless `pupil` says otherwise. */
const cleanRecord = (pupil: Pupil, names: readonly string[]): Record<string, unknown> => {
  const at = directory.schools.find(({ number }) => number === (pupil.school ?? 20001)) as School;
  const grade = Number(pupil.grade ?? 3);
  return {
    SASID: pupil.sasid,
    DateOfBirth: `03/15/${2020 - (grade === 14 ? 0 : grade)}`,
    Race: 5,
    EnrollmentStatus: 1,
    SauNbr: at.sau,
    DistNbr: at.district,
    SchoolNbr: at.number,
    TownResponsible: at.district === alder ? 11 : 22,
    DistrictResponsible: at.district,
    Grade: pupil.grade ?? 3,
    EntryDate: "08/27/2025",
    EntryCode: "R1",
    HalfDaysInAttendance: 40,
    HalfDaysAbsent: 2,
    OriginalGradYear: grade >= 9 && grade <= 12 ? 2026 + 12 - grade : "",
    ...Object.fromEntries(Object.entries(pupil).filter(([name]) => names.includes(name))),
  };
};

export const source = async function* (text: string | Buffer, chunk = 1 << 16): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
};

/** A BOY file without a heading row; `names` are the elements in the order of the file. */
export const boyFile = (names: readonly string[], pupils: readonly Pupil[]): string =>
  pupils
    .map((pupil) => {
      const record = cleanRecord(pupil, names);
      return names.map((name) => record[name] ?? "").join(",");
    })
    .join("\n")
    .concat("\n");

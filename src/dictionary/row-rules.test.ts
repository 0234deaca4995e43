// Every row rule of the New Hampshire fall and end-of-year collections, with records that keep it and that break it.
import { describe, expect, it } from "vitest";
import { celRules } from "./compile/compile-rules.ts";
import {
  type Cells,
  checkText,
  highSchool,
  lineOf,
  newHampshire,
  promoted,
  pupil,
  validatorOf,
} from "./testing/fixtures.ts";

type Case = { broken: Cells[]; kept?: Cells[]; collections?: ("BOY" | "EOY")[] };

const left = { ExitDate: "10/03/2025", ExitCode: "W4" };
const summer = { EnrollmentStatus: "7", EntryDate: "", EntryCode: "", ExitDate: "08/20/2025", ExitCode: "W4" };
const completer = {
  ...highSchool,
  Grade: "12",
  DateOfBirth: "4/5/2008",
  OriginalGradYear: "2026",
  PromotedIndicator: "3",
  DiplomaType: "1",
  PostGradPlans: "1",
};
const early = { ...completer, ...left, ExitCode: "W11" };

/** Cells that differ from a record without fault. */
const cases: Record<string, Case> = {
  "ENR-002": { broken: [{ SASID: "123" }, { SASID: "12345678X0" }], kept: [{ SASID: "0000000001" }] },
  "ENR-003": {
    broken: [{ Race: "9" }, { Race: "64" }, { Race: "X" }, { Race: "0" }],
    kept: [{ Race: "05" }, { Race: "63" }],
  },
  "ENR-004": { broken: [{ EnrollmentStatus: "13" }, { EnrollmentStatus: "0" }] },
  "ENR-005": {
    broken: [{ DistNbr: "999" }, { DistrictResponsible: "999" }, { DistNbr: "930" }],
    kept: [{ DistrictResponsible: "930", TownResponsible: "990", EnrollmentStatus: "2" }],
  },
  "ENR-006": {
    broken: [{ SauNbr: "2" }, { SauNbr: "3" }, { SchoolNbr: "23000" }, { SchoolNbr: "22220" }, { SchoolNbr: "22299" }],
    kept: [{ EnrollmentStatus: "9", SchoolNbr: "27000" }],
  },
  "ENR-007": { broken: [{ Grade: "17" }, { Grade: "0" }, { Grade: "KG" }], kept: [{ Grade: "05" }] },
  "ENR-008": {
    broken: [{ Grade: "6" }, { Grade: "13" }],
    kept: [{ Grade: "14", DateOfBirth: "4/5/2020" }, { Grade: "16" }],
  },
  "ENR-009": {
    broken: [{ HomelessCode: "6" }, { HomelessCode: "0" }],
    kept: [{ HomelessCode: "5" }, { HomelessCode: "" }],
  },
  "ENR-010": { broken: [{ EnrollmentStatus: "5" }], kept: [{ EnrollmentStatus: "5", SchoolNbr: "15010" }] },
  "ENR-011": {
    broken: [{ EnrollmentStatus: "6" }, { EnrollmentStatus: "6", SchoolNbr: "28888" }],
    kept: [{ EnrollmentStatus: "6", SchoolNbr: "27000" }],
  },
  "ENR-012": { broken: [{ ExitDate: "10/03/2025" }, { ExitCode: "W4" }], kept: [left] },
  "ENR-013": { broken: [{ ...left, ExitDate: "08/26/2025" }], kept: [{ ...left, ExitDate: "08/27/2025" }, summer] },
  "ENR-014": { broken: [{ ...left, ExitDate: "06/13/2026" }], kept: [{ ...left, ExitDate: "06/12/2026" }] },
  "ENR-015": {
    broken: [
      { ...left, ExitCode: "W99" },
      { ...left, ExitCode: "w4" },
      { ExitCode: "W99" },
      { ...left, ExitDate: "04/14/2011", ExitCode: "W15" },
    ],
    kept: [{ ...left, ExitCode: "W15" }],
  },
  "ENR-016": { broken: [{ EntryCode: "R9" }, { EntryCode: "E" }], kept: [{ EntryCode: "R12" }] },
  "ENR-017": {
    broken: [{ EntryCode: "" }, { EntryDate: "" }, { EntryCode: "", EntryDate: "" }, { ...summer, EntryCode: "E1" }],
    kept: [summer],
  },
  "ENR-018": { broken: [{ EntryDate: "10/04/2025", ...left }], kept: [{ EntryDate: "10/03/2025", ...left }] },
  "ENR-019": { broken: [{ ...left, HalfDaysInAttendance: "80" }], kept: [{ ...left, HalfDaysInAttendance: "60" }] },
  "ENR-020": {
    broken: [
      { ...highSchool, OriginalGradYear: "2019" },
      { ...highSchool, OriginalGradYear: "2030" },
    ],
    kept: [
      { ...highSchool, OriginalGradYear: "2020" },
      { ...highSchool, OriginalGradYear: "2029" },
    ],
  },
  "ENR-021": { broken: [{ ...highSchool, OriginalGradYear: "" }, { OriginalGradYear: "2033" }], kept: [highSchool] },
  "ENR-022": { broken: [{ EnrollmentStatus: "7" }], collections: ["EOY"] },
  "ENR-023": {
    broken: [{ ...completer, ...left, DiplomaType: "4", DateOfBirth: "10/03/2009" }],
    kept: [{ ...completer, ...left, DiplomaType: "4", DateOfBirth: "10/03/2008" }],
  },
  "ENR-024": {
    broken: [{ DistrictResponsible: "930", TownResponsible: "990" }],
    kept: [{ DistrictResponsible: "930", TownResponsible: "990", EnrollmentStatus: "11" }],
  },
  "ENR-025": { broken: [{ DistrictResponsible: "930" }, { TownResponsible: "990" }] },
  "ENR-026": {
    broken: [{ Grade: "13", FullDayPct: "50", HalfDaysInAttendance: "200" }],
    kept: [{ Grade: "13", FullDayPct: "50", HalfDaysInAttendance: "170" }],
    collections: ["EOY"],
  },
  "ENR-027": {
    broken: [{ ...left, HalfDaysInAttendance: "55" }, { HalfDaysInAttendance: "351" }],
    kept: [{ ...left, HalfDaysInAttendance: "46" }],
    collections: ["EOY"],
  },
  "ENR-028": {
    broken: [{ DistrictResponsible: "113", TownResponsible: "22" }],
    kept: [{ DistrictResponsible: "113", TownResponsible: "22", EnrollmentStatus: "2" }],
  },
  "ENR-029": { broken: [{ EnrollmentStatus: "2" }] },
  "ENR-030": { broken: [{ ...left, ExitDate: "08/26/2025" }] },
  "ENR-031": {
    broken: [
      { ...summer, ExitCode: "" },
      { ...summer, ExitDate: "08/28/2025" },
      { ...summer, EntryDate: "08/27/2025", EntryCode: "E1", ExitDate: "08/29/2025" },
    ],
    kept: [summer, { ...summer, EntryDate: "08/27/2025", EntryCode: "E1", ExitDate: "08/28/2025" }],
    collections: ["BOY"],
  },
  "ENR-032": {
    broken: [
      { ...summer, EntryDate: "08/27/2025", EntryCode: "R4" },
      { ...summer, EntryDate: "08/28/2025", EntryCode: "E1" },
    ],
    kept: [{ ...summer, EntryDate: "07/01/2025", EntryCode: "E1" }],
    collections: ["BOY"],
  },
  "ENR-033": {
    broken: [{ ...left, ExitDate: "08/28/2025" }],
    kept: [left, { ...summer, EntryDate: "07/01/2025", EntryCode: "E1", ExitDate: "07/02/2025" }],
    collections: ["BOY"],
  },
  "ENR-034": { broken: [{ EnrollmentStatus: "8" }], kept: [{ ...highSchool, EnrollmentStatus: "8" }] },
  "ENR-035": { broken: [{ ...highSchool, EnrollmentStatus: "8", DateOfBirth: "01/01/2007" }] },
  "ENR-036": {
    broken: [{ EnrollmentStatus: "12" }, { ...highSchool, EnrollmentStatus: "12" }],
    kept: [{ ...highSchool, Grade: "12", EnrollmentStatus: "12", DateOfBirth: "01/01/2007" }],
  },
  "ENR-038": { broken: [{ EnrollmentStatus: "4" }] },
  "ENR-039": { broken: [{ ...early, PromotedIndicator: "" }], kept: [early] },
  "ENR-040": { broken: [{ ...early, Grade: "10" }], kept: [{ ...early, Grade: "11" }] },
  "ENR-041": { broken: [{ ...left, ExitCode: "W20" }], kept: [{ ...highSchool, ...left, ExitCode: "W29" }] },
  "ENR-042": { broken: [{ ...completer, PostGradPlans: "" }], kept: [completer] },
  "ENR-043": { broken: [{ DiplomaType: "1" }] },
  "ENR-044": { broken: [{ ...completer, DiplomaType: "" }] },
  "ENR-045": {
    broken: [{ PromotedIndicator: "1" }, { PromotedIndicator: "2" }],
    kept: [completer],
    collections: ["BOY"],
  },
  "ENR-046": { broken: [{ PromotedIndicator: "" }], kept: [{ ...left, PromotedIndicator: "" }], collections: ["EOY"] },
  "ENR-047": { broken: [{ PromotedIndicator: "3" }], kept: [completer], collections: ["EOY"] },
  "ENR-048": {
    broken: [{ EntryCode: "E2" }, { EntryCode: "E2", EntryDate: "08/01/2025" }],
    kept: [{ EntryCode: "E2", EntryDate: "08/28/2025" }],
  },
  "ENR-049": {
    broken: [{ HalfDaysInAttendance: "367" }, { HalfDaysAbsent: "-1" }, { HalfDaysAbsent: "2.5" }],
    kept: [{ HalfDaysAbsent: "0" }],
  },
  "ENR-050": {
    broken: [{ Grade: "14" }, { Grade: "14", FullDayPct: "0" }, { FullDayPct: "50" }],
    kept: [{ FullDayPct: "100" }, { Grade: "14", DateOfBirth: "4/5/2020", FullDayPct: "50" }],
    collections: ["EOY"],
  },
  "ENR-051": {
    broken: [{ InSchoolSuspensions: "181" }, { OutSchoolSuspensions: "x" }],
    kept: [{ InSchoolSuspensions: "0" }],
    collections: ["EOY"],
  },
  "ENR-052": { broken: [{ OutSchoolSuspensions: "6" }], kept: [{ OutSchoolSuspensions: "5" }], collections: ["EOY"] },
  "ENR-053": {
    broken: [
      { FullDayPct: "100" },
      { InSchoolSuspensions: "1" },
      { OutSchoolSuspensions: "1" },
      { ResidentialHome: "1" },
    ],
    collections: ["BOY"],
  },
  "ENR-054": {
    broken: [{ ResidentialHome: "2" }, { ResidentialHome: "21" }],
    kept: [{ ResidentialHome: "1" }],
    collections: ["EOY"],
  },
  "ENR-055": { broken: [{ TownResponsible: "22" }], kept: [{ TownResponsible: "990" }, { TownResponsible: "55" }] },
  "ENR-056": {
    broken: [
      { DateOfBirth: "4/5/2019" },
      { DateOfBirth: "4/5/2011" },
      { Grade: "13", DateOfBirth: "4/5/2012" },
      { Grade: "14", DateOfBirth: "4/5/2012" },
    ],
    kept: [{ DateOfBirth: "4/5/2018" }, { DateOfBirth: "10/1/2011" }, { Grade: "15" }],
  },
};

const brokenBy = (collection: "BOY" | "EOY", cells: Cells): string[] => {
  const compiled = validatorOf(collection);
  const record = { ...(collection === "BOY" ? pupil : promoted), ...cells };
  return checkText(compiled, lineOf(compiled, record)).findings.map((finding) => finding.ruleId);
};

describe("the row rules of New Hampshire", () => {
  it.each(["BOY", "EOY"] as const)("find nothing in a record without fault (%s)", (collection) => {
    expect(brokenBy(collection, {})).toEqual([]);
  });

  it("all have a record that breaks them", () => {
    const rules = new Set(
      [...celRules(newHampshire(), "BOY", 2026), ...celRules(newHampshire(), "EOY", 2026)].map((rule) => rule.id),
    );
    expect(rules.size).toBeGreaterThan(50);
    expect(Object.keys(cases).sort()).toEqual([...rules].sort());
  });

  const each = Object.entries(cases).flatMap(([id, { broken, kept, collections }]) =>
    (collections ?? (["BOY", "EOY"] as const)).map((collection) => ({ id, broken, kept: kept ?? [], collection })),
  );
  it.each(each)("$id in $collection", ({ id, broken, kept, collection }) => {
    for (const cells of broken) expect(brokenBy(collection, cells), JSON.stringify(cells)).toContain(id);
    for (const cells of [{}, ...kept]) expect(brokenBy(collection, cells), JSON.stringify(cells)).not.toContain(id);
  });
});

// The directory as rules ask it: what is known, what is not, and large numbers as well as small.
import { describe, expect, it } from "vitest";
import { smallDirectory } from "../testing/fixtures.ts";
import { UNKNOWN } from "./cells.ts";
import { directoryTables } from "./directory-tables.ts";

const gradeCodes = { 1: ["1"], 13: ["PK"], 14: ["KG"], 16: ["R", "1"] };
const tables = directoryTables(smallDirectory, gradeCodes);

describe("the directory's tables", () => {
  it("know schools, districts and SAUs, and no other numbers", () => {
    expect([
      tables.knownSchool(22210),
      tables.knownSchool(22211),
      tables.knownSchool(-1),
      tables.knownSchool(9e8),
    ]).toEqual([1, 0, 0, 0]);
    expect([tables.knownDistrict(112), tables.knownDistrict(1), tables.knownSau(2), tables.knownSau(3)]).toEqual([
      1, 0, 1, 0,
    ]);
  });
  it("give the values of a school, or UNKNOWN", () => {
    expect([
      tables.schoolDistrict(23000),
      tables.schoolSau(23000),
      tables.schoolOpens(23000),
      tables.schoolCloses(23000),
    ]).toEqual([113, 2, 20250827, 20260612]);
    expect([tables.schoolDistrict(1), tables.schoolOpens(1), tables.districtSau(1), tables.schoolKind(1)]).toEqual([
      UNKNOWN,
      UNKNOWN,
      UNKNOWN,
      UNKNOWN,
    ]);
  });
  it("say which grades a school runs, where its grades are listed", () => {
    expect([
      tables.schoolHasGrade(22210, 14),
      tables.schoolHasGrade(22210, 13),
      tables.schoolHasGrade(22210, 16),
    ]).toEqual([1, 0, 1]);
    expect([tables.schoolHasGrade(15010, 1), tables.schoolHasGrade(1, 1), tables.schoolHasGrade(22210, 40)]).toEqual([
      -1, -1, 0,
    ]);
  });
  it("know which towns are in a district", () => {
    expect([tables.townInDistrict(21, 112), tables.townInDistrict(22, 112), tables.townInDistrict(99, 112)]).toEqual([
      1, 0, -1,
    ]);
  });
  it("see a school that was closed before the year as not active", () => {
    expect([tables.schoolActive(22210), tables.schoolActive(22220), tables.schoolActive(1)]).toEqual([1, 0, 0]);
  });
  it("count half days on weekdays, within the school's calendar", () => {
    expect(tables.halfDaysInSession(22210, 20250901, 20250905)).toBe(10);
    expect(tables.halfDaysInSession(22210, 20250801, 20250827)).toBe(2);
    expect(tables.halfDaysInSession(22210, 20250827, 20260612)).toBe(360);
    expect(tables.halfDaysInSession(1, 20250827, 20260612)).toBe(UNKNOWN);
  });
  it("work for numbers too large for a table", () => {
    const [first, ...rest] = smallDirectory.schools;
    const large = directoryTables(
      { ...smallDirectory, schools: [{ ...first!, number: 700_000_001 }, ...rest] },
      gradeCodes,
    );
    expect([large.knownSchool(700_000_001), large.knownSchool(22210), large.schoolDistrict(700_000_001)]).toEqual([
      1, 0, 112,
    ]);
  });
});

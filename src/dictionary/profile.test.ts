// What is wrong in a profile's dictionary is said with file, line and column; and what the New Hampshire files hold.
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { dictionaryIssues } from "./check-profile.ts";
import { loadDictionary } from "./load.ts";
import { newHampshire, profileDir, validatorOf } from "./testing/fixtures.ts";

const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true });
});

/** Issues of the profile with one text replaced in one file, as "file:line:column: message". */
const issuesWith = (file: string, from: string, to: string): string[] => {
  const copy = mkdtempSync(join(tmpdir(), "profile-"));
  copies.push(copy);
  for (const part of ["profile.yaml", "collections.yaml", "dictionary"])
    cpSync(join(profileDir, part), join(copy, part), { recursive: true });
  const text = readFileSync(join(copy, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(join(copy, file), text.replace(from, to));
  return dictionaryIssues(copy)
    .filter((issue) => !issue.message.includes("is missing"))
    .map(({ file: name, line, column, message }) => `${name}:${line}:${column}: ${message}`);
};

const lineOf = (file: string, text: string): number =>
  readFileSync(join(profileDir, file), "utf8")
    .split("\n")
    .findIndex((line) => line.includes(text)) + 1;

describe("profile check", () => {
  const rules = "dictionary/rules.csv";
  const elements = "dictionary/elements.csv";
  const codes = "dictionary/codes.csv";

  it.each<[string, string, string, string, number | undefined, string]>([
    [
      "a rule naming an unknown element",
      rules,
      "ExitCode;ExitDate,,filled",
      "ExitCod;ExitDate,,filled",
      6,
      "BOY has no element ExitCod",
    ],
    [
      "a CEL syntax error",
      rules,
      "filled(ExitCode) == filled(ExitDate)",
      "filled(ExitCode) == ",
      8,
      "ENR-012 must, line 1, character 21 of the cell: Unexpected token",
    ],
    [
      "a CEL type error",
      rules,
      "EntryDate <= ExitDate,",
      "EntryDate <= ExitCode,",
      8,
      "ENR-018 must, line 1, character 1 of the cell: these types do not fit: Date <= string",
    ],
    [
      "an unknown name in CEL",
      rules,
      "EnrollmentStatus == 5,",
      "Enrolment == 5,",
      7,
      "ENR-010 when, line 1, character 1 of the cell: Unknown variable: Enrolment",
    ],
    ["an id given twice", rules, "ENR-003", "ENR-002", 3, "ENR-002 stands already in line"],
    ["an unknown severity", rules, "ENR-003,error", "ENR-003,fatal", 4, "severity:"],
    ["a rule without a check", rules, "digits(SASID, 10)", "", 8, 'ENR-002: "must" is empty'],
    [
      "an unknown collection",
      rules,
      "EOY,row,ENR-022",
      "EOX,row,ENR-022",
      1,
      "no element belongs to the collection EOX",
    ],
    [
      "an unknown code set",
      elements,
      'optional leading zero",1,2,yes,Race and ethnicity combination code.,Federal and state reports by race and ethnicity.,RACE,',
      'optional leading zero",1,2,yes,Race and ethnicity combination code.,Federal and state reports by race and ethnicity.,RACES,',
      1,
      "Race: there is no code set RACES",
    ],
    [
      "an unknown type",
      elements,
      "EnrollmentStatus,Enrollment Status,,integer",
      "EnrollmentStatus,Enrollment Status,,whole",
      7,
      "type:",
    ],
    ["a code given twice", codes, "GRADE,2,", "GRADE,01,", 1, "GRADE has the code 01 already in line 2"],
    [
      "a code that is no number",
      codes,
      "GRADE,2,",
      "GRADE,two,",
      1,
      "GRADE: two is no number, but Grade is an integer",
    ],
    ["a code with an unreal date", codes, "2010-07-01", "July 2010", 4, "valid_from:"],
    [
      "a role without element",
      "collections.yaml",
      "student: SASID",
      "student: Sasid",
      undefined,
      "BOY has no element Sasid",
    ],
    [
      "a file rule without rule",
      "collections.yaml",
      "column_count: ENR-102",
      "column_count: ENR-902",
      undefined,
      "there is no rule ENR-902",
    ],
    ["a day that is none", "collections.yaml", "starting 10-15", "mid October", undefined, "window_date"],
  ])("finds %s", (_, file, from, to, column, message) => {
    const issues = issuesWith(file, from, to);
    const issue = issues.find((text) => text.includes(message));
    expect(issue, issues.join("\n")).toBeDefined();
    expect(issue!.startsWith(`${file}:`)).toBe(true);
    if (column !== undefined) {
      const line = lineOf(file, from);
      expect(issue).toMatch(new RegExp(`^${file}:${line}:${column}: `));
    }
  });

  it("finds a missing SQL file", () => {
    const copy = mkdtempSync(join(tmpdir(), "profile-"));
    copies.push(copy);
    for (const part of ["profile.yaml", "collections.yaml", "dictionary"])
      cpSync(join(profileDir, part), join(copy, part), { recursive: true });
    expect(dictionaryIssues(copy).map((issue) => issue.message)).toContain(
      "ENR-302: the file rules/ENR-302.sql is missing",
    );
  });

  it("finds nothing else wrong in the New Hampshire profile", () => {
    expect(issuesWith("profile.yaml", "title:", "title:")).toEqual([]);
  });
});

describe("the New Hampshire dictionary", () => {
  it("has every element and its database names", () => {
    const dictionary = newHampshire();
    expect(dictionary.elements).toHaveLength(198);
    expect(
      validatorOf("BOY")
        .columns.map((column) => [column.sqlName, column.sqlType])
        .slice(0, 9),
    ).toEqual([
      ["sasid", "text"],
      ["date_of_birth", "date"],
      ["race", "integer"],
      ["enrollment_status", "integer"],
      ["sau_nbr", "integer"],
      ["dist_nbr", "integer"],
      ["school_nbr", "integer"],
      ["town_responsible", "integer"],
      ["district_responsible", "integer"],
    ]);
    expect(validatorOf("EOY").columns).toHaveLength(26);
  });

  it("keeps the identifier and the birth date out of the warehouse", () => {
    const out = newHampshire().elements.filter((element) => element.collection === "BOY" && !element.warehouse);
    expect(out.map((element) => element.name)).toEqual(["SASID", "DateOfBirth"]);
  });

  it("has a planned rule for nothing that BOY needs in a row", () => {
    const planned = newHampshire().rules.filter((rule) => rule.check === "planned" && rule.collections.includes("BOY"));
    expect(planned.map((rule) => [rule.id, rule.scope])).toEqual([["ENR-501", "batch"]]);
  });
});

it("a changed SQL rule is another dictionary version", () => {
  const copy = mkdtempSync(join(tmpdir(), "rollbook-version-"));
  cpSync(profileDir, copy, { recursive: true });
  const before = loadDictionary(copy).version;
  appendFileSync(join(copy, "rules", "ENR-302.sql"), "-- stricter\n");
  expect(loadDictionary(copy).version).not.toBe(before);
  rmSync(copy, { recursive: true });
});

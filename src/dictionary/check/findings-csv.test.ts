// A findings file is opened in a spreadsheet: what a pupil's record holds is shown there, never run.
import { expect, it } from "vitest";
import { findingLine, shownCell } from "./findings-csv.ts";

it.each([
  ["=HYPERLINK(A1)", "'=HYPERLINK(A1)"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", "'\r=1"],
  ["+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"],
  ["-2+3", "'-2+3"],
  ["-", "'-"],
  ["-5", "-5"],
  ["+12.50", "+12.50"],
  ["-.5", "-.5"],
  ["O'Hara = Ohara", "O'Hara = Ohara"],
  ["", ""],
])("%j is written as %j", (value, written) => {
  expect(shownCell(value)).toBe(written);
});

it("guards every text of a line and quotes what needs it", () => {
  const finding = { row: 1, line: 1, column: 3, element: "Race", ruleId: "ENR-003", severity: "error" as const };
  const line = findingLine({ ...finding, value: '=1,"2"', message: "-wrong", remedy: "Do it." });
  expect(line).toBe(`1,3,Race,ENR-003,error,"'=1,""2""",'-wrong,Do it.\n`);
});

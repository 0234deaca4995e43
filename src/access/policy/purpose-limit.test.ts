// No view, report or export sets outcomes beside a named member of staff.
import { expect, test } from "vitest";
import { namesStaff, staffBesideOutcomes } from "./purpose-limit.ts";
import { allFields } from "./record-fields.ts";

test("knows staff by the words of columns, and nothing else by them", () => {
  const staff = ["teacher", "teacher_name", "staff_id", "lead_teachers", "case_manager", "principal_name", "nurse"];
  expect(staff.filter(namesStaff)).toEqual(staff);
  const others = ["primary_disability", "grade", "scale_score", "performance_level", "provided", "home_language"];
  expect(others.filter(namesStaff)).toEqual([]);
});

test("names the columns that would evaluate a teacher", () => {
  const score = { name: "assessment.scale_score", outcome: true };
  expect(staffBesideOutcomes([score, { name: "class.teacher_name", outcome: false }])).toEqual(["class.teacher_name"]);
  expect(staffBesideOutcomes([score, { name: "class.title", outcome: false }])).toEqual([]);
  expect(staffBesideOutcomes([{ name: "class.teacher_name", outcome: false }])).toEqual([]);
});

test("the record of a student names no staff at all", () => {
  expect(allFields.filter(({ column }) => namesStaff(column))).toEqual([]);
});

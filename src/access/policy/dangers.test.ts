// What a policy must never say: each danger planted into a good policy is refused at its own line, and named.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ProfileError } from "../../platform/index.ts";
import { loadAccessPolicy } from "./policy.ts";
import { recordTables } from "./record-fields.ts";

const dir = mkdtempSync(join(tmpdir(), "policy-"));
afterAll(() => rmSync(dir, { recursive: true }));

const levels = Object.entries(recordTables).flatMap(([table, { fields }]) => [
  `  ${table}:`,
  ...Object.keys(fields).map((column) => `    ${column}: 2`),
]);
const role = (name: string, ...lines: string[]): string[] => [
  `  ${name}:`,
  `    title: ${name}`,
  `    positions: [${name}]`,
  ...lines.map((line) => `    ${line}`),
];
const manager = role("manager", "reach: state", "actions: [account.manage, account.manage-district, policy.view]");

const load = (roles: string[], without?: string) => {
  const text = ["levels:", ...levels, "roles:", ...roles].filter((line) => line !== without);
  writeFileSync(join(dir, "access.yaml"), `${text.join("\n")}\n`);
  return { text, load: () => loadAccessPolicy(dir) };
};

const family = ["reach: none", "rows: family", "fields: { level: 1 }", "actions: [student.view]"];
const staff = ["reach: district", "rows: related", "fields: { level: 1 }"];
const state = ["reach: state", "rows: all", "fields: { level: 1 }"];

test("a policy without dangers is taken", () => {
  const good = [
    ...role("parent", ...family, "relations: [parent]", "student_age: minor"),
    ...role("teacher", ...staff, "relations: [teacher]", "actions: [student.view]", "given_by: [manager]"),
  ];
  expect(Object.keys(load([...manager, ...good]).load().roles)).toEqual(["manager", "parent", "teacher"]);
});

// The role that is wrong, the line that is pointed to, and words of the reason.
const planted: [name: string, lines: string[], at: string, reason: RegExp][] = [
  [
    "all students for a district",
    ["reach: district", "rows: all", "fields: { level: 1 }"],
    "rows: all",
    /one district/,
  ],
  [
    "a school of no district",
    ["reach: state", "rows: school", "fields: { level: 1 }"],
    "rows: school",
    /reach district/,
  ],
  [
    "students of a district from nowhere",
    ["reach: none", "rows: district", "fields: { level: 1 }"],
    "reach: none",
    /reach/,
  ],
  ["a family without an age", [...family, "relations: [parent]"], "rows: family", /student_age/],
  ["a parent among staff", [...staff, "relations: [teacher, parent]"], "relations: [teacher, parent]", /another kind/],
  [
    "a teacher in the family",
    [...family, "relations: [teacher]", "student_age: minor"],
    "relations: [teacher]",
    /kind/,
  ],
  ["an unknown relation of rows", [...state, "relations: [teacher]"], "relations: [teacher]", /exactly where/],
  ["rows without fields", ["reach: state", "rows: all"], "x", /fields/],
  [
    "students and none of their fields",
    ["reach: state", "rows: all", "fields: { level: 3 }"],
    "fields: { level: 3 }",
    /none of their fields/,
  ],
  [
    "an export that nobody approves",
    [...state, "actions: [student.export]"],
    "actions: [student.export]",
    /export-approve/,
  ],
  [
    "an exporter who approves",
    [...state, "actions: [student.export, student.export-approve]"],
    "actions: [student.export, student.export-approve]",
    /another role/,
  ],
  [
    "an applicant who decides",
    ["reach: state", "actions: [application.make, application.decide]"],
    "actions: [application.make, application.decide]",
    /own application/,
  ],
  [
    "an application that nobody decides",
    ["reach: state", "actions: [application.make]"],
    "actions: [application.make]",
    /application.decide/,
  ],
  [
    "students' actions without students",
    ["reach: state", "actions: [student.search]"],
    "actions: [student.search]",
    /needs rows/,
  ],
  [
    "a search without a name",
    [...state.slice(0, 2), "fields: { level: 1, without: [name, identifier] }", "actions: [student.search]"],
    "actions: [student.search]",
    /name or an identifier/,
  ],
  [
    "state affairs of a role of nowhere",
    ["reach: none", "actions: [progress.view]"],
    "actions: [progress.view]",
    /needs a reach/,
  ],
  [
    "power given by a district",
    ["reach: district", "given_by: [manager]", "actions: [grant.give]"],
    "given_by: [manager]",
    /grant.give/,
  ],
  ["a role of the state given by a district", [...state, "given_by: [manager]"], "given_by: [manager]", /whole state/],
  [
    "a role that gives itself",
    ["reach: district", "given_by: [x]", "actions: [account.manage-district]"],
    "given_by: [x]",
    /own role/,
  ],
  ["a giver without the right", ["reach: district", "given_by: [public]"], "given_by: [public]", /public/],
  [
    "needs to read without rows",
    ["reach: state", "needs_to_read: [training]"],
    "needs_to_read: [training]",
    /sees rows/,
  ],
  [
    "an unknown action",
    ["reach: state", "actions: [submission.destroy]"],
    "actions: [submission.destroy]",
    /Invalid option/,
  ],
  [
    "an unknown field",
    [...state.slice(0, 2), "fields: { level: 1, also: [student.shoe_size] }"],
    "also:",
    /no such field/,
  ],
  ["a misspelled key", ["reach: state", "row: all"], "row: all", /row/],
];

test.each(planted)("refuses %s", (_, lines, at, reason) => {
  const { text, load: run } = load([...manager, ...role("x", ...lines)]);
  let issues: ProfileError["issues"] = [];
  try {
    run();
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    issues = error.issues;
  }
  const found = issues.find(({ message }) => reason.test(message));
  expect(found, JSON.stringify(issues)).toBeDefined();
  const line = text[(found?.line ?? 0) - 1] ?? "";
  const own = text.slice(text.indexOf("  x:"));
  expect(own.includes(line), `line ${found?.line}: ${line}`).toBe(true);
  if (at !== "x" && !at.startsWith("row: ")) expect(line).toContain(at);
  expect(found?.column).toBeGreaterThan(0);
});

test("refuses accounts that nobody could begin to manage, a field without a level, and an unknown level", () => {
  const waiting = role("manager", "reach: state", "needs: [training]", "actions: [account.manage]");
  expect(load(waiting).load).toThrow(/nobody could begin/);
  expect(load(manager, "    lunch_status: 2").load).toThrow(/lunch_status/);
  expect(load(manager.map((line) => line.replace("reach: state", "reach: galaxy"))).load).toThrow(/reach/);
});

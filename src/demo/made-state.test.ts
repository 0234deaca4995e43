// The whole state of 2025-26 as files: its counts are the published ones, and its errors are where the truth says, and nowhere else.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkFile,
  compileCollection,
  createChecker,
  directoryContext,
  loadDictionary,
  type RowFinding,
} from "../dictionary/index.ts";
import type { Grade } from "../directory/index.ts";
import { isStudentNumber } from "../identity/student-number.ts";
import { homeDir } from "../platform/index.ts";
import type { StateInput } from "./state-plan.ts";
import { readStateInput } from "./synthesize-files.ts";
import { countPupils, districtsOf, isCounted, readPlanted, readRows } from "./testing/made-state.ts";
import { type Manifest, writeState } from "./write-state.ts";

const profileDir = join(homeDir, "profiles/new-hampshire");
const folder = mkdtempSync(join(tmpdir(), "rollbook-state-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let input: StateInput;
let manifest: Manifest;
beforeAll(() => {
  input = readStateInput({ profileDir, table: join(profileDir, "enrollment/nh_school_2026.csv"), year: 2026 });
  manifest = writeState(input, folder);
});

test("counting the corrected files gives the published table, school by school and grade by grade", () => {
  const counts = countPupils(folder, "BOY-corrected.csv", 2026);
  const published = new Map<string, number>();
  for (const row of input.table.rows)
    for (const [grade, count] of Object.entries(row.counts) as [Grade, number][])
      if (count > 0) published.set(`${row.school}/${input.profile.grades[grade]}`, count);
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(published));
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(160_322);
  expect(manifest.pupils).toBe(160_322);
});

test("the files also hold records that must not be counted, of every such kind", () => {
  const statuses = new Map<string, number>();
  let closed = 0;
  for (const district of districtsOf(folder))
    for (const row of readRows(folder, district, "BOY-corrected.csv")) {
      statuses.set(row.status, (statuses.get(row.status) ?? 0) + 1);
      if (["1", "2", "3"].includes(row.status) && !isCounted(row, 2026)) closed++;
    }
  for (let status = 1; status <= 12; status++)
    expect(statuses.get(String(status)), `status ${status}`).toBeGreaterThan(5);
  expect(closed).toBeGreaterThan(1000);
});

describe("against the rules of the dictionary", () => {
  const found: { clean: (RowFinding & { district: string })[]; first: (RowFinding & { district: string })[] } = {
    clean: [],
    first: [],
  };
  beforeAll(async () => {
    const compiled = compileCollection(loadDictionary(profileDir), "BOY", 2026);
    const context = directoryContext(input.directory);
    for (const district of districtsOf(folder))
      for (const [file, list] of [["BOY-corrected.csv", found.clean] as const, ["BOY.csv", found.first] as const]) {
        const checker = createChecker(compiled, context, { finding: (finding) => list.push({ ...finding, district }) });
        const result = await checkFile(join(folder, district, file), checker);
        expect(result.complete).toBe(true);
      }
  });

  test("the corrected files have no error, and few and known other findings", () => {
    const byRule = (severity: string) => [
      ...new Set(found.clean.filter((each) => each.severity === severity).map((each) => each.ruleId)),
    ];
    expect(byRule("error")).toEqual([]);
    expect(byRule("warning")).toEqual(["ENR-038"]);
    expect(byRule("confirm")).toEqual(["ENR-056"]);
    // docs/demo.md: about 2 in 10,000 high school pupils are of an unusual age.
    expect(found.clean.filter((each) => each.severity === "confirm").length).toBeLessThan(40);
  });

  test("the checker finds every planted error of a row rule, and nothing else but what is in the corrected file too", () => {
    const key = (each: { district: string; row: string | number; ruleId: string }) =>
      `${each.district}/${each.row} ${each.ruleId}`;
    const rowRules = new Set([...found.first.map((each) => each.ruleId)]);
    const planted = readPlanted(folder).map((each) => ({ ...each, ruleId: each.rule }));
    const expected = new Set(planted.filter((each) => rowRules.has(each.rule)).map(key));
    const students = new Set(found.clean.map((each) => `${each.ruleId} ${each.district} ${each.value}`));
    const seen = new Set(
      found.first.filter((each) => !students.has(`${each.ruleId} ${each.district} ${each.value}`)).map(key),
    );
    expect([...seen].filter((each) => !expected.has(each))).toEqual([]);
    const left = new Set(found.first.map(key));
    expect([...expected].filter((each) => !left.has(each))).toEqual([]);
    expect(expected.size).toBeGreaterThan(800);
  });

  test("every row rule of the dictionary that can break here is planted", () => {
    const planted = new Set(readPlanted(folder).map((each) => each.rule));
    const dictionary = loadDictionary(profileDir);
    const rules = dictionary.rules.filter(
      (rule) => rule.scope === "row" && rule.collections.includes("BOY") && ["cel", "file"].includes(rule.check),
    );
    expect(rules.length).toBeGreaterThan(45);
    // Home education is reported, never wrong: it is in the corrected files.
    expect(rules.map((rule) => rule.id).filter((id) => !planted.has(id))).toEqual(["ENR-038"]);
  });
});

test("exactly the planted pupils are claimed by two districts on the count day", () => {
  const claims = new Map<string, Set<string>>();
  const studentAt = new Map<string, string>();
  for (const district of districtsOf(folder))
    for (const [index, row] of readRows(folder, district, "BOY.csv").entries()) {
      studentAt.set(`${district}/${index + 1}`, row.student);
      if (isCounted(row, 2026)) claims.set(row.student, (claims.get(row.student) ?? new Set()).add(district));
    }
  const claimed = [...claims].filter(([, districts]) => districts.size > 1).map(([student]) => student);
  const planted = readPlanted(folder).filter((each) => each.kind.startsWith("claimed-by-two-districts"));
  const students = new Set(planted.map((each) => studentAt.get(`${each.district}/${each.row}`)));
  expect(claimed.length).toBeGreaterThan(20);
  expect([...students].sort()).toEqual(claimed.sort());
  expect(planted).toHaveLength(2 * claimed.length);
});

test("some district forgets a school, and the truth names it", () => {
  const missing = readPlanted(folder).filter((each) => each.kind === "school-missing");
  expect(missing.length).toBeGreaterThan(0);
  for (const { district, value } of missing) {
    expect(readRows(folder, district, "BOY.csv").filter((row) => row.school === value)).toEqual([]);
    expect(readRows(folder, district, "BOY-corrected.csv").some((row) => row.school === value)).toBe(true);
  }
});

test("persons are one each, twins share a day, brothers and sisters are apart", () => {
  const lines = readFileSync(join(folder, "truth", "students.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  const families = new Map<string, { birth: number; twin: boolean; last: string }[]>();
  const students = new Set<string>();
  const persons = new Set<string>();
  let twins = 0;
  for (const line of lines) {
    const [person = "", student = "", , , , , , , , last = "", , birth = "", , , , family = "", twin] = line.split(",");
    students.add(student);
    persons.add(person);
    if (twin === "yes") twins++;
    const child = { birth: Date.parse(birth) / 86_400_000, twin: twin === "yes", last };
    const children = families.get(family);
    if (children) children.push(child);
    else families.set(family, [child]);
  }
  expect(students.size).toBe(lines.length);
  expect(persons.size).toBe(lines.length);
  expect([...students].every(isStudentNumber)).toBe(true);
  expect(manifest.persons).toBe(lines.length);
  expect(twins / lines.length).toBeGreaterThan(0.02);
  expect(twins / lines.length).toBeLessThan(0.04);
  let together = 0;
  const odd: string[] = [];
  for (const [family, children] of families) {
    if (children.length > 1) together += children.length;
    if (children.some((child) => child.last !== children[0]?.last)) odd.push(`${family}: two names`);
    for (const [index, child] of children.entries())
      for (const other of children.slice(index + 1)) {
        const apart = Math.abs(child.birth - other.birth);
        if (apart < 300 && !(apart === 0 && child.twin && other.twin)) odd.push(`${family}: ${apart} days apart`);
      }
  }
  expect(odd).toEqual([]);
  expect(together / lines.length).toBeGreaterThan(0.4);
});

// The command `demo`, as a user runs it: a whole state from files to published tables, in an installation of its own with
// the embedded database. Its figures are held to the published tables of 2025-26, to the digit.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parsePublishedTable } from "../src/directory/index.ts";
import { homeDir } from "../src/platform/index.ts";

const data = mkdtempSync(join(tmpdir(), "rollbook-state-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const env = { ...process.env, DATABASE_URL: "", DATABASE_OWNER_URL: "" };
const rollbook = (...args: string[]): string =>
  execFileSync(process.execPath, [join(homeDir, "bin", "rollbook.mjs"), ...args, "--data", data], {
    env,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
const report = (id: string, audience: string): Record<string, string>[] =>
  parse(readFileSync(join(data, "demo", "reports", `${id}-2026-${audience}.csv`), "utf8"), { columns: true });
const published = (name: string): string =>
  readFileSync(join(homeDir, "profiles/new-hampshire/enrollment", name), "utf8");

let built: { pupils: number; districts: number; certified: number; records: number; byRule: Record<string, number> };
beforeAll(() => {
  built = JSON.parse(rollbook("demo", "--no-serve", "--json"));
}, 900_000);

const table = parsePublishedTable(published("nh_school_2026.csv"));

test("every district is certified", () => {
  expect(built).toMatchObject({ pupils: 160_322, districts: 203, certified: 203 });
  expect(Object.keys(built.byRule).length).toBeGreaterThan(30);
});

test("school enrollments equal the published table, school by school and grade by grade", () => {
  const rows = report("STD-14", "internal").filter((row) => row.school_number !== "total" && row.grade !== "total");
  const ours = new Map(rows.map((row) => [`${row.school_number} ${row.grade}`, Number(row.students)]));
  const cells = table.rows.flatMap(({ school, counts }) =>
    Object.entries(counts).map(([grade, count]) => [`${school} ${grade}`, count] as const),
  );
  expect(cells.length).toBeGreaterThan(7_500);
  expect(cells.filter(([cell, count]) => (ours.get(cell) ?? 0) !== count)).toEqual([]);
  expect(rows.reduce((sum, row) => sum + Number(row.students), 0)).toBe(160_322);
});

test("state totals equal the published ones, grade by grade", () => {
  const totals = report("STD-15", "internal").filter((row) => row.category === "total" && row.level === "total");
  const ours = Object.fromEntries(totals.map((row) => [row.grade, Number(row.students)]));
  expect(ours).toEqual({ ...table.stateTotals?.counts, total: 160_322 });
});

test("district enrollments equal the published district table, level by level", () => {
  const header = ["preschool", "kindergarten", "elementary", "middle", "high", "pg", "total"];
  const lines = parse(published("nh_district_2026.csv"), { relax_column_count: true, bom: true }) as string[][];
  const expected = lines
    .filter((cells) => /^\d+$/.test(cells[2] ?? ""))
    .map((cells) => [cells[2], Object.fromEntries(header.map((level, at) => [level, Number(cells[4 + at])]))]);
  const ours: Record<string, Record<string, number>> = {};
  for (const { district_number, level, students } of report("STD-07", "internal"))
    if (district_number && district_number !== "total" && level)
      ours[district_number] = { ...ours[district_number], [level.toLowerCase()]: Number(students) };
  expect(expected.length).toBe(203);
  expect(ours).toEqual(Object.fromEntries(expected));
});

test("race counts add up to every school's published total", () => {
  const totals = report("STD-12", "internal").filter((row) => row.school_number !== "total" && row.race === "total");
  const ours = new Map(totals.map((row) => [Number(row.school_number), Number(row.students)]));
  const schools = table.rows.filter(({ school }) => ours.has(school));
  expect(schools.length).toBeGreaterThan(400);
  for (const { school, total } of schools) expect(ours.get(school), String(school)).toBe(total);
});

test("the public tables show no small count", () => {
  for (const id of ["STD-07", "STD-12", "STD-14", "STD-15"]) {
    const shown = report(id, "public").flatMap((row) => (row.students === "*" ? [] : [Number(row.students)]));
    expect(
      shown.filter((count) => count > 0 && count < 10),
      id,
    ).toEqual([]);
  }
});

test("a second demo in the same folder changes nothing, and another one is refused", () => {
  expect(JSON.parse(rollbook("demo", "--no-serve", "--json"))).toEqual(built);
  expect(() => rollbook("demo", "--no-serve", "--seed", "2")).toThrow(/holds an installation that is not this demo/);
});

test("a report comes out of the command line as it was published", () => {
  const csv = rollbook("report", "STD-14", "--year", "2026", "--audience", "public");
  expect(csv).toBe(readFileSync(join(data, "demo", "reports", "STD-14-2026-public.csv"), "utf8"));
});

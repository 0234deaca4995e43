// The four standard reports over a whole state, against the table that the state published, figure by figure.
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "../access/index.ts";
import { GRADES } from "../directory/index.ts";
import { TOTAL } from "../disclosure/index.ts";
import { fixedClock } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import type { Report } from "./report.ts";
import { type CertifiedState, certifiedState } from "./testing/certified-state.ts";

let database: TestDatabase;
let state: CertifiedState;
const run = (id: string, audience: "internal" | "public" = "internal"): Promise<Report> =>
  state.reports.run(systemActor, { id, year: 2026, audience });
const printed = GRADES.filter((grade) => grade !== "R");

beforeAll(async () => {
  database = await testDatabase();
  state = await certifiedState(database, fixedClock("2025-10-16T12:00:00Z"));
});
afterAll(async () => {
  state?.close();
  await database?.close();
});

describe("STD-14, school by grade", () => {
  it("equals the published table in every school and grade, the blank row and the empty schools included", async () => {
    const { table } = await run("STD-14");
    const figures = new Map(table.rows.map((row) => [`${row.school_number}/${row.grade}`, row.students]));
    for (const row of state.table.rows) {
      for (const grade of printed)
        expect([row.school, grade, figures.get(`${row.school}/${grade}`)]).toEqual([
          row.school,
          grade,
          row.counts[grade] ?? 0,
        ]);
      expect(figures.get(`${row.school}/${TOTAL}`)).toBe(row.total);
    }
    const schools = new Set(table.rows.map((row) => row.school_number));
    expect(schools.size - 1).toBe(new Set(state.table.rows.map((row) => row.school)).size);
  });

  it("has exactly the columns that scripts depend on, and each total as a row", async () => {
    const { table } = await run("STD-14");
    expect(table.columns).toEqual([
      "sau_number",
      "district_number",
      "district_name",
      "school_number",
      "school_name",
      "grade",
      "students",
    ]);
    expect(table.rows.at(-1)).toMatchObject({
      sau_number: TOTAL,
      district_number: TOTAL,
      school_number: TOTAL,
      grade: TOTAL,
      students: 160_322,
    });
    const district = table.rows.filter((row) => row.district_number === 41 && row.school_number === TOTAL);
    expect(district.map((row) => row.grade)).toEqual([...printed, TOTAL]);
    expect(district.at(-1)).toMatchObject({
      sau_number: 25,
      district_name: "Bedford",
      school_name: TOTAL,
      students: 3941,
    });
  });
});

describe("STD-15, state by grade", () => {
  it("equals the published state totals and section totals", async () => {
    const { table } = await run("STD-15");
    const figure = (category: string, level: string, grade: string) =>
      table.rows.find((row) => row.category === category && row.level === level && row.grade === grade)?.students;
    for (const grade of printed) expect(figure(TOTAL, TOTAL, grade)).toBe(state.table.stateTotals.counts[grade]);
    expect(figure(TOTAL, TOTAL, TOTAL)).toBe(160_322);
    expect(["public", "academy", "charter", "interstate"].map((category) => figure(category, TOTAL, TOTAL))).toEqual([
      149_885, 4036, 6336, 65,
    ]);
    expect(["elementary", "middle", "high"].map((level) => figure("public", level, TOTAL))).toEqual([
      61_121 + 4381 + 10_278,
      29_756,
      44_290 + 59,
    ]);
  });
});

describe("STD-07, district by level", () => {
  it("equals the published district table in every district and level", async () => {
    const { table } = await run("STD-07");
    const text = readFileSync(`${database.config.profileDir}/enrollment/nh_district_2026.csv`, "utf8");
    const published = (parse(text, { relax_column_count: true }) as string[][]).filter((row) =>
      /^\d+$/.test(row[2] ?? ""),
    );
    const levels = ["preschool", "kindergarten", "elementary", "middle", "high", "PG", TOTAL];
    const figures = new Map(table.rows.map((row) => [`${row.district_number}/${row.level}`, row.students]));
    expect(published.length).toBe(203);
    for (const row of published)
      expect([row[3], ...levels.map((level) => figures.get(`${row[2]}/${level}`))]).toEqual([
        row[3],
        ...row.slice(4, 11).map(Number),
      ]);
  });
});

describe("STD-12, race", () => {
  it("folds every code into the reporting groups and loses nobody", async () => {
    const { table } = await run("STD-12");
    const totals = new Map(
      table.rows.filter((row) => row.race === TOTAL).map((row) => [row.school_number, row.students]),
    );
    for (const row of state.table.rows)
      expect(totals.get(row.school)).toBe(
        row.section === "public" || row.section === "academy" ? row.total : undefined,
      );
    const ofState = table.rows.filter((row) => row.district_number === TOTAL);
    expect(ofState.map((row) => row.race)).toEqual([
      "American Indian",
      "Asian",
      "Black",
      "Hispanic",
      "Pacific Islander",
      "White",
      "Two or more races",
      TOTAL,
    ]);
    expect(ofState.at(-1)).toMatchObject({ students: 149_885 + 4036, share: 1 });
    for (const row of table.rows) expect(row.share === 0 || Number(row.share) > 0).toBe(true);
  });
});

describe("every report", () => {
  it("names what it was made from, and says in the audit log what was asked", async () => {
    const { lineage } = await run("STD-14");
    expect(lineage.districtsCertified).toBe(lineage.districtsRequired);
    expect(lineage.missing).toEqual([]);
    expect(lineage.snapshots.length).toBeGreaterThan(195);
    expect(lineage.dictionaryVersions).toEqual(["test"]);
    const { rows } = await database.owner.query(
      "SELECT details FROM audit.event WHERE action = 'report.run' ORDER BY id DESC LIMIT 1",
    );
    expect(rows[0].details).toMatchObject({ year: 2026, audience: "internal" });
    expect(rows[0].details.snapshots).toEqual(lineage.snapshots.map(({ hash }) => hash));
  });

  it("withholds small counts from the public and keeps the state's totals", async () => {
    for (const { id } of state.reports.list()) {
      const [open, whole] = [await run(id, "public"), await run(id)];
      for (const [index, row] of whole.table.rows.entries()) {
        const shown = open.table.rows[index]!.students;
        if ((row.students as number) > 0 && (row.students as number) < 10) expect(shown).toBe("*");
        else expect([row.students, "*"]).toContain(shown);
      }
      expect(open.table.rows.at(-1)!.students).toBe(whole.table.rows.at(-1)!.students);
      expect(open.table.withheld).toBeGreaterThan(0);
    }
  });

  it("refuses an unknown report, a year without data, and a role that may not ask", async () => {
    const ask = (id: string, year: number) => state.reports.run(systemActor, { id, year, audience: "internal" });
    await expect(ask("STD-99", 2026)).rejects.toThrow("There is no report STD-99");
    await expect(ask("STD-14", 2019)).rejects.toMatchObject({ code: "report-no-data" });
    const before = { id: "STD-14", year: 2026, asOf: "2025-10-01", audience: "internal" as const };
    await expect(state.reports.run(systemActor, before)).rejects.toMatchObject({ code: "report-no-data" });
    const nobody = {
      ...systemActor,
      grants: { reach: "state" as const, actions: new Set<never>(), fields: new Set<never>() },
    };
    await expect(state.reports.run(nobody, { id: "STD-14", year: 2026, audience: "public" })).rejects.toMatchObject({
      code: "denied",
    });
  });
});

// For tests: a reader of all public reports of the fall count, who knows from the reports' notes which pupils every figure counts,
// and computes what can be computed. Uses nothing of how the reports are made or protected.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Directory, School } from "../../directory/index.ts";
import { type ProtectedTable, type Row, SUPPRESSED, TOTAL } from "../../disclosure/index.ts";
import { computable } from "../../disclosure/testing/linked-attacker.ts";

export type Tables = Readonly<Record<string, ProtectedTable>>;

export type Reader = {
  /** What the reader holds for the finest groups of a figure, added up: must equal the figure, or the reader misread the notes. */
  total(report: string, row: number): number;
  /** Withheld figures of these tables that follow from their published ones. */
  computes(tables: Tables): string[];
};

/** `whole` are the same tables with nothing withheld: only for `total`. */
export const readerOf = (directory: Directory, profileDir: string, whole: Tables): Reader => {
  const level = levelsOf(profileDir);
  const schools = new Map(directory.schools.map((school) => [school.number, school]));
  const groups = (report: string, name: string): Group[] =>
    whole[report]!.rows.flatMap((row) => {
      const school = schools.get(Number(row.school_number));
      if (!school || row[name] === TOTAL) return [];
      const grade = String(row[name]);
      const kind = { category: school.kind, ...(name === "grade" ? level(school, grade) : {}) };
      const own = { ...kind, [name]: grade, school_number: school.number, district_number: school.district };
      return [[`${school.number} ${grade}`, own, row.students as number]];
    });
  const finest = { grade: groups("STD-14", "grade"), race: groups("STD-12", "race") };
  const sums: Record<string, string[][]> = {};
  for (const [report, { rows, dimensions }] of Object.entries(whole)) {
    const keys = dimensions.flatMap((dimension) => dimension.keys);
    const all = finest[keys.includes("race") ? "race" : "grade"];
    const levelKey = keys.includes("category") ? "levelInState" : "level";
    const fits = (row: Row, own: Row): boolean =>
      keys.every((key) => row[key] === TOTAL || String(row[key]) === String(own[key === "level" ? levelKey : key]));
    const [inDistrict, inSchool] = [groupedBy(all, "district_number"), groupedBy(all, "school_number")];
    sums[report] = rows.map((row) => {
      const near = inSchool.get(row.school_number!) ?? inDistrict.get(row.district_number!) ?? all;
      return near.flatMap(([key, own]) => (fits(row, own) ? [key] : []));
    });
  }
  const students = new Map([...finest.grade, ...finest.race].map(([key, , count]) => [key, count]));
  const keysOf = (list: readonly Group[], school: unknown): string[] =>
    list.flatMap(([key, own]) => (own.school_number === school ? [key] : []));
  const margins = [...new Set(finest.race.map(([, { school_number }]) => school_number))].map((school) => ({
    one: keysOf(finest.grade, school),
    other: keysOf(finest.race, school),
  }));
  return {
    total: (report, row) => sums[report]![row]!.reduce((sum, key) => sum + students.get(key)!, 0),
    computes: (tables) =>
      computable(
        Object.entries(tables).flatMap(([report, { rows }]) =>
          rows.map((row, index) => ({
            name: `${report} ${Object.values(row).join(" ")}`,
            sums: sums[report]![index]!,
            published: row.students !== SUPPRESSED,
          })),
        ),
        margins,
      ),
  };
};

/** A school's grade, or its race: its name, what the reports call it, and its pupils. */
type Group = [name: string, own: Row, students: number];

const groupedBy = (groups: readonly Group[], key: string): Map<unknown, Group[]> => {
  const grouped = new Map<unknown, Group[]>();
  for (const group of groups) {
    const list = grouped.get(group[1][key]) ?? [];
    list.push(group);
    grouped.set(group[1][key], list);
  }
  return grouped;
};

/** The level that a school's grade counts under: in the districts' report, and in the state's, where academies and charters have none. */
const levelsOf = (profileDir: string) => {
  const text = readFileSync(join(profileDir, "reports/approval-levels.csv"), "utf8");
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  const approved = new Map(rows.map(({ school, level }) => [Number(school), level]));
  const isMiddle = ({ number, level, grades }: School): boolean => {
    const lowest = Math.min(...grades.map(Number).filter(Number.isInteger));
    return (approved.get(number) ?? (level === "combined" && lowest >= 4 ? "middle" : level)) === "middle";
  };
  const named: Record<string, string> = { PK: "preschool", KG: "kindergarten", PG: "PG" };
  return (school: School, grade: string): { level: string; levelInState: string } => {
    const lower = isMiddle(school) ? "middle" : "elementary";
    const level = named[grade] ?? (Number(grade) >= 9 ? "high" : lower);
    const inState = { preschool: "elementary", kindergarten: "elementary", PG: "high" }[level] ?? level;
    return { level, levelInState: school.kind === "public" ? inState : TOTAL };
  };
};

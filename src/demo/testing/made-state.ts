// A made-up state read back from its folder, counted the way the state counts, independently of the generator's own numbers.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type FileRow = Record<"student" | "status" | "district" | "school" | "grade" | "entry" | "exit", string>;

const columns = { student: 0, status: 3, district: 5, school: 6, grade: 9, entry: 11, exit: 13 } as const;

export const districtsOf = (folder: string): string[] => readdirSync(folder).filter((name) => /^\d+$/.test(name));

export const readRows = (folder: string, district: string, file: string): FileRow[] =>
  readFileSync(join(folder, district, file), "utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => {
      const cells = line.replaceAll('"', "").split(",");
      const row = Object.entries(columns).map(([name, column]) => [name, cells[column] ?? ""]);
      return Object.fromEntries(row) as FileRow;
    });

const iso = (date: string): string => `${date.slice(6)}-${date.slice(0, 2)}-${date.slice(3, 5)}`;

/** Entered by 1 October, not gone by then, and of a status that counts. */
export const isCounted = (row: FileRow, year: number): boolean =>
  ["1", "2", "3"].includes(row.status) &&
  iso(row.entry) <= `${year - 1}-10-01` &&
  (row.exit === "" || iso(row.exit) > `${year - 1}-10-01`);

/** Pupils by school and grade code, each once. */
export const countPupils = (folder: string, file: string, year: number): Map<string, number> => {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const district of districtsOf(folder))
    for (const row of readRows(folder, district, file)) {
      if (!isCounted(row, year) || seen.has(row.student)) continue;
      seen.add(row.student);
      const cell = `${row.school}/${row.grade}`;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
  return counts;
};

export type Planted = Record<"district" | "row" | "rule" | "element" | "kind" | "value", string>;

export const readPlanted = (folder: string): Planted[] =>
  readFileSync(join(folder, "truth", "planted.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [district = "", row = "", rule = "", element = "", kind = "", value = ""] = line.split(",");
      return { district, row, rule, element, kind, value };
    });

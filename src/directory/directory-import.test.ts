// The directory from file to database and back; what an import adds, changes and closes.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "../audit/index.ts";
import { homeDir, withTransaction } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { writeDirectoryFile } from "./directory-file.ts";
import { countChanges, importDirectory, loadDirectory } from "./import-directory.ts";
import type { Directory } from "./model.ts";
import { profileDirectory, readDirectoryFile } from "./read-directory.ts";
import { requiredSchools } from "./required-schools.ts";

const profileDir = join(homeDir, "profiles/new-hampshire");
const directory = profileDirectory(profileDir, 2026) as Directory;
const folder = mkdtempSync(join(tmpdir(), "rollbook-directory-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asFile = (text: string): string => {
  const path = join(folder, "directory.csv");
  writeFileSync(path, text);
  return path;
};

describe("a directory derived from the published table", () => {
  test("has every organization, and its own calendar for each district", () => {
    expect(directory.districts).toHaveLength(203);
    expect(directory.schools.filter((school) => school.kind === "out-of-state").map((school) => school.number)).toEqual(
      [15010, 15020, 15030, 15040],
    );
    const public_ = directory.schools.filter((school) => school.district > 0);
    expect(public_).toHaveLength(505);
    for (const school of public_) {
      expect(school.opens >= "2025-08-25" && school.opens <= "2025-09-03").toBe(true);
      expect([0, 6]).not.toContain(new Date(school.opens).getUTCDay());
      expect(school.grades.length).toBeGreaterThan(0);
    }
    expect(new Set(public_.map((school) => school.opens)).size).toBeGreaterThan(3);
  });

  test("valid grades and level come from where the pupils are", () => {
    const school = (number: number) => directory.schools.find((each) => each.number === number);
    expect(school(28555)).toMatchObject({ level: "high", grades: ["9", "10", "11", "12", "PG"] });
    expect(school(21745)).toMatchObject({ level: "middle", grades: ["5", "6", "7", "8"] });
    expect(school(22480)).toMatchObject({ level: "elementary" });
  });

  test("a district must bring its schools with pupils, and no others", () => {
    expect(requiredSchools(directory, 41).map((school) => school.number)).toEqual([
      20990, 21000, 21005, 27680, 28555, 28560,
    ]);
    const closed = directory.schools.map((school) =>
      school.number === 21000 ? { ...school, activeTo: "2025-06-30" } : school,
    );
    expect(requiredSchools({ ...directory, schools: closed }, 41)).toHaveLength(5);
  });

  test("survives its own CSV form unchanged", () => {
    const reading = readDirectoryFile(asFile(writeDirectoryFile(directory)), 2026, profileDir);
    expect(reading).toEqual({ directory, form: "directory", notes: [] });
  });

  test("a wrong cell of the CSV form is named by line and column", () => {
    const lines = writeDirectoryFile(directory).split("\n");
    const at = lines.findIndex((line) => line.startsWith("school,2026,20010,"));
    const breakLine = (change: (line: string) => string) =>
      asFile(lines.map((line, index) => (index === at ? change(line) : line)).join("\n"));
    const read = (path: string) => () => readDirectoryFile(path, undefined, profileDir);
    expect(read(breakLine((line) => line.replace("PK", "XX").replace("KG", "XX")))).toThrow(
      `line ${at + 1}, column 9: `,
    );
    expect(read(breakLine((line) => line.replace(",23,", ",29999,")))).toThrow(
      `line ${at + 1}, column 6: district 29999 is not in the file`,
    );
    expect(() => readDirectoryFile(asFile("a,b\n"), 2026, profileDir)).toThrow(/neither a directory file/);
    expect(() => readDirectoryFile(asFile(lines.join("\n")), 2025, profileDir)).toThrow(/of 2026, not of 2025/);
  });
});

describe("importing into the database", () => {
  let t: TestDatabase;
  beforeAll(async () => {
    t = await testDatabase();
  });
  afterAll(() => t.close());
  const bring = (next: Directory) => withTransaction(t.db, (tx) => importDirectory(tx, next, "system"));

  test("gives back what was imported, and says so in the audit log", async () => {
    await expect(loadDirectory(t.db, 2026)).rejects.toThrow(/2025-26/);
    expect(countChanges(await bring(directory))).toMatchObject({ changed: 0, closed: 0 });
    expect(await loadDirectory(t.db, 2026)).toEqual(directory);
    const events = await listEvents(t.db);
    expect(events[0]).toMatchObject({ action: "directory.import", subject: "directory:2026", actor: "system" });
  });

  test("the same directory again changes nothing", async () => {
    expect(await bring(directory)).toEqual([]);
    expect(await loadDirectory(t.db, 2026)).toEqual(directory);
  });

  test("a renamed school is changed, a missing one is closed and no longer required, and comes back open", async () => {
    const next: Directory = {
      ...directory,
      schools: directory.schools
        .filter((school) => school.number !== 20010)
        .map((school) => (school.number === 21745 ? { ...school, name: "Amherst Middle" } : school)),
    };
    expect(await bring(next)).toEqual([
      { record: "school", number: 21745, name: "Amherst Middle", change: "changed" },
      { record: "school", number: 20010, name: "Ashland Elementary School", change: "closed" },
    ]);
    const stored = await loadDirectory(t.db, 2026);
    expect(stored.schools.find((school) => school.number === 20010)).toMatchObject({
      activeTo: "2025-06-30",
      required: false,
    });
    expect(requiredSchools(stored, 23)).toEqual([]);
    expect(await bring(next)).toEqual([]);
    await bring(directory);
    expect(await loadDirectory(t.db, 2026)).toEqual(directory);
  });

  test("a year's import leaves other years alone", async () => {
    await bring({ ...directory, year: 2027, schools: directory.schools.slice(0, 3) });
    expect(await loadDirectory(t.db, 2026)).toEqual(directory);
  });

  test("the program's role cannot delete a school", async () => {
    await expect(t.db.query("DELETE FROM directory.school")).rejects.toThrow(/permission denied/);
  });
});

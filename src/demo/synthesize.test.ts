// Laws of the generator on small tables: the same seed gives the same bytes, the scale multiplies, any table is met to the digit.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Grade } from "../directory/index.ts";
import { homeDir } from "../platform/index.ts";
import { registerSynthCommand } from "./commands.ts";
import { synthesize } from "./synthesize.ts";
import { readStateInput } from "./synthesize-files.ts";
import { countPupils, districtsOf, readPlanted } from "./testing/made-state.ts";
import { olderColumns, olderSchools, type SmallSchool, smallTable } from "./testing/small-tables.ts";
import { writeState } from "./write-state.ts";

const profileDir = join(homeDir, "profiles/new-hampshire");
const folder = mkdtempSync(join(tmpdir(), "rollbook-synth-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const inputOf = (text: string, options: { scale?: number; seed?: number } = {}) => {
  const table = join(folder, `table-${++files}.csv`);
  writeFileSync(table, text);
  return readStateInput({ profileDir, table, ...options });
};
const older = smallTable(olderSchools, olderColumns, 2012);
const out = (): string => join(folder, `state-${++files}`);

test("a table of another year, with other columns, is met to the digit", () => {
  const dir = out();
  const input = inputOf(older);
  writeState(input, dir);
  const expected = olderSchools.flatMap(({ school, counts }) =>
    (Object.entries(counts) as [Grade, number][])
      .filter(([, count]) => count > 0)
      .map(([grade, count]) => [`${school}/${input.profile.grades[grade]}`, count]),
  );
  expect(Object.fromEntries(countPupils(dir, "BOY-corrected.csv", 2012))).toEqual(Object.fromEntries(expected));
});

test("even a small state gets nearly every error of the profile, each at least once", () => {
  const dir = out();
  const input = inputOf(older, { seed: 3 });
  writeState(input, dir);
  const planted = new Set(readPlanted(dir).map((each) => `${each.rule} ${each.kind}`));
  const owed = input.profile.planting.map((each) => `${each.rule} ${each.kind}`).filter((each) => !planted.has(each));
  // What a state of five districts may lack are pupils of the rare kind that the error needs.
  expect(owed.length).toBeLessThan(8);
  expect([...planted]).toEqual(expect.arrayContaining(["ENR-302 claimed-by-two-districts", "ENR-201 school-missing"]));
});

test("the same seed gives the same bytes, another seed other pupils", () => {
  const hash = (seed: number) => writeState(inputOf(older, { seed }), out()).hash;
  const first = hash(1);
  expect(hash(1)).toBe(first);
  expect(hash(2)).not.toBe(first);
});

test("the scale multiplies every school and grade", () => {
  const once = out();
  const thrice = out();
  writeState(inputOf(older), once);
  writeState(inputOf(older, { scale: 3 }), thrice);
  const counts = countPupils(once, "BOY-corrected.csv", 2012);
  const tripled = [...counts].map(([cell, count]) => [cell, 3 * count]);
  expect(Object.fromEntries(countPupils(thrice, "BOY-corrected.csv", 2012))).toEqual(Object.fromEntries(tripled));
  expect(districtsOf(thrice)).toEqual(districtsOf(once));
});

const grades: Grade[] = ["PK", "KG", "1", "5", "8", "9", "12", "PG"];
const anySchool = fc.array(fc.nat(12), { minLength: grades.length, maxLength: grades.length });

test("law: whatever the table, pupil by pupil it is met, and nobody is counted twice", () => {
  fc.assert(
    fc.property(
      fc.array(anySchool, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (tables, seed) => {
        const schools: SmallSchool[] = tables.map((counts, index) => ({
          district: 11 + 2 * (index >> 1),
          school: 20_000 + index,
          counts: Object.fromEntries(counts.map((count, at) => [grades[at], count])),
        }));
        const counted = new Map<string, number>();
        const students = new Set<string>();
        for (const { records } of synthesize(inputOf(smallTable(schools, grades), { seed })))
          for (const record of records.filter((each) => each.counted)) {
            students.add(record.person.student);
            const cell = `${record.school}/${record.grade}`;
            counted.set(cell, (counted.get(cell) ?? 0) + 1);
          }
        let pupils = 0;
        for (const { school, counts } of schools)
          for (const [grade, count] of Object.entries(counts)) {
            expect(counted.get(`${school}/${grade}`) ?? 0).toBe(count);
            pupils += count;
          }
        expect(students.size).toBe(pupils);
      },
    ),
    { numRuns: 40 },
  );
});

test("the command refuses a folder that holds files, unless forced, and says what it made", () => {
  const table = join(folder, "command.csv");
  writeFileSync(table, older);
  const dir = out();
  mkdirSync(dir);
  writeFileSync(join(dir, "mine.txt"), "keep");
  const printed: string[] = [];
  const run = (...more: string[]) => {
    const program = new Command().exitOverride();
    registerSynthCommand(program, { profileDirOf: () => profileDir, print: (line) => printed.push(line) });
    program.parse(["synth", "--year", "2012", "--table", table, "--out", dir, ...more], { from: "user" });
  };
  expect(() => run()).toThrow(/holds files already/);
  expect(() => run("--force", "--scale", "0")).toThrow(/--scale/);
  run("--force", "--json");
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ year: 2012, scale: 1, seed: 1, districts: 7, schools: 10 });
});

test("parents pay only for pupils who are enrolled, however often they pay", () => {
  const input = inputOf(older, { scale: 5 });
  const { shares } = input.profile;
  const often = { ...shares, tuition_other: 5_000, tuition_high_school: 5_000, parent_paid_of_tuition: 10_000 };
  const profile = { ...input.profile, shares: often };
  const paid = [...synthesize({ ...input, profile })]
    .flatMap(({ records }) => records)
    .filter(({ town }) => town === profile.parent_paid.town);
  expect(paid.length).toBeGreaterThan(20);
  expect(new Set(paid.map(({ status }) => status))).toEqual(
    new Set([profile.statuses.tuition, profile.statuses.exchange]),
  );
});

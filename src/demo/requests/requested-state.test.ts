// A small state asks for its numbers over three school years, in a real registry under the split law: every child has one number
// of its own through moves, new names and slips, and the files carry no other.
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "../../access/index.ts";
import { type Installation, openInstallation } from "../../composition/installation.ts";
import { importDirectory } from "../../directory/index.ts";
import { isStudentNumber } from "../../identity/student-number.ts";
import { fixedClock, withTransaction } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { type Cast, makeCast } from "../cast.ts";
import type { StateInput } from "../state-plan.ts";
import { Stopwatch } from "../stopwatch.ts";
import { readStateInput } from "../synthesize-files.ts";
import { districtsOf, readPlanted, readRows } from "../testing/made-state.ts";
import { olderColumns, olderSchools, smallTable } from "../testing/small-tables.ts";
import { writeState } from "../write-state.ts";
import { type Numbering, requestNumbers } from "./request-numbers.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-requested-"));
const clock = fixedClock("2025-10-20T14:00:00Z");
let database: TestDatabase;
let installation: Installation;
let input: StateInput;
let cast: Cast;
let numbering: Numbering;

const ask = (): Promise<Numbering> =>
  requestNumbers({ input, folder, registry: installation.registry!, cast, watch: new Stopwatch() });

beforeAll(async () => {
  database = await testDatabase("new-hampshire");
  installation = await openInstallation(database.config, clock);
  const table = join(folder, "table.csv");
  writeFileSync(table, smallTable(olderSchools, olderColumns, 2026));
  input = readStateInput({ profileDir: installation.profileDir, table, seed: 5 });
  await withTransaction(installation.db, (tx) => importDirectory(tx, input.directory, systemActor.account));
  const submitting = new Set(input.table.rows.map(({ district }) => district));
  const districts = input.directory.districts.filter(({ number }) => submitting.has(number));
  cast = await makeCast(installation.access, districts, () => {});
  numbering = await ask();
  writeState(input, folder, { numberOf: numbering.numberOf });
});
afterAll(async () => {
  await installation.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const truthRows = (): Record<"verdict" | "decided" | "reference" | "person" | "district" | "slips", string>[] => {
  const [header = "", ...lines] = readFileSync(join(folder, "registry-truth.csv"), "utf8").trim().split("\n");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])) as ReturnType<typeof truthRows>[number];
  });
};

test("nobody is taken for another child, few are missed, few are left to a person", () => {
  const { truth } = numbering;
  expect(truth.requests).toBeGreaterThan(truth.children + 300);
  expect(truth.matchedRightly).toBeGreaterThan(300);
  expect(truth).toMatchObject({ wronglyMatched: 0 });
  expect(truth.missed).toBeLessThanOrEqual(3);
  expect(truth.queuedShare).toBeLessThan(2);
  expect(truth.waiting).toBeLessThanOrEqual(input.profile.past.undecided);
  expect(truth.decidedNew + truth.decidedSame + truth.waiting).toBe(truth.queued);
  expect(JSON.parse(readFileSync(join(folder, "registry-summary.json"), "utf8"))).toEqual(truth);
});

test("no two children share a number, and a child has one, but for those that were missed", () => {
  const [, ...lines] = readFileSync(join(folder, "truth", "students.csv"), "utf8")
    .trim()
    .split("\n");
  const persons = new Map<string, string>();
  for (const line of lines) {
    const [person = "", number = ""] = line.split(",");
    expect(isStudentNumber(number), number).toBe(true);
    expect([undefined, person], number).toContain(persons.get(number));
    persons.set(number, person);
  }
  const references = new Map<string, Set<string>>();
  for (const { person, reference } of truthRows())
    if (reference !== "") references.set(person, (references.get(person) ?? new Set()).add(reference));
  const several = [...references.values()].filter((each) => each.size > 1).length;
  expect(several).toBeLessThanOrEqual(numbering.truth.missed);
});

test("every record carries a number that the registry gave", async () => {
  const written = new Set<string>();
  for (const district of districtsOf(folder))
    for (const { student } of readRows(folder, district, "BOY-corrected.csv")) written.add(student);
  const { rows } = await database.owner.query(
    `SELECT count(*) AS n FROM identity.number n WHERE number = ANY($1)
      AND NOT EXISTS (SELECT FROM identity.undealt u WHERE u.number = n.number)`,
    [[...written]],
  );
  expect(Number(rows[0].n)).toBe(written.size);
  expect(written.size).toBeGreaterThan(4_000);
});

test("only the planted numbers and birth dates disagree with the registry, and none of the corrected files", async () => {
  const { collections } = installation;
  const upload = (district: string, name: string) =>
    collections.submit(cast.clerks.get(Number(district))!, {
      ...{ collection: "BOY", year: 2026, district: Number(district), fileName: "BOY.csv" },
      source: createReadStream(join(folder, district, name)),
    });
  const found = async (): Promise<string[]> => {
    const all: string[] = [];
    for (const district of districtsOf(folder))
      for (const ruleId of ["ENR-107", "ENR-108", "ENR-109", "ENR-110"]) {
        const key = { collection: "BOY", year: 2026, district: Number(district), ruleId, limit: 1000 };
        const { findings } = await collections.findings(cast.clerks.get(Number(district))!, key);
        for (const { row } of findings) all.push(`${ruleId} ${district}/${row}`);
      }
    return all.sort();
  };
  const window = { collection: "BOY", year: 2026, opens: "2025-10-01", closes: "2025-11-30" };
  await collections.openWindow(cast.stateManager, window);
  for (const district of districtsOf(folder)) await upload(district, "BOY.csv");
  const planted = readPlanted(folder).filter(({ rule }) => ["ENR-107", "ENR-108", "ENR-110"].includes(rule));
  expect(new Set(planted.map(({ rule }) => rule)).size).toBe(3);
  expect(await found()).toEqual(planted.map(({ rule, district, row }) => `${rule} ${district}/${row}`).sort());
  for (const district of districtsOf(folder)) await upload(district, "BOY-corrected.csv");
  expect(await found()).toEqual([]);
}, 60_000);

test("children who moved, whose name changed or was mistyped are among those matched", () => {
  const matched = truthRows().filter(({ verdict }) => verdict === "matched rightly");
  for (const slip of ["former_name", "first_name_short", "last_name_mistyped", "middle_name_initial"])
    expect(truthRows().filter(({ slips }) => slips.includes(slip)).length, slip).toBeGreaterThan(0);
  expect(matched.filter(({ slips }) => slips !== "").length).toBeGreaterThan(20);
});

test("but for the numbers the files are those of any state with this seed", () => {
  const made = mkdtempSync(join(tmpdir(), "rollbook-requested-"));
  try {
    writeState(input, made);
    const withoutNumbers = (dir: string, district: string, file: string) =>
      readFileSync(join(dir, district, file), "utf8").replace(/^(\uFEFF?"?)\d+/gm, "$1");
    for (const district of districtsOf(made))
      for (const file of ["BOY.csv", "BOY-corrected.csv"])
        expect(withoutNumbers(folder, district, file), `${district} ${file}`).toBe(
          withoutNumbers(made, district, file),
        );
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
});

test("asked again with the keys that were kept, every answer is the same: a demo that was cut off goes on", async () => {
  const before = readFileSync(join(folder, "11", "link-book.csv"), "utf8");
  const count = async () => (await database.owner.query("SELECT count(*) AS n FROM identity.person")).rows[0].n;
  const people = await count();
  expect((await ask()).truth).toEqual(numbering.truth);
  expect(readFileSync(join(folder, "11", "link-book.csv"), "utf8")).toBe(before);
  expect(await count()).toBe(people);
});

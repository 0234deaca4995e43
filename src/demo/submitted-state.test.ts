// A small made-up state goes through submission: what only the database can see is found where it was planted, and nowhere else.
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "../access/index.ts";
import { type Collections, createCollections, type Finding, prepareCollections } from "../collections/index.ts";
import { loadDictionary } from "../dictionary/index.ts";
import { fixedClock, openFileStore } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { readStateInput } from "./synthesize-files.ts";
import { districtsOf, readPlanted } from "./testing/made-state.ts";
import { olderColumns, olderSchools, smallTable } from "./testing/small-tables.ts";
import { writeState } from "./write-state.ts";

const year = 2026;
const folder = mkdtempSync(join(tmpdir(), "rollbook-submitted-"));
let t: TestDatabase;
let collections: Collections;

beforeAll(async () => {
  t = await testDatabase();
  const profileDir = t.config.profileDir as string;
  const table = join(folder, "table.csv");
  writeFileSync(table, smallTable(olderSchools, olderColumns, year));
  const input = readStateInput({ profileDir, table, seed: 5 });
  writeState(input, folder);
  const dictionary = loadDictionary(profileDir);
  await prepareCollections(t.owner, dictionary, year);
  const files = await openFileStore(t.config.dataDir);
  const clock = fixedClock("2025-10-06T14:00:00Z");
  const directoryOf = async () => input.directory;
  collections = createCollections({ db: t.db, files, dictionary, profileDir, clock, directoryOf });
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

const keyOf = (district: string) => ({ collection: "BOY", year, district: Number(district) });
const upload = (district: string, file: string) => {
  const source = createReadStream(join(folder, district, file));
  return collections.submit(systemActor, { ...keyOf(district), fileName: "BOY.csv", source });
};
const findingsOf = async (district: string, ruleId: string): Promise<Finding[]> =>
  (await collections.findings(systemActor, { ...keyOf(district), ruleId, limit: 1000 })).findings;

test("batch and state rules find the planted errors of the first uploads, row by row", async () => {
  for (const district of districtsOf(folder)) await upload(district, "BOY.csv");
  for (const rule of ["ENR-101", "ENR-104", "ENR-105", "ENR-302"]) {
    const found: string[] = [];
    for (const district of districtsOf(folder))
      for (const finding of await findingsOf(district, rule)) found.push(`${district}/${finding.row}`);
    const planted = readPlanted(folder).filter((each) => each.rule === rule);
    expect(planted.length, rule).toBeGreaterThan(0);
    expect([...new Set(found)].sort(), rule).toEqual(
      [...new Set(planted.map((each) => `${each.district}/${each.row}`))].sort(),
    );
  }
});

test("the corrected uploads pass every step, once unusual ages are explained", async () => {
  for (const district of districtsOf(folder)) {
    await upload(district, "BOY-corrected.csv");
    for (const finding of await findingsOf(district, "ENR-056"))
      await collections.explain(systemActor, { findingId: finding.id, text: "Birth date checked with the family." });
  }
  for (const district of districtsOf(folder)) {
    const verified = await collections.verify(systemActor, { ...keyOf(district), scope: "district" });
    expect([district, verified.refused, verified.findings.error]).toEqual([district, [], 0]);
    const state = await collections.verify(systemActor, { ...keyOf(district), scope: "state" });
    expect([district, state.findings.error]).toEqual([district, 0]);
    const submission = await collections.submission(systemActor, keyOf(district));
    expect(submission.findings.error).toBe(0);
    expect(submission.missingSchools).toEqual([]);
  }
});

// The law of one dialect: every report's SQL gives the same rows, in the same order, on DuckDB and on PostgreSQL.
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadDictionary } from "../dictionary/index.ts";
import { fixedClock } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { relationsOf } from "./relations.ts";
import { type CertifiedState, certifiedState } from "./testing/certified-state.ts";
import { onPostgres } from "./testing/postgres-relations.ts";

let database: TestDatabase;
let state: CertifiedState;
/** A large district, small ones, an academy, charters with two schools, the interstate one. */
const few = new Set([335, 41, 53, 142, 185, 457, 719, 725, 726, 998, 970, 174]);

beforeAll(async () => {
  database = await testDatabase();
  state = await certifiedState(database, fixedClock("2025-10-16T12:00:00Z"), (district) => few.has(district));
});
afterAll(async () => {
  state?.close();
  await database?.close();
});

it("runs each report alike on both engines", async () => {
  const profileDir = database.config.profileDir!;
  const dictionary = loadDictionary(profileDir);
  const snapshots = await state.warehouse.snapshotsAsOf("BOY", 2026);
  const directory = (await state.warehouse.findDirectoryAsOf(2026))!;
  const definitions = state.reports.list();
  expect(definitions.length).toBeGreaterThanOrEqual(4);
  for (const definition of definitions) {
    const relations = {
      snapshots,
      directory,
      tables: relationsOf(definition, 2026, snapshots, dictionary, profileDir),
    };
    const inDuckDb = await state.warehouse.query(definition.sql, relations);
    await onPostgres(database.db, state.warehouse, relations, async (tx) => {
      const { rows } = await tx.query(definition.sql);
      expect(rows.length, definition.id).toBeGreaterThan(50);
      expect(inDuckDb, definition.id).toEqual(rows);
    });
  }
});

it("would notice a silent difference between the engines", async () => {
  const snapshots = await state.warehouse.snapshotsAsOf("BOY", 2026);
  const relations = { snapshots, directory: (await state.warehouse.findDirectoryAsOf(2026))!, tables: {} };
  const sql = "SELECT count(*) AS pupils, 7 / 2 AS half FROM record";
  await onPostgres(database.db, state.warehouse, relations, async (tx) => {
    const { rows } = await tx.query(sql);
    const [inDuckDb] = await state.warehouse.query(sql, relations);
    expect(inDuckDb!.pupils).toBe(rows[0].pupils);
    expect(inDuckDb).not.toEqual(rows[0]);
  });
});

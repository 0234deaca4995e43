// The public reports side by side, over a whole state and over a few districts: an attacker with all four computes no withheld figure.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "../access/index.ts";
import { loadDictionary } from "../dictionary/index.ts";
import { protect, SUPPRESSED, TOTAL } from "../disclosure/index.ts";
import { fixedClock } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { loadDefinitions } from "./definition.ts";
import { loadPolicies } from "./policies.ts";
import type { Audience, Report } from "./report.ts";
import { openReports } from "./reports.ts";
import { type CertifiedState, certifiedState } from "./testing/certified-state.ts";
import { readerOf, type Tables } from "./testing/reader.ts";

const few = new Set([335, 41, 53, 142, 185, 457, 719, 725, 726, 998, 970, 174]);
const ids = ["STD-14", "STD-12", "STD-07", "STD-15"];
const clock = fixedClock("2025-10-16T12:00:00Z");

describe.each([
  ["a whole state", () => true],
  ["a few districts", (district: number) => few.has(district)],
])("the public reports of %s", (_, wanted: (district: number) => boolean) => {
  let database: TestDatabase;
  let state: CertifiedState;
  beforeAll(async () => {
    database = await testDatabase();
    state = await certifiedState(database, clock, wanted);
  });
  afterAll(async () => {
    state?.close();
    await database?.close();
  });

  const run = (id: string, audience: Audience): Promise<Report> =>
    state.reports.run(systemActor, { id, year: 2026, audience });
  const tablesFor = async (audience: Audience): Promise<Tables> => {
    const tables: Record<string, Report["table"]> = {};
    for (const id of ids) tables[id] = (await run(id, audience)).table;
    return tables;
  };

  /** Each report protected by itself: what the reader must see through. */
  const protectedAlone = (whole: Tables): Tables => {
    const policies = loadPolicies(database.config.profileDir!, loadDefinitions(database.config.profileDir!));
    return Object.fromEntries(ids.map((id) => [id, protect(whole[id]!, policies.public)]));
  };

  it("give no withheld figure away together, which they do when each is protected by itself", async () => {
    const [whole, open] = [await tablesFor("internal"), await tablesFor("public")];
    const reader = readerOf(state.directory, database.config.profileDir!, whole);
    for (const id of ids)
      for (const [index, { students }] of whole[id]!.rows.entries())
        expect([id, reader.total(id, index)]).toEqual([id, students]);
    expect(reader.computes(open)).toEqual([]);
    expect(reader.computes(protectedAlone(whole)).length).toBeGreaterThan(wanted(1) ? 50 : 3);
  });

  it("keep the totals of the state: of the whole state all that each report alone could show", async () => {
    const [whole, open] = [await tablesFor("internal"), await tablesFor("public")];
    const alone = protectedAlone(whole);
    for (const id of ids)
      for (const [index, row] of open[id]!.rows.entries()) {
        const ofState = (row.category ?? row.district_number) === TOTAL && wanted(1);
        const ofAll = index === open[id]!.rows.length - 1;
        const shown = [id, index, alone[id]!.rows[index]!.students];
        if (ofAll || (ofState && !shown.includes(SUPPRESSED))) expect([id, index, row.students]).toEqual(shown);
      }
  });

  it("are the same in whatever order they are asked for, and are kept", async () => {
    const profileDir = database.config.profileDir!;
    const { warehouse } = state;
    const again = openReports({
      ...{ db: database.db, clock, profileDir, warehouse },
      dictionary: loadDictionary(profileDir),
    });
    const open = await tablesFor("public");
    for (const id of ids.toReversed()) {
      const { table, linked } = await again.run(systemActor, { id, year: 2026, audience: "public" });
      expect(table.rows).toEqual(open[id]!.rows);
      expect(linked).toEqual(ids.filter((other) => other !== id));
      expect((await run(id, "public")).table).toBe(open[id]);
    }
    expect((await run("STD-14", "internal")).linked).toEqual([]);
  });
});

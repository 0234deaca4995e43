// The database itself keeps a district's readers to their district, whatever the program asks for.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccess, loadAccessPolicy, systemActor } from "../access/index.ts";
import { fixedClock } from "../platform/index.ts";
import { asReader } from "./as-reader.ts";
import { alder, birch, type SmallState, smallState, year } from "./testing/small-state.ts";

let state: SmallState;
const clock = fixedClock("2025-10-06T14:00:00Z");

beforeAll(async () => {
  state = await smallState({ clock });
  await state.upload(state.clerk, "alder.csv", [{ sasid: 1000000001 }, { sasid: 1000000002 }]);
  await state.upload(state.birchClerk, "birch.csv", [{ sasid: 1000000001, school: 20003 }]);
});
afterAll(() => state.close());

const tables = ["submission", "batch", "status_step", "finding"];

describe("a reader of a district", () => {
  test.each(tables)("finds only the own rows of %s", async (table) => {
    const districts = (actor: SmallState["clerk"]) =>
      asReader({ db: state.db, clock }, actor, async (tx) =>
        (await tx.query(`SELECT DISTINCT district FROM collections.${table} ORDER BY 1`)).rows.map(
          (row) => row.district,
        ),
      );
    expect(await districts(state.clerk)).toEqual([alder]);
    expect(await districts(state.birchClerk)).toEqual([birch]);
    expect(await districts(state.state)).toEqual([alder, birch].sort());
  });

  test("finds only the records of the own batches, and no partition", async () => {
    const count = (table: string) =>
      asReader({ db: state.db, clock }, state.clerk, async (tx) => (await tx.query(`SELECT 1 FROM ${table}`)).rowCount);
    expect(await count("collections.record_boy")).toBe(2);
    await expect(count(`collections.record_boy_${year}`)).rejects.toThrow("permission denied");
  });

  test("changes nothing", async () => {
    const change = asReader({ db: state.db, clock }, state.clerk, (tx) => tx.query("DELETE FROM collections.finding"));
    await expect(change).rejects.toThrow("permission denied");
  });

  test("finds nothing from the moment that the assignment ends", async () => {
    const access = createAccess({ db: state.db, policy: loadAccessPolicy(state.config.profileDir ?? ""), clock });
    const eve = { name: "Eve Ending", email: "eve@example.org", role: "clerk", district: alder };
    await access.createAccount(systemActor, eve);
    const actor = await access.getActor(eve.email);
    const key = state.key(actor);
    expect((await state.collections.findings(actor, key)).total).toBeGreaterThan(0);
    await access.endAssignment(systemActor, actor.assignment ?? "");
    expect((await state.collections.findings(actor, key)).total).toBe(0);
  });
});

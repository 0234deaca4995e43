// The register of data taken away: entered, overdue, settled once; each district its own; never changed afterwards.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AccessPolicy, type Actor, actorFor, loadAccessPolicy } from "../../access/index.ts";
import { openAuditLog } from "../../audit/index.ts";
import { fixedClock } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { type Monitoring, openMonitoring } from "../create-monitoring.ts";
import { newRemovalSchema, settlementSchema } from "./model.ts";

let t: TestDatabase;
let monitoring: Monitoring;
let state: Actor;
let local: Actor;
let neighbour: Actor;
let reader: Actor;

const typed = {
  ...{ what: "Grades of year 2025, grade 8", students: "120", medium: "disk", recipient: "Ada, auditor's office" },
  ...{
    purpose: "Yearly audit",
    protection: "Encrypted, key by telephone",
    removedOn: "2025-10-01",
    dueOn: "2025-10-05",
  },
};
const entry = (more: object = {}) => newRemovalSchema.parse({ ...typed, ...more });
const settlement = (more: object = {}) =>
  settlementSchema.parse({ outcome: "returned", settledOn: "2025-10-06", note: "whole", ...more });

beforeAll(async () => {
  t = await testDatabase();
  const read = loadAccessPolicy(t.config.profileDir!);
  const role = (reach: string, actions: string[]) => ({
    ...Object.values(read.roles)[0],
    refusal: undefined,
    reach,
    actions,
  });
  const roles = {
    state: role("state", ["audit.view", "removal.record"]),
    local: role("district", ["removal.record"]),
    reader: role("state", ["audit.view"]),
  };
  const policy = { ...read, roles } as unknown as AccessPolicy;
  const clock = fixedClock("2025-10-06T16:00:00Z");
  const auditLog = openAuditLog({ config: t.config, db: t.db, clock });
  monitoring = openMonitoring({ db: t.db, clock, policy, auditLog, profileDir: "/nowhere" });
  const actor = (name: string, of: string, district?: number) =>
    actorFor(policy, { account: name, name, role: of, district });
  state = actor("state", "state");
  local = actor("local", "local", 17);
  neighbour = actor("neighbour", "local", 19);
  reader = actor("reader", "reader");
});
afterAll(() => t.close());

const newest = async () =>
  (await t.db.query("SELECT actor, action, organization, subject FROM audit.event ORDER BY id DESC LIMIT 1")).rows[0];

test("an entry is the district's own, overdue the day after it was due, and settled once", async () => {
  const id = await monitoring.recordRemoval(local, entry());
  expect(await newest()).toEqual({
    ...{ actor: "local", action: "removal.recorded", organization: "district:17", subject: `removal:${id}` },
  });
  const due = await monitoring.recordRemoval(local, entry({ removedOn: "2025-10-02", dueOn: "2025-10-06" }));
  const found = await monitoring.removals(local, {});
  expect(found.removals.map((one) => [one.id, one.district, one.overdue])).toEqual([
    [due, 17, false],
    [id, 17, true],
  ]);
  expect(found).toMatchObject({ overdue: 1, mayRecord: true });
  expect((await monitoring.removals(local, { which: "overdue" })).removals.map((one) => one.id)).toEqual([id]);

  await monitoring.settleRemoval(local, id, settlement());
  expect(await newest()).toMatchObject({ action: "removal.settled", subject: `removal:${id}` });
  const after = await monitoring.removals(local, {});
  expect(after.removals[1]?.settled).toEqual({ outcome: "returned", on: "2025-10-06", by: "local", note: "whole" });
  expect(after.overdue).toBe(0);
  expect((await monitoring.removals(local, { which: "out" })).removals.map((one) => one.id)).toEqual([due]);
  const again = monitoring.settleRemoval(local, id, settlement({ outcome: "lost" }));
  await expect(again).rejects.toMatchObject({ code: "removal-settled" });
});

test("another district finds nothing; the state finds all; who only views the log settles nothing", async () => {
  const id = await monitoring.recordRemoval(local, entry());
  expect((await monitoring.removals(neighbour, {})).removals).toEqual([]);
  await expect(monitoring.settleRemoval(neighbour, id, settlement())).rejects.toMatchObject({ code: "not-found" });
  await expect(monitoring.recordRemoval(neighbour, entry({ district: "17" }))).rejects.toMatchObject({
    code: "not-found",
  });
  const own = await monitoring.recordRemoval(state, entry());
  await expect(monitoring.settleRemoval(local, own, settlement())).rejects.toMatchObject({ code: "not-found" });
  const all = await monitoring.removals(reader, {});
  expect(all.mayRecord).toBe(false);
  expect(all.removals.map((one) => one.id)).toEqual(expect.arrayContaining([id, own]));
  const denied = { code: "denied" };
  await expect(monitoring.settleRemoval(reader, id, settlement())).rejects.toMatchObject(denied);
  await expect(monitoring.recordRemoval(reader, entry())).rejects.toMatchObject(denied);
});

test("days that cannot be are refused", async () => {
  const invalid = { code: "invalid-input" };
  await expect(
    monitoring.recordRemoval(local, entry({ removedOn: "2025-10-07", dueOn: "2025-10-08" })),
  ).rejects.toMatchObject(invalid);
  const id = await monitoring.recordRemoval(local, entry());
  await expect(monitoring.settleRemoval(local, id, settlement({ settledOn: "2025-10-07" }))).rejects.toMatchObject(
    invalid,
  );
  await expect(monitoring.settleRemoval(local, id, settlement({ settledOn: "2025-09-30" }))).rejects.toMatchObject(
    invalid,
  );
  await expect(monitoring.settleRemoval(local, "nothing", settlement())).rejects.toMatchObject({ code: "not-found" });
  const fields = newRemovalSchema.safeParse({ ...typed, what: " ", students: "many", dueOn: "2025-09-01" }).error
    ?.issues;
  expect(fields?.map(({ path }) => path[0])).toEqual(expect.arrayContaining(["what", "students"]));
  expect(newRemovalSchema.safeParse({ ...typed, dueOn: "2025-09-01" }).success).toBe(false);
});

test("the program cannot change an entry, nor take it out", async () => {
  const denied = { code: "42501" };
  await expect(t.db.query("UPDATE access.removal SET what = 'nothing'")).rejects.toMatchObject(denied);
  await expect(t.db.query("DELETE FROM access.removal")).rejects.toMatchObject(denied);
});

test("pages by key show every entry once", async () => {
  for (let n = 0; n < 60; n++) await monitoring.recordRemoval(neighbour, entry());
  const first = await monitoring.removals(neighbour, {});
  const second = await monitoring.removals(neighbour, { after: first.next });
  expect([first.removals.length, second.removals.length, second.next]).toEqual([50, 10, undefined]);
  expect(new Set([...first.removals, ...second.removals].map(({ id }) => id)).size).toBe(60);
});

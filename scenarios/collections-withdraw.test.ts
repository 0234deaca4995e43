// A batch that should not be there: withdrawn with a reason, readable ever after, and gone from every count and conflict.
import { afterAll, beforeAll, expect, it } from "vitest";
import { listEvents } from "../src/audit/index.ts";
import { type SmallState, smallState } from "../src/collections/testing/small-state.ts";

let s: SmallState;
let batchId: string;
beforeAll(async () => {
  s = await smallState();
});
afterAll(() => s.close());

const shared = { sasid: 3000000001, grade: 2 };
const rulesOf = async (who: "clerk" | "birchClerk") =>
  (await s.collections.findingGroups(s[who], s.key(s[who]))).map(({ ruleId }) => ruleId);
const withdraw = (who: "clerk" | "superintendent" | "birchClerk" | "state", reason = "Sent by mistake") =>
  s.collections.withdraw(s[who], { batchId, reason });

it("a wrong file conflicts with the neighbour, who sees it at once", async () => {
  await s.upload(s.birchClerk, "birch.csv", [{ ...shared, school: 20003 }]);
  await s.upload(s.clerk, "high.csv", [{ sasid: 2000000001, school: 20002, grade: 10 }]);
  batchId = (await s.upload(s.clerk, "wrong.csv", [shared])).batch.id;
  expect(await rulesOf("clerk")).toContain("ENR-302");
  expect(await rulesOf("birchClerk")).toContain("ENR-302");
});

it("is withdrawn by nobody from elsewhere, and not without a reason", async () => {
  await expect(withdraw("birchClerk")).rejects.toMatchObject({ code: "not-found" });
  await expect(withdraw("state")).rejects.toMatchObject({ code: "denied" });
  await expect(withdraw("clerk", "  ")).rejects.toMatchObject({ code: "invalid-input" });
});

it("withdrawn by the clerk, it leaves the counts, and the conflict ends on both sides", async () => {
  const view = await withdraw("clerk");
  expect(view).toMatchObject({ status: "Batch Verified", records: 1 });
  expect(view.batches.map(({ fileName }) => fileName)).toEqual(["high.csv"]);
  expect(view.missingSchools.map(({ number }) => number)).toEqual([20001]);
  expect(view.steps.at(-1)).toMatchObject({ by: "Carla Clerk", reason: "wrong.csv withdrawn: Sent by mistake" });
  expect(await rulesOf("clerk")).not.toContain("ENR-302");
  expect(await rulesOf("birchClerk")).not.toContain("ENR-302");
});

it("stays readable, replaced by nothing, and is withdrawn once", async () => {
  const batch = await s.collections.batch(s.clerk, batchId);
  expect(batch).toMatchObject({ status: "Replaced", withdrawn: { by: "Carla Clerk", reason: "Sent by mistake" } });
  expect(batch.replacedBy).toBeUndefined();
  expect((await s.collections.record(s.clerk, { batchId, row: 1 })).editable).toBe(false);
  await expect(withdraw("superintendent")).rejects.toMatchObject({ code: "batch-not-current" });
  const events = (await listEvents(s.db)).filter(({ action }) => action === "batch.withdraw");
  expect(events).toMatchObject([{ actor: s.clerk.account, subject: `batch:${batchId}` }]);
});

it("can be sent again as a batch of its own", async () => {
  const again = await s.upload(s.clerk, "wrong.csv", [shared]);
  expect(again).toMatchObject({ repeated: false, batch: { replaces: [] } });
  expect(again.batch.id).not.toBe(batchId);
  batchId = again.batch.id;
  expect(await rulesOf("birchClerk")).toContain("ENR-302");
});

it("leaves nothing submitted where it was the last, and nothing to withdraw once certified", async () => {
  for (const { id } of (await s.collections.submission(s.clerk, s.key(s.clerk))).batches)
    await s.collections.withdraw(s.superintendent, { batchId: id, reason: "All anew" });
  const empty = await s.collections.submission(s.clerk, s.key(s.clerk));
  expect(empty).toMatchObject({ status: "Not Submitted", records: 0, batches: [] });
  expect(empty.replaced).toHaveLength(3);

  const { batch } = await s.upload(s.clerk, "all.csv", [
    { sasid: 1000000001 },
    { sasid: 2000000001, school: 20002, grade: 10 },
  ]);
  await s.certifyAll(s.superintendent);
  batchId = batch.id;
  await expect(withdraw("clerk")).rejects.toMatchObject({ code: "submission-certified" });
});

// Which finding takes which explanation: same rule, same student, same values, same district; nothing else.
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withTransaction } from "../platform/index.ts";
import { explainAction } from "./explain.ts";
import { type SmallState, smallState } from "./testing/small-state.ts";

let s: SmallState;
beforeAll(async () => {
  s = await smallState();
});
afterAll(() => s.close());

it("asks the district for confirms, the state for errors between districts, nobody for the rest", () => {
  const severity = fc.constantFrom("error" as const, "warning" as const, "confirm" as const);
  const scope = fc.constantFrom("row" as const, "batch" as const, "district" as const, "state" as const);
  fc.assert(
    fc.property(severity, scope, (sev, sc) => {
      const action = explainAction({ severity: sev, scope: sc });
      if (sev === "confirm") expect(action).toBe("submission.explain");
      else expect(action).toBe(sev === "error" && sc === "state" ? "submission.explain-error" : undefined);
    }),
  );
});

it("outlives uploads exactly as long as student and values stay the same", async () => {
  const birth = fc.constantFrom("03/15/2009", "03/15/2010");
  const pupil = fc.record({ sasid: fc.constantFrom(1000000001, 1000000002), birth, race: fc.constantFrom(1, 4, 5) });
  const explained = new Set<string>();
  let upload = 0;
  await fc.assert(
    fc.asyncProperty(pupil, fc.boolean(), async ({ sasid, birth: DateOfBirth, race }, answer) => {
      // The serial number keeps every file different: the same bytes would be the same batch.
      const filler = { sasid: 1900000000 + upload++ };
      await s.upload(s.clerk, "one.csv", [filler, { sasid, DateOfBirth, Race: race }]);
      const { findings } = await s.collections.findings(s.clerk, { ...s.key(s.clerk), ruleId: "ENR-056" });
      expect(findings.map(({ subject }) => subject)).toEqual([String(sasid)]);
      const key = `${sasid} ${DateOfBirth}`;
      expect(findings[0]?.state).toBe(explained.has(key) ? "explained" : "open");
      if (!answer) return;
      await s.collections.explain(s.clerk, {
        findingId: findings[0]?.id ?? "",
        text: "Checked against the certificate.",
      });
      explained.add(key);
    }),
    { numRuns: 25, seed: 2026, endOnFailure: true },
  );
  expect(explained.size).toBeGreaterThan(1);
});

it("explains a group as a whole, or not at all where one of it is refused", async () => {
  const tall = { DateOfBirth: "03/15/2010" };
  await s.upload(s.birchClerk, "birch.csv", [
    { sasid: 3000000001, school: 20003, ...tall },
    { sasid: 3000000002, school: 20003, ...tall },
    { sasid: 3000000003, school: 20003, EnrollmentStatus: 4 },
  ]);
  const key = s.key(s.birchClerk);
  const open = async () => (await s.collections.findings(s.birchClerk, { ...key, state: "open" })).total;
  const before = await open();
  const explanations = "SELECT count(*) AS n FROM collections.explanation WHERE district = 202";
  // Warnings come last in order: the confirms before it must be open again.
  await expect(s.collections.explainGroup(s.birchClerk, key, "Placement tests on file.")).rejects.toMatchObject({
    code: "finding-not-explainable",
  });
  expect(await open()).toBe(before);
  const confirms = { ...key, ruleId: "ENR-056" };
  expect(await s.collections.explainGroup(s.birchClerk, confirms, "Placement tests on file.")).toEqual({
    explained: 2,
  });
  expect(Number((await s.owner.query(explanations)).rows[0].n)).toBe(2);
  expect(await open()).toBe(before - 2);
  await expect(s.collections.explainGroup(s.clerk, confirms, "x")).rejects.toMatchObject({ code: "not-found" });
});

it("keeps every explanation ever given", async () => {
  const kept = await withTransaction(s.owner, (tx) => tx.query("SELECT count(*) AS n FROM collections.explanation"));
  expect(kept.rows[0].n).toBeGreaterThan(1);
});

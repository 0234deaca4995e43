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

it("keeps every explanation ever given", async () => {
  const kept = await withTransaction(s.owner, (tx) => tx.query("SELECT count(*) AS n FROM collections.explanation"));
  expect(kept.rows[0].n).toBeGreaterThan(1);
});

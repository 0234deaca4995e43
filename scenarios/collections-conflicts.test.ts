// Rules that look beyond one district and one year: both sides see a conflict at once, and only the state can accept one.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alder, birch, type SmallState, smallState, source } from "../src/collections/testing/small-state.ts";

let s: SmallState;
beforeAll(async () => {
  s = await smallState({ years: [2025, 2026] });
});
afterAll(() => s.close());

const shared = [1, 2, 3, 4, 5].map((n) => ({ sasid: 5000000000 + n }));
const conflicts = async (actor: typeof s.clerk) =>
  (await s.collections.findings(actor, { ...s.key(actor), ruleId: "ENR-302" })).findings;

describe("a pupil whom two districts report", () => {
  it("is seen by both even when both files arrive at the same moment", async () => {
    await Promise.all([
      s.upload(s.clerk, "a.csv", [...shared, { sasid: 5000000100 }]),
      s.upload(
        s.birchClerk,
        "b.csv",
        shared.map((pupil) => ({ ...pupil, school: 20003 })),
      ),
    ]);
    expect((await conflicts(s.clerk)).map(({ subject }) => subject)).toEqual(shared.map(({ sasid }) => String(sasid)));
    expect(await conflicts(s.birchClerk)).toHaveLength(5);
  });

  it("does not keep either district from its own steps", async () => {
    expect((await s.collections.submission(s.birchClerk, s.key(s.birchClerk))).status).toBe("Batch Verified");
    const verification = await s.collections.verify(s.birchClerk, { ...s.key(s.birchClerk), scope: "district" });
    expect(verification.status).toBe("District Verified");
  });

  it("is no conflict any more, on either side, when one file comes again without it", async () => {
    await s.upload(
      s.birchClerk,
      "b.csv",
      shared.slice(2).map((pupil) => ({ ...pupil, school: 20003 })),
    );
    expect((await conflicts(s.clerk)).map(({ subject }) => subject)).toEqual([
      "5000000003",
      "5000000004",
      "5000000005",
    ]);
    expect(await conflicts(s.birchClerk)).toHaveLength(3);
  });

  it("may be accepted by the state for both at once, and stays accepted after a re-upload", async () => {
    const [first] = await conflicts(s.clerk);
    await s.collections.explain(s.state, { findingId: first!.id, text: "Shared placement, agreed by both." });
    for (const actor of [s.clerk, s.birchClerk])
      expect((await conflicts(actor)).map(({ state }) => state).sort()).toEqual(["explained", "open", "open"]);
    await s.upload(
      s.birchClerk,
      "b.csv",
      shared
        .slice(2)
        .reverse()
        .map((pupil) => ({ ...pupil, school: 20003 })),
    );
    for (const actor of [s.clerk, s.birchClerk])
      expect((await conflicts(actor)).filter(({ state }) => state === "explained")).toMatchObject([
        { subject: "5000000003" },
      ]);
  });

  it("reaches a district that has already certified, and does not undo its certification", async () => {
    await s.upload(s.birchClerk, "b.csv", [{ sasid: 5000000200, school: 20003 }]);
    expect((await s.certifyAll(s.birchSuperintendent)).version).toBe(1);
    await s.upload(s.clerk, "a.csv", [{ sasid: 5000000200 }]);
    expect(await conflicts(s.birchClerk)).toMatchObject([{ subject: "5000000200", state: "open" }]);
    const view = await s.collections.submission(s.birchClerk, s.key(s.birchClerk));
    expect(view.status).toBe("Certified");
    expect((await conflicts(s.clerk))[0]?.counterparts).toMatchObject([{ district: birch }]);
    await s.upload(s.clerk, "a.csv", [{ sasid: 5000000201 }]);
    expect(await conflicts(s.birchClerk)).toEqual([]);
  });
});

describe("a pupil of last year's EOY who is in no BOY", () => {
  const eoy = (pupils: { sasid: number; [name: string]: unknown }[]) =>
    s.collections.submit(s.clerk, {
      collection: "EOY",
      year: 2025,
      district: alder,
      fileName: "eoy.csv",
      source: source(s.file(pupils.map((pupil) => ({ EntryDate: "08/28/2024", ...pupil })))),
    });
  const missing = async () =>
    (await s.collections.findings(s.clerk, { ...s.key(s.clerk), ruleId: "ENR-301" })).findings.map(
      ({ subject }) => subject,
    );

  it("is asked of the district that had the pupil", async () => {
    await eoy([
      { sasid: 6000000001 },
      { sasid: 6000000002 },
      { sasid: 6000000003, ExitDate: "06/01/2025", ExitCode: "W4" },
      { sasid: 6000000004, PromotedIndicator: 3 },
    ]);
    await s.upload(s.clerk, "a.csv", [{ sasid: 6000000001 }]);
    expect(await missing()).toEqual(["6000000002"]);
  });

  it("is found when another district reports the pupil, and missed again when it takes the record back", async () => {
    await s.collections.reopen(s.state, { ...s.key(s.birchClerk), reason: "Pupils moved in." });
    await s.upload(s.birchClerk, "b.csv", [{ sasid: 6000000002, school: 20003 }]);
    expect(await missing()).toEqual([]);
    await s.upload(s.birchClerk, "b.csv", [{ sasid: 6000000009, school: 20003 }]);
    expect(await missing()).toEqual(["6000000002"]);
  });
});

describe("a count far from last year's", () => {
  it("asks for confirmation, by school and grade", async () => {
    const last = { collection: "BOY", year: 2025, district: birch };
    const pupils = Array.from({ length: 30 }, (_, n) => ({
      sasid: 7000000000 + n,
      school: 20003,
      EntryDate: "08/28/2024",
      DateOfBirth: "03/15/2016",
    }));
    await s.collections.submit(s.birchClerk, { ...last, fileName: "b.csv", source: source(s.file(pupils)) });
    await s.collections.verify(s.birchClerk, { ...last, scope: "district" });
    await s.collections.attest(
      s.birchSuperintendent,
      last,
      s.collections.reviewReports("BOY", last.year).map(({ id }) => id),
    );
    await s.collections.certify(s.birchSuperintendent, last);
    await s.upload(
      s.birchClerk,
      "b.csv",
      pupils.slice(0, 24).map(({ sasid }) => ({ sasid, school: 20003 })),
    );
    const { status, byRule } = await s.collections.verify(s.birchClerk, { ...s.key(s.birchClerk), scope: "district" });
    expect({ status, byRule }).toEqual({ status: "District Verified with Errors", byRule: { "ENR-212": 1 } });
    const [finding] = (await s.collections.findings(s.birchClerk, { ...s.key(s.birchClerk), ruleId: "ENR-212" }))
      .findings;
    expect(finding).toMatchObject({ element: "Grade", subject: "20003/3", value: "30 last year, 24 now" });
    await s.collections.explain(s.birchClerk, { findingId: finding!.id, text: "Two classes moved to the new school." });
    expect((await s.collections.submission(s.birchClerk, s.key(s.birchClerk))).status).toBe("District Verified");
  });
});

describe("a file of more students than can be looked up one by one", () => {
  it("finds the same conflicts, and settles them when it comes again without them", async () => {
    const many = Array.from({ length: 20_001 }, (_, n) => ({ sasid: 8000000000 + n, school: 20003 }));
    await s.upload(s.clerk, "a.csv", [{ sasid: 8000000007 }, { sasid: 8100000000 }]);
    await s.upload(s.birchClerk, "b.csv", many);
    expect((await conflicts(s.clerk)).map(({ subject }) => subject)).toEqual(["8000000007"]);
    expect(await conflicts(s.birchClerk)).toHaveLength(1);
    await s.upload(s.birchClerk, "b.csv", many.slice(10));
    expect(await conflicts(s.clerk)).toEqual([]);
  });
});

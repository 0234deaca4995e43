// The road of a submission, told as the policy tells it: from a wrong file to a certified, reopened, certified version.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SnapshotRef } from "../src/collections/index.ts";
import { alder, birch, type SmallState, smallState } from "../src/collections/testing/small-state.ts";

let s: SmallState;
const snapshots: { district: number; version: number; csv: string; hash: string }[] = [];
beforeAll(async () => {
  s = await smallState({
    onCertified: async (_tx, certified): Promise<SnapshotRef> => {
      const parts: Buffer[] = [];
      for await (const part of certified.records()) parts.push(part);
      const csv = Buffer.concat(parts).toString();
      snapshots.push({ district: certified.district, version: certified.version, csv, hash: certified.dataHash });
      return { id: `snapshot-${snapshots.length}` };
    },
  });
});
afterAll(() => s.close());

const third = [1, 2, 3].map((n) => ({ sasid: 1000000000 + n }));
const tall = { sasid: 1000000004, DateOfBirth: "03/15/2010" };
const moved = { sasid: 3000000001, grade: 2 };
const tenth = [1, 2].map((n) => ({ sasid: 2000000000 + n, school: 20002, grade: 10 }));
const view = () => s.collections.submission(s.clerk, s.key(s.clerk));
const groups = async () => (await s.collections.findingGroups(s.clerk, s.key(s.clerk))).map(({ ruleId }) => ruleId);

describe("a district's fall collection", () => {
  it("begins with a wrong file, whose findings say what to do and where", async () => {
    const wrong = [
      { ...third[0]!, Race: 99 },
      { ...third[1]!, grade: 11, OriginalGradYear: 2027 },
      third[2]!,
      tall,
      moved,
    ];
    const receipt = await s.upload(s.clerk, "elementary.csv", wrong);
    expect(receipt.submissionStatus).toBe("Batch Verified with Errors");
    const { findings } = await s.collections.findings(s.clerk, { ...s.key(s.clerk), ruleId: "ENR-003" });
    expect(findings).toMatchObject([
      { row: 1, element: "Race", value: "99", severity: "error", subject: "1000000001" },
    ]);
    expect(findings[0]?.remedy).not.toBe("");
    expect(await groups()).toContain("ENR-008");
  });

  it("cannot go on to the district step while an error is open", async () => {
    const verification = await s.collections.verify(s.clerk, { ...s.key(s.clerk), scope: "district" });
    expect(verification.status).toBe("Batch Verified with Errors");
    expect(verification.refused).toHaveLength(1);
  });

  it("is corrected in place, with the history kept", async () => {
    const batchId = (await view()).batches[0]!.id;
    const fixed = await s.collections.fix(s.clerk, { batchId, row: 1, element: "Race", value: "5", reason: "typing" });
    expect(fixed).toMatchObject({ version: 2, findings: [] });
    expect(fixed.changes).toMatchObject([
      { element: "Race", old: "99", new: "5", by: "Carla Clerk", reason: "typing" },
    ]);
    const back = await s.collections.fix(s.clerk, { batchId, row: 1, element: "Race", value: "99" });
    expect(back.findings.map(({ ruleId }) => ruleId)).toEqual(["ENR-003"]);
    expect(back.cells.find(({ element }) => element === "Race")).toMatchObject({ value: "99" });
  });

  it("is uploaded again; what was corrected there is gone from the list", async () => {
    await s.upload(s.clerk, "elementary.csv", [...third, tall, moved]);
    expect(await groups()).toEqual(["ENR-056"]);
  });

  it("waits for an explanation of what is unusual, which outlives the next upload", async () => {
    const [unusual] = (await s.collections.findings(s.clerk, s.key(s.clerk))).findings;
    expect(unusual).toMatchObject({ severity: "confirm", subject: "1000000004", state: "open" });
    await s.collections.explain(s.clerk, { findingId: unusual!.id, text: "Came from abroad, placed by test." });
    expect((await view()).status).toBe("Batch Verified");
    await s.upload(s.clerk, "elementary.csv", [tall, moved, ...third]);
    const [again] = (await s.collections.findings(s.clerk, s.key(s.clerk))).findings;
    expect(again).toMatchObject({ row: 1, state: "explained", explanation: { by: "Carla Clerk" } });
    expect((await view()).status).toBe("Batch Verified");
  });

  it("needs the explanation anew when the value it was about changes", async () => {
    await s.upload(s.clerk, "elementary.csv", [{ ...tall, DateOfBirth: "03/15/2009" }, moved, ...third]);
    expect((await view()).status).toBe("Batch Verified with Errors");
    await s.upload(s.clerk, "elementary.csv", [tall, moved, ...third, { sasid: 1000000005 }]);
    expect((await view()).status).toBe("Batch Verified");
  });

  it("is not district verified while a school is missing", async () => {
    const verification = await s.collections.verify(s.clerk, { ...s.key(s.clerk), scope: "district" });
    expect(verification).toMatchObject({ status: "District Verified with Errors", byRule: { "ENR-201": 1 } });
    await s.upload(s.clerk, "high.csv", tenth);
    expect((await view()).status).toBe("Batch Verified");
    const again = await s.collections.verify(s.clerk, { ...s.key(s.clerk), scope: "district" });
    expect(again).toMatchObject({ status: "District Verified", refused: [], findings: { error: 0, confirm: 0 } });
  });

  it("learns at once when another district reports the same pupil, and so does the other", async () => {
    const receipt = await s.upload(s.birchClerk, "birch.csv", [
      { ...moved, school: 20003 },
      { sasid: 4000000001, school: 20003 },
    ]);
    expect(receipt.submissionStatus).toBe("Batch Verified");
    const [ours] = (await s.collections.findings(s.clerk, { ...s.key(s.clerk), scope: "state" })).findings;
    expect(ours).toMatchObject({
      ruleId: "ENR-302",
      subject: "3000000001",
      counterparts: [
        {
          district: birch,
          school: { name: "Birch Elementary" },
          contact: { name: "Ben Birch", phone: "603-555-0202" },
        },
      ],
    });
    const [theirs] = (await s.collections.findings(s.birchClerk, { ...s.key(s.birchClerk), scope: "state" })).findings;
    expect(theirs).toMatchObject({
      ruleId: "ENR-302",
      subject: "3000000001",
      counterparts: [{ district: alder, contact: { email: "ann@alder.example" } }],
    });
    expect((await s.collections.overview(s.clerk, 2026)).conflicts).toHaveLength(1);
  });

  it("cannot be certified while the conflict is open, nor by a clerk, nor by the operator", async () => {
    expect((await view()).status).toBe("District Verified");
    await expect(s.collections.certify(s.superintendent, s.key(s.clerk))).rejects.toMatchObject({
      code: "not-ready-to-certify",
    });
    const { ready, items } = await s.collections.readiness(s.superintendent, s.key(s.clerk));
    expect(ready).toBe(false);
    expect(items.filter(({ done }) => !done).map(({ code }) => code)).toEqual(["conflicts", "reports"]);
    await expect(s.collections.certify(s.clerk, s.key(s.clerk))).rejects.toMatchObject({ code: "denied" });
    await expect(s.collections.certify(s.birchSuperintendent, s.key(s.clerk))).rejects.toMatchObject({
      code: "not-found",
    });
    const { systemActor } = await import("../src/access/index.ts");
    await expect(s.collections.certify(systemActor, s.key(s.clerk))).rejects.toMatchObject({
      code: "only-the-superintendent",
    });
    expect((await view()).certifications).toEqual([]);
  });

  it("cannot explain the conflict away itself", async () => {
    const [ours] = (await s.collections.findings(s.clerk, { ...s.key(s.clerk), scope: "state" })).findings;
    await expect(s.collections.explain(s.clerk, { findingId: ours!.id, text: "He is ours." })).rejects.toMatchObject({
      code: "finding-not-explainable",
    });
  });

  it("sees the conflict end for both when one of them corrects its record", async () => {
    const batchId = (await s.collections.submission(s.birchClerk, s.key(s.birchClerk))).batches[0]!.id;
    await s.collections.fix(s.birchClerk, { batchId, row: 1, element: "ExitDate", value: "09/20/2025" });
    const closed = await s.collections.fix(s.birchClerk, { batchId, row: 1, element: "ExitCode", value: "W4" });
    expect(closed.findings).toEqual([]);
    for (const [actor, key] of [
      [s.clerk, s.key(s.clerk)],
      [s.birchClerk, s.key(s.birchClerk)],
    ] as const)
      expect((await s.collections.findings(actor, { ...key, scope: "state" })).findings).toEqual([]);
  });

  it("lists what is missing until the review reports are confirmed, then lets the superintendent certify", async () => {
    await expect(s.collections.certify(s.superintendent, s.key(s.clerk))).rejects.toMatchObject({
      code: "not-ready-to-certify",
    });
    const table = await s.collections.review(s.superintendent, "BOY-02", s.key(s.clerk));
    expect(table.rows).toContainEqual([20002, "Alder High", "10", 2]);
    expect(table.rows.at(-1)).toEqual([null, "District", "All", 8]);
    const certification = await s.certifyAll(s.superintendent);
    expect(certification).toMatchObject({ version: 1, certifiedBy: "Sue Alder", records: 8 });
    expect((await view()).status).toBe("Certified");
    expect(await s.collections.certify(s.superintendent, s.key(s.clerk))).toEqual(certification);
    expect(snapshots).toMatchObject([{ district: alder, version: 1, hash: certification.dataHash }]);
    expect(snapshots[0]?.csv.trimEnd().split("\n")).toHaveLength(9);
  });

  it("is locked then: no upload, no correction", async () => {
    await expect(s.upload(s.clerk, "more.csv", [{ sasid: 1000000077 }])).rejects.toMatchObject({
      code: "submission-certified",
    });
    const batchId = (await view()).batches[0]!.id;
    await expect(s.collections.fix(s.clerk, { batchId, row: 1, element: "Race", value: "1" })).rejects.toMatchObject({
      code: "submission-certified",
    });
  });

  it("prints a sign-off, and the state records the paper's return", async () => {
    const pdf = await s.collections.signOff(s.superintendent, s.key(s.clerk));
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect((await s.collections.markSigned(s.state, s.key(s.clerk))).signed?.by).toBe("Stella State");
    const progress = await s.collections.progress(s.state, { collection: "BOY", year: 2026 });
    expect(progress.byStatus).toMatchObject({ Certified: 1, "Batch Verified": 1 });
    expect(progress.districts.find(({ district }) => district === alder)).toMatchObject({
      signed: true,
      schoolsIn: 2,
      schoolsRequired: 2,
    });
  });

  it("is reopened by the state only, with a reason, and version 1 stays as it was", async () => {
    await expect(
      s.collections.reopen(s.superintendent, { ...s.key(s.clerk), reason: "mistake" }),
    ).rejects.toMatchObject({ code: "denied" });
    await expect(s.collections.reopen(s.state, { ...s.key(s.clerk), reason: " " })).rejects.toMatchObject({
      code: "invalid-input",
    });
    const reopened = await s.collections.reopen(s.state, { ...s.key(s.clerk), reason: "A pupil was left out." });
    expect(reopened).toMatchObject({
      status: "Batch Verified",
      version: 2,
      certifications: [{ version: 1, reopened: { reason: "A pupil was left out." } }],
    });
    await s.upload(s.clerk, "high.csv", [...tenth, { sasid: 2000000003, school: 20002, grade: 10 }]);
    const second = await s.certifyAll(s.superintendent);
    expect(second).toMatchObject({ version: 2, records: 9 });
    const first = (await view()).certifications[0];
    expect(first).toMatchObject({ version: 1, records: 8, dataHash: snapshots[0]?.hash });
    expect(second.dataHash).not.toBe(first?.dataHash);
    expect((await s.collections.signOff(s.clerk, { ...s.key(s.clerk), version: 1 })).length).toBeGreaterThan(1000);
  });

  it("has its whole way in the audit log", async () => {
    const { rows } = await s.owner.query("SELECT DISTINCT action FROM audit.event WHERE organization = $1", [
      `district:${alder}`,
    ]);
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        "batch.submit",
        "finding.explain",
        "record.fix",
        "review.attest",
        "submission.certify",
        "submission.reopen",
        "submission.verify-district",
      ]),
    );
  });
});

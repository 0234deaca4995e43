// One upload becomes one batch, whole, or nothing: idempotency, refusal, replacement.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alder, type SmallState, smallState, source, year } from "./testing/small-state.ts";

let s: SmallState;
beforeAll(async () => {
  s = await smallState();
});
afterAll(() => s.close());

const elementary = [1, 2, 3].map((n) => ({ sasid: 1000000000 + n }));
const high = [1, 2].map((n) => ({ sasid: 2000000000 + n, school: 20002, grade: 10 }));
const storedFiles = () => readdirSync(join(s.config.dataDir, "files"), { recursive: true }).length;
const count = async (sql: string) => Number((await s.owner.query(sql)).rows[0].n);

describe("submit", () => {
  it("takes a clean file as a verified batch", async () => {
    const receipt = await s.upload(s.clerk, "elementary.csv", elementary);
    expect(receipt.byRule).toEqual({});
    expect(receipt).toMatchObject({ repeated: false, submissionStatus: "Batch Verified", check: { records: 3 } });
    expect(receipt.batch).toMatchObject({
      status: "Batch Verified",
      schools: [{ number: 20001, name: "Alder Elementary" }],
    });
  });

  it("takes the same bytes again as the same batch, also when sent twice at once", async () => {
    const again = await s.upload(s.clerk, "elementary.csv", elementary);
    expect(again.repeated).toBe(true);
    const both = await Promise.all([s.upload(s.clerk, "high.csv", high), s.upload(s.clerk, "high.csv", high)]);
    expect(new Set(both.map(({ batch }) => batch.id)).size).toBe(1);
    expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    expect(await count("SELECT count(*) AS n FROM collections.batch")).toBe(2);
    expect(await count("SELECT count(*) AS n FROM collections.record_boy")).toBe(5);
  });

  it("keeps files of different schools side by side, also under one name", async () => {
    const t = await smallState();
    await t.upload(t.clerk, "BOY.csv", elementary);
    const second = await t.upload(t.clerk, "BOY.csv", high);
    expect(second.batch.replaces).toEqual([]);
    expect(second.shared).toEqual([]);
    expect((await t.collections.submission(t.clerk, t.key(t.clerk))).records).toBe(5);
    await t.close();
  });

  it("warns of schools that stand in two batches, naming the other one", async () => {
    const t = await smallState();
    const first = await t.upload(t.clerk, "part-1.csv", [...elementary.slice(0, 1), ...high]);
    const second = await t.upload(t.clerk, "part-2.csv", elementary.slice(1));
    expect(second.shared).toEqual([
      { batchId: first.batch.id, fileName: "part-1.csv", schools: [{ number: 20001, name: "Alder Elementary" }] },
    ]);
    await t.close();
  });

  it("refuses a file of another district whole, names it, and stores nothing", async () => {
    const before = [await count("SELECT count(*) AS n FROM collections.batch"), storedFiles()];
    const birch = [1, 2].map((n) => ({ sasid: 3000000000 + n, school: 20003 }));
    const upload = s.upload(s.clerk, "birch.csv", birch, "none");
    await expect(upload).rejects.toMatchObject({
      code: "upload-other-district",
      status: 422,
      message: expect.stringContaining("district 202 (Birch)"),
    });
    expect([await count("SELECT count(*) AS n FROM collections.batch"), storedFiles()]).toEqual(before);
    expect(await count("SELECT count(*) AS n FROM collections.record_boy WHERE sasid LIKE '3%'")).toBe(0);
  });

  it("stores nothing of a file that is not whole", async () => {
    const whole = s.file(elementary.map(({ sasid }) => ({ sasid, Race: 1 })));
    const cut = whole.slice(0, whole.length - 30);
    const upload = s.collections.submit(s.clerk, { ...s.key(s.clerk), fileName: "cut.csv", source: source(cut) });
    await expect(upload).rejects.toMatchObject({ code: "upload-not-whole", facts: { fileName: "cut.csv" } });
    expect(await count("SELECT count(*) AS n FROM collections.batch")).toBe(2);
    expect(await count("SELECT count(*) AS n FROM collections.record_boy")).toBe(5);
  });

  it("leaves nothing when the sender breaks off", async () => {
    const broken = async function* () {
      yield Buffer.from(s.file(elementary).slice(0, 100));
      throw new Error("connection reset");
    };
    const upload = s.collections.submit(s.clerk, { ...s.key(s.clerk), fileName: "broken.csv", source: broken() });
    await expect(upload).rejects.toThrow("connection reset");
    expect(await count("SELECT count(*) AS n FROM collections.record_boy")).toBe(5);
  });

  it("replaces the batch of the same name, and batches whose schools it holds", async () => {
    const next = await s.upload(s.clerk, "elementary.csv", [...elementary, { sasid: 1000000004 }]);
    expect(next.batch.replaces).toHaveLength(1);
    const all = await s.upload(s.clerk, "district.csv", [...elementary, ...high]);
    expect(all.batch.replaces).toHaveLength(2);
    const view = await s.collections.submission(s.clerk, s.key(s.clerk));
    expect(view.batches.map(({ fileName }) => fileName)).toEqual(["district.csv"]);
    expect(view.replaced.map(({ status }) => status)).toEqual(["Replaced", "Replaced", "Replaced"]);
    expect(view).toMatchObject({ records: 5, missingSchools: [] });
  });

  it("compares a re-upload with what it replaced", async () => {
    const changed = [{ ...elementary[0]!, Race: 4 }, elementary[1]!, { sasid: 1000000009 }, ...high];
    const { batch } = await s.upload(s.clerk, "district.csv", changed);
    const difference = await s.collections.difference(s.clerk, batch.id);
    expect(difference).toMatchObject({ added: 1, changed: 1, gone: 1, same: 3 });
    expect(difference.rows.map(({ kind, student, changes }) => [kind, student, changes])).toEqual([
      ["gone", "1000000003", []],
      ["changed", "1000000001", [{ element: "Race", old: "5", new: "4" }]],
      ["added", "1000000009", []],
    ]);
  });

  it("finds rows of another district, dates of another year and pupils given twice", async () => {
    const wrong = [
      { sasid: 1000000001, EntryDate: "08/27/2019" },
      { sasid: 1000000002 },
      { sasid: 1000000002 },
      { sasid: 1000000003, school: 20003 },
    ];
    const { submissionStatus } = await s.upload(s.clerk, "wrong.csv", wrong, "none");
    expect(submissionStatus).toBe("Batch Verified with Errors");
    const groups = await s.collections.findingGroups(s.clerk, { ...s.key(s.clerk), scope: "batch" });
    expect(groups.map(({ ruleId }) => ruleId).sort()).toEqual(["ENR-101", "ENR-104", "ENR-105"]);
  });

  it("gives the original file back with a findings column", async () => {
    const view = await s.collections.submission(s.clerk, s.key(s.clerk));
    const wrong = view.batches.find(({ fileName }) => fileName === "wrong.csv")!;
    const { fileName, content } = await s.collections.originalWithFindings(s.clerk, wrong.id);
    expect(fileName).toBe("wrong-findings.csv");
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    const lines = Buffer.concat(parts).toString().trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain("ENR-105");
    expect(lines[1]).toMatch(/,$/);
    expect(lines[2]).toContain("ENR-101");
    expect(lines[3]).toContain("ENR-104");
  });

  it("refuses outside the window that the state set, except a repeated upload", async () => {
    await s.collections.openWindow(s.state, { collection: "BOY", year, opens: "2025-09-01", closes: "2025-10-01" });
    await expect(s.upload(s.clerk, "late.csv", elementary)).rejects.toMatchObject({ code: "window-closed" });
    expect(
      (
        await s.upload(s.clerk, "wrong2.csv", [
          { sasid: 1000000001, EntryDate: "08/27/2019" },
          { sasid: 1000000002 },
          { sasid: 1000000002 },
          { sasid: 1000000003, school: 20003 },
        ])
      ).repeated,
    ).toBe(true);
  });

  it("refuses another district's clerk without telling whether there is anything", async () => {
    await expect(s.collections.submission(s.birchClerk, { ...s.key(s.clerk), district: alder })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

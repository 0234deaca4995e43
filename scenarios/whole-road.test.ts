// The main job, end to end: two districts of the made-up state, from a wrong file to a published report, and the same
// published figures after a reopening. The real composition: database, files, warehouse, reports.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, systemActor } from "../src/access/index.ts";
import { type Installation, openInstallation } from "../src/composition/installation.ts";
import { readStateInput } from "../src/demo/index.ts";
import { writeState } from "../src/demo/write-state.ts";
import { importDirectory } from "../src/directory/index.ts";
import { fixedClock, Problem, withTransaction } from "../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../src/platform/testing/test-database.ts";
import { type Audience, renderReport } from "../src/reports/index.ts";

const year = 2026;
const collection = "BOY";
const [landaff, stoddard] = [291, 503];
const files = mkdtempSync(join(tmpdir(), "rollbook-road-"));
let database: TestDatabase;
let installation: Installation;
let state: Actor;
const people = new Map<string, Actor>();

beforeAll(async () => {
  database = await testDatabase();
  const profileDir = database.config.profileDir as string;
  const input = readStateInput({ profileDir, table: join(profileDir, "enrollment/nh_school_2026.csv"), year });
  const table = {
    ...input.table,
    rows: input.table.rows.filter(({ district }) => [landaff, stoddard].includes(district)),
  };
  writeState({ ...input, table }, files);
  installation = await openInstallation(database.config, fixedClock("2025-10-10T15:00:00Z"));
  await withTransaction(installation.db, (tx) => importDirectory(tx, input.directory, systemActor.account));
  const account = async (name: string, role: string, district?: number) => {
    const email = `${name}@example.org`;
    await installation.access.createAccount(systemActor, { name: `Person ${name}`, email, role, district });
    people.set(name, await installation.access.getActor(email));
  };
  for (const district of [landaff, stoddard]) {
    await account(`clerk-${district}`, "clerk", district);
    await account(`superintendent-${district}`, "superintendent", district);
  }
  await account("manager", "state-manager");
  state = person("manager");
});
afterAll(async () => {
  await installation.close();
  await database.close();
  rmSync(files, { recursive: true, force: true });
});

const person = (name: string): Actor => people.get(name) as Actor;
const key = (district: number) => ({ collection, year, district });
const clean = (district: number): string[] =>
  readFileSync(join(files, String(district), `${collection}-corrected.csv`), "utf8")
    .replace("\uFEFF", "")
    .trimEnd()
    .split(/\r?\n/);
const upload = (district: number, lines: string[]) => {
  const source = (async function* () {
    yield Buffer.from(`${lines.join("\n")}\n`);
  })();
  return installation.collections.submit(person(`clerk-${district}`), {
    ...key(district),
    fileName: "fall.csv",
    source,
  });
};
const verify = (district: number) =>
  installation.collections.verify(person(`clerk-${district}`), { ...key(district), scope: "district" });
const certify = async (district: number) => {
  const superintendent = person(`superintendent-${district}`);
  const { reports } = await installation.collections.readiness(superintendent, key(district));
  await installation.collections.attest(
    superintendent,
    key(district),
    reports.map(({ report }) => report.id),
  );
  return installation.collections.certify(superintendent, key(district));
};
const findings = async (district: number, ruleId: string) =>
  (await installation.collections.findings(person(`clerk-${district}`), { ...key(district), ruleId })).findings;
const published = async (id: string, audience: Audience, asOf?: string) =>
  String(await renderReport(await installation.reports.run(state, { id, year, audience, asOf }), "csv"));

/** A clean record line with one cell changed; `at` is the element's position from 1. */
const changed = (line: string, at: number, value: string): string => {
  const cells = line.split(",");
  cells[at - 1] = value;
  return cells.join(",");
};
const [birthDate, statusAt, grade, exitDate] = [2, 4, 10, 14];
const plain = (line: string): boolean => {
  const cells = line.split(",");
  return cells[statusAt - 1] === "1" && cells[exitDate - 1] === "" && cells[grade - 1] === "2";
};

const figures = new Map<string, string>();

describe("a state's fall collection", () => {
  it("begins with a wrong file, which no superintendent can certify", async () => {
    const lines = clean(landaff);
    const at = lines.findIndex(plain);
    const receipt = await upload(landaff, lines.with(at, changed(lines[at] as string, grade, "12")));
    expect(receipt.submissionStatus).toBe("Batch Verified with Errors");
    expect((await findings(landaff, "ENR-008")).map(({ row }) => row)).toEqual([at + 1]);
    await expect(certify(landaff)).rejects.toBeInstanceOf(Problem);
  });

  it("is uploaded again, with an unusual pupil who has to be explained", async () => {
    const lines = clean(landaff);
    const at = lines.findIndex(plain);
    const receipt = await upload(landaff, lines.with(at, changed(lines[at] as string, birthDate, "03/15/2010")));
    expect(receipt.submissionStatus).toBe("Batch Verified with Errors");
    const [unusual] = await findings(landaff, "ENR-056");
    const text = "Came from abroad; placed by the school's test.";
    await installation.collections.explain(person(`clerk-${landaff}`), { findingId: unusual?.id as string, text });
    expect((await verify(landaff)).status).toBe("District Verified");
  });

  it("shows both districts at once that they claim the same pupil, whoever came first", async () => {
    const theirs = clean(landaff).find(plain) as string;
    const template = clean(stoddard).find(plain) as string;
    const claimed = changed(template, 1, theirs.split(",")[0] as string);
    await upload(stoddard, [...clean(stoddard), claimed]);
    for (const [district, other] of [
      [landaff, stoddard],
      [stoddard, landaff],
    ] as const) {
      const [conflict] = await findings(district, "ENR-302");
      expect(conflict?.counterparts).toMatchObject([
        { district: other, contact: { email: expect.stringContaining("@") } },
      ]);
      await verify(district);
      await expect(certify(district)).rejects.toMatchObject({ status: 409 });
    }
  });

  it("is settled by the other district's next upload, and the explanation is still there", async () => {
    await upload(stoddard, clean(stoddard));
    for (const district of [landaff, stoddard]) expect(await findings(district, "ENR-302")).toEqual([]);
    expect(await findings(landaff, "ENR-056")).toMatchObject([{ state: "explained" }]);
  });

  it("is certified by the superintendents alone", async () => {
    for (const district of [landaff, stoddard]) {
      expect((await verify(district)).status).toBe("District Verified");
      await expect(installation.collections.certify(person(`clerk-${district}`), key(district))).rejects.toMatchObject({
        code: "denied",
      });
      expect(await certify(district)).toMatchObject({ version: 1 });
    }
  });

  it("publishes what the districts certified, and withholds small counts from the public", async () => {
    for (const id of ["STD-14", "STD-15", "STD-12", "STD-07"])
      for (const audience of ["internal", "public"] as const)
        figures.set(`${id} ${audience}`, await published(id, audience));
    const totals = (figures.get("STD-14 internal") as string)
      .split("\n")
      .filter((line) => line.includes(",total,total,total,"));
    expect(totals.find((line) => line.startsWith("total,total,total,total,total,total"))).toBe(
      "total,total,total,total,total,total,59",
    );
    expect(figures.get("STD-14 public")).toMatch(/,\*\n/);
    expect(figures.get("STD-14 public")).not.toMatch(/,[1-9]\n/);
  });

  it("is reopened by the state with a reason; nothing published changes", async () => {
    await installation.collections.reopen(state, { ...key(landaff), reason: "The office closed a school by mistake." });
    for (const [name, csv] of figures) {
      const [id, audience] = name.split(" ") as [string, Audience];
      expect(await published(id, audience)).toBe(csv);
    }
  });

  it("is certified as version 2 with the same figures, and version 1 can be computed again", async () => {
    expect((await verify(landaff)).status).toBe("District Verified");
    expect(await certify(landaff)).toMatchObject({ version: 2 });
    for (const [name, csv] of figures) {
      const [id, audience] = name.split(" ") as [string, Audience];
      expect(await published(id, audience)).toBe(csv);
    }
    const { lineage } = await installation.reports.run(state, { id: "STD-14", year, audience: "public" });
    expect(lineage.snapshots.map(({ district, version }) => [district, version])).toEqual([
      [landaff, 2],
      [stoddard, 1],
    ]);
  });
});

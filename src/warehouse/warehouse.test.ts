// Snapshots: without names, immutable, the same bytes for the same data, found as of a day, and never trusted when damaged.
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CertifiedSubmission } from "../collections/index.ts";
import { loadDictionary } from "../dictionary/index.ts";
import type { Directory } from "../directory/index.ts";
import { type Clock, withTransaction } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { openWarehouse, type Warehouse } from "./index.ts";

let database: TestDatabase;
let warehouse: Warehouse;
let now = "2025-10-10T15:00:00Z";
const clock: Clock = { now: () => new Date(now) };
let schoolName = "Alpha School";

const directory = (): Directory => ({
  year: 2026,
  saus: [{ number: 1, name: "One" }],
  districts: [
    { number: 9, name: "Nine", sau: 1, kind: "public", towns: [], contact: { name: "", email: "", phone: "" } },
  ],
  schools: [
    {
      number: 20001,
      name: schoolName,
      district: 9,
      sau: 1,
      kind: "public",
      level: "elementary",
      grades: ["KG", "1", "2"],
      opens: "2025-08-27",
      closes: "2026-06-15",
      activeFrom: "2000-07-01",
      halfDaysInSession: 360,
      required: true,
    },
  ],
  towns: [],
});

const header = "SASID,DateOfBirth,Race,EnrollmentStatus,DistNbr,SchoolNbr,Grade,EntryDate,EntryCode,ExitDate";
const row = (identifier: string, grade: number): string =>
  `${identifier},2015-04-05,5,1,9,20001,${grade},2025-08-27,E1,`;
const rows = [row("1000000001", 1), row("1000000002", 2), row("1000000003", 14)];

const certified = (
  district: number,
  version: number,
  lines: string[],
  more: Partial<CertifiedSubmission> = {},
): CertifiedSubmission => ({
  submissionId: "11111111-1111-1111-1111-111111111111",
  collection: "BOY",
  year: 2026,
  district,
  version,
  records: async function* () {
    const text = `${[header, ...lines].join("\n")}\n`;
    yield Buffer.from(text.slice(0, 50));
    yield Buffer.from(text.slice(50));
  },
  recordCount: lines.length,
  dataHash: "a".repeat(64),
  dictionaryVersion: "v1",
  ...more,
});
const keep = (submission: CertifiedSubmission) =>
  withTransaction(database.db, (tx) => warehouse.writeSnapshot(tx, submission));
const folder = (): string => join(database.config.dataDir, "warehouse", "snapshots");
const relations = async (asOf?: string) => ({
  snapshots: await warehouse.snapshotsAsOf("BOY", 2026, asOf),
  directory: (await warehouse.findDirectoryAsOf(2026, asOf))!,
  tables: {},
});

beforeAll(async () => {
  database = await testDatabase();
  warehouse = await openWarehouse({
    config: database.config,
    db: database.db,
    clock,
    dictionary: loadDictionary(database.config.profileDir!),
    directoryOf: async () => directory(),
  });
});
afterAll(async () => {
  warehouse?.close();
  await database?.close();
});

describe("the warehouse", () => {
  it("keeps certified records typed, without identifier and birth date, in one file named by its contents", async () => {
    await keep(certified(9, 1, rows));
    const [snapshot] = await warehouse.snapshotsAsOf("BOY", 2026);
    expect(snapshot).toMatchObject({ district: 9, version: 1, records: 3, dictionaryVersion: "v1" });
    expect(readdirSync(folder())).toContain(`${snapshot!.hash}.parquet`);
    const records = await warehouse.query("SELECT * FROM record ORDER BY grade", await relations());
    expect(records).toHaveLength(3);
    expect(records[0]).toMatchObject({
      grade: 1,
      entry_date: "2025-08-27",
      exit_date: null,
      race: 5,
      submitting_district: 9,
    });
    expect(Object.keys(records[0]!)).not.toContain("date_of_birth");
    expect(JSON.stringify(records)).not.toContain("100000000");
    expect(records[0]!.student).toMatch(/^[0-9a-f]{32}$/);
    expect(readFileSync(join(folder(), `${snapshot!.hash}.parquet`)).includes("1000000001")).toBe(false);
  });

  it("knows a student by the same pseudonym in every district and version, whatever the quoting", async () => {
    const student = async (district: number): Promise<unknown> =>
      warehouse.query(
        `SELECT student FROM record WHERE grade = 1 AND submitting_district = ${district}`,
        await relations(),
      );
    const before = await student(9);
    await keep(
      certified(
        9,
        2,
        rows.map((line) => line.replace("E1", '"E1"')),
      ),
    );
    await keep(certified(10, 1, rows.slice(0, 1)));
    expect(await student(9)).toEqual(before);
    expect(await student(10)).toEqual(before);
  });

  it("writes identical files for identical submissions", async () => {
    const hashes = async (version: number, lines: string[]): Promise<string> => {
      await database.owner.query("DELETE FROM warehouse.snapshot WHERE district = 14");
      await keep(certified(14, version, lines));
      return (await warehouse.snapshotsAsOf("BOY", 2026)).find(({ district }) => district === 14)!.hash;
    };
    const large = Array.from({ length: 20_000 }, (_, index) =>
      row(String(2_000_000_000 + index * 7), 1 + (index % 12)),
    );
    expect(await hashes(1, large)).toBe(await hashes(1, large.toReversed()));
    expect(await hashes(1, large)).not.toBe(await hashes(1, large.slice(1)));
  });

  it("answers as of a day with the version that held at its end, and with the directory of then", async () => {
    now = "2025-11-03T20:00:00Z";
    schoolName = "Alpha Elementary School";
    await keep(certified(9, 3, rows.slice(0, 2), { dictionaryVersion: "v2" }));
    const count = async (asOf?: string) =>
      (
        await warehouse.query(
          "SELECT count(*) AS n, min(s.name) AS name FROM record r JOIN school s ON s.number = r.school_nbr WHERE r.submitting_district = 9",
          await relations(asOf),
        )
      )[0];
    expect(await count("2025-11-02")).toEqual({ n: 3, name: "Alpha School" });
    expect(await count("2025-11-03")).toEqual({ n: 2, name: "Alpha Elementary School" });
    expect(await count()).toEqual({ n: 2, name: "Alpha Elementary School" });
    expect(await warehouse.snapshotsAsOf("BOY", 2026, "2025-10-09")).toEqual([]);
  });

  it("keeps nothing in the database when the certifying transaction fails", async () => {
    const failing = withTransaction(database.db, async (tx) => {
      await warehouse.writeSnapshot(tx, certified(77, 1, rows));
      throw new Error("no signature");
    });
    await expect(failing).rejects.toThrow("no signature");
    expect((await warehouse.snapshotsAsOf("BOY", 2026)).some(({ district }) => district === 77)).toBe(false);
  });

  it("refuses records that are not the ones certified", async () => {
    await expect(keep(certified(78, 1, rows, { recordCount: 4 }))).rejects.toMatchObject({
      code: "certified-data-unreadable",
    });
    const renamed = certified(78, 1, rows, {
      records: async function* () {
        yield Buffer.from("SASID,Shoe\n1,2\n");
      },
      recordCount: 1,
    });
    await expect(keep(renamed)).rejects.toThrow("Shoe");
  });

  it("reads nothing outside its folder and changes nothing", async () => {
    const here = await relations();
    for (const sql of ["SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM read_csv('/etc/passwd')"])
      await expect(warehouse.query(sql, here)).rejects.toThrow("disabled by configuration");
    const file = join(folder(), `${here.snapshots[0]!.hash}.parquet`);
    for (const sql of [
      "SET threads = 64",
      `COPY (SELECT 1) TO '${file}' (FORMAT parquet)`,
      "CREATE TABLE t (a integer)",
    ])
      await expect(warehouse.query(sql, here)).rejects.toThrow("only a SELECT");
  });

  it("stops a query that takes too long or is no longer wanted", async () => {
    const endless = "SELECT count(*) AS n FROM range(10000000) a, range(10000000) b";
    await expect(warehouse.query(endless, await relations(), { seconds: 0.2 })).rejects.toMatchObject({
      code: "query-too-slow",
    });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await expect(warehouse.query(endless, await relations(), { signal: stop.signal })).rejects.toThrow(/abort/i);
  });

  it("answers alike from one compacted file, and makes a damaged one again", async () => {
    for (let district = 100; district < 120; district++)
      await keep(certified(district, 1, [row(String(3_000_000_000 + district), 3)]));
    const here = await relations();
    const ask = () =>
      warehouse.query("SELECT count(*) AS n, sum(submitting_district) AS s, min(student) AS t FROM record", here);
    const cache = join(database.config.dataDir, "warehouse", "compacted");
    const direct = await ask();
    expect(readdirSync(cache)).toEqual([]);
    expect(await ask()).toEqual(direct);
    const [name] = readdirSync(cache);
    writeFileSync(join(cache, name!), "damaged");
    const reopened = await openWarehouse({
      config: database.config,
      db: database.db,
      clock,
      dictionary: loadDictionary(database.config.profileDir!),
      directoryOf: async () => directory(),
    });
    expect(
      await reopened.query("SELECT count(*) AS n, sum(submitting_district) AS s, min(student) AS t FROM record", here),
    ).toEqual(direct);
    reopened.close();
    expect(readdirSync(cache)).toEqual([]);
  });

  it("counts students who were found to be one as one, from that day on and until it is undone", async () => {
    const [one, other, third] = ["4000000001", "4000000002", "4000000003"];
    await keep(certified(200, 1, [row(one, 5), row(other, 5), row(third, 5)]));
    const succeed = (merge: string, number: string, by: string, since: string, undone = false) =>
      withTransaction(database.db, (tx) => warehouse.keepSuccession(tx, { merge, number, by, since, undone }));
    const [first, second] = [randomUUID(), randomUUID()];
    await succeed(first, one, other, "2025-11-10");
    await succeed(second, other, third, "2025-11-12");
    await succeed(second, other, third, "2025-11-14", true);
    const count = async (asOf: string): Promise<unknown> => {
      const successions = await warehouse.successionsAsOf(asOf);
      const sql =
        "SELECT count(*) AS rows, count(DISTINCT student) AS students FROM record WHERE submitting_district = 200";
      return [successions.length, ...(await warehouse.query(sql, { ...(await relations()), successions }))];
    };
    expect(await count("2025-11-09")).toEqual([0, { rows: 3, students: 3 }]);
    expect(await count("2025-11-10")).toEqual([1, { rows: 3, students: 2 }]);
    // Through the second to the third.
    expect(await count("2025-11-12")).toEqual([2, { rows: 3, students: 1 }]);
    expect(await count("2025-11-14")).toEqual([1, { rows: 3, students: 2 }]);
    await expect(database.db.query("DELETE FROM warehouse.succession")).rejects.toThrow("permission denied");
  });

  it("keeps sex and race of the registry beside a record, and finds none in snapshots of before there was a registry", async () => {
    await database.owner.query("INSERT INTO identity.number (number, imported) VALUES ('1000000001', true)");
    await database.owner.query(
      "INSERT INTO identity.unsettled (number, sex, race_ethnicity) VALUES ('1000000001', 'F', '5')",
    );
    await keep(certified(50, 1, rows));
    const bySex = async (district: number) => {
      const { snapshots, ...rest } = await relations();
      return warehouse.query(
        "SELECT registry_sex AS sex, registry_race AS race, count(*) AS n FROM record GROUP BY 1, 2 ORDER BY 1",
        {
          ...rest,
          snapshots: snapshots.filter((snapshot) => snapshot.district === district),
        },
      );
    };
    expect(await bySex(50)).toEqual([
      { sex: "F", race: "5", n: 1 },
      { sex: null, race: null, n: 2 },
    ]);

    const aside = join(folder(), "old.parquet");
    const old = await DuckDBInstance.create(":memory:");
    const connection = await old.connect();
    await connection.run(`COPY (SELECT 3 AS grade, 'a' AS student) TO '${aside}' (FORMAT parquet)`);
    connection.closeSync();
    old.closeSync();
    const hash = createHash("sha256").update(readFileSync(aside)).digest("hex");
    renameSync(aside, join(folder(), `${hash}.parquet`));
    await database.owner.query(
      `INSERT INTO warehouse.snapshot (collection, school_year, district, version, hash, records, data_hash,
         dictionary_version, submission_id, certified_at)
       SELECT collection, school_year, 51, 1, $1, 1, data_hash, dictionary_version, submission_id, certified_at
       FROM warehouse.snapshot WHERE district = 50`,
      [hash],
    );
    expect(await bySex(51)).toEqual([{ sex: null, race: null, n: 1 }]);
  });

  it("names a snapshot file that is missing or was changed", async () => {
    const here = await relations();
    const { hash } = here.snapshots.find(({ district }) => district === 9)!;
    const path = join(folder(), `${hash}.parquet`);
    const good = readFileSync(path);
    writeFileSync(path, Buffer.concat([good.subarray(0, 40), Buffer.from("x"), good.subarray(41)]));
    await expect(warehouse.query("SELECT 1 AS one", here)).rejects.toMatchObject({
      code: "snapshot-damaged",
      facts: { file: path },
    });
    rmSync(path);
    await expect(warehouse.query("SELECT 1 AS one", here)).rejects.toThrow(/district 9, version 3 is missing/);
    writeFileSync(path, good);
    expect(await warehouse.query("SELECT 1 AS one", here)).toEqual([{ one: 1 }]);
  });
});

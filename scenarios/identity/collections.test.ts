// Collections meet the registry: what a district that sends a wrong number is told, what it is not told, and how pupils are
// counted by what the registry alone knows of them. Names stay in the registry all the way.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "../../src/access/index.ts";
import { alder, type SmallState, smallState } from "../../src/collections/testing/small-state.ts";
import { loadDictionary } from "../../src/dictionary/index.ts";
import { profileDirectory } from "../../src/directory/index.ts";
import { applyCustody, createRegistry, loadRegistryProfile, type Registry } from "../../src/identity/index.ts";
import { madeFacts } from "../../src/identity/registry/testing/registry-world.ts";
import { fixedClock, resolveProfile } from "../../src/platform/index.ts";
import { openWarehouse, type Warehouse } from "../../src/warehouse/index.ts";

const year = 2026;
const clock = fixedClock("2025-10-06T14:00:00Z");

/** The profile with collections that meet its registry from that school year on; undefined: never. */
const profileWith = (checkedFrom: number | undefined): string => {
  const folder = join(mkdtempSync(join(tmpdir(), "rollbook-profile-")), "new-hampshire");
  cpSync(resolveProfile("new-hampshire"), folder, { recursive: true });
  const file = join(folder, "identity.yaml");
  const rest = readFileSync(file, "utf8").replace(/^checked_from:.*\n/m, "");
  writeFileSync(file, checkedFrom === undefined ? rest : `${rest}\nchecked_from: ${checkedFrom}\n`);
  return folder;
};

type World = SmallState & {
  warehouse: Warehouse;
  /** A number from the registry, for a pupil born on that day. */
  requested(last_name: string, sex: string, birth_date?: string): Promise<number>;
  registry: Registry;
  rulesBroken(): Promise<string[]>;
};

/** So that no two of the pupils are taken for one. */
const others = [
  ["Chidera", "Keene"],
  ["Bjorn", "Nashua"],
  ["Tendai", "Dover"],
  ["Luc", "Berlin"],
  ["Winifred", "Exeter"],
  ["Xiomara", "Concord"],
  ["Douglas", "Laconia"],
  ["Hephzibah", "Lebanon"],
] as const;

const folders: string[] = [];
const open = async (checkedFrom: number | undefined): Promise<World> => {
  const profileDir = profileWith(checkedFrom);
  folders.push(profileDir);
  let warehouse: Warehouse | undefined;
  const s = await smallState({
    profileDir,
    clock,
    onCertified: (tx, certified) => warehouse!.writeSnapshot(tx, certified),
  });
  const directoryOf = async (of: number) => ({ ...profileDirectory(profileDir, year)!, year: of });
  warehouse = await openWarehouse({ ...s, clock, dictionary: loadDictionary(profileDir), directoryOf });
  const profile = loadRegistryProfile(profileDir)!;
  await applyCustody(s.owner, profile);
  const places = async () => ({ year, saus: [], districts: [], schools: [], towns: [] });
  const registry = createRegistry({ db: s.db, clock, profile, dataDir: s.config.dataDir, places });
  let asked = 0;
  return {
    ...s,
    warehouse,
    registry,
    requested: async (last_name, sex, birth_date = "2017-03-15") => {
      const [first_name, town_of_birth] = others[asked % others.length]!;
      const facts = madeFacts({
        last_name,
        first_name,
        sex,
        birth_date,
        town_of_birth,
        middle_name: "",
        guardian_name: "",
      });
      const key = `key of question ${asked++}`;
      const answer = await registry.ask(s.clerk, { district: alder, localIdentifier: last_name, facts, key });
      if (answer.outcome !== "new") throw new Error(`${last_name} is not new: ${answer.reason}`);
      return Number(answer.number);
    },
    rulesBroken: async () =>
      (await s.collections.findings(s.clerk, s.key(s.clerk))).findings.map(({ ruleId }) => ruleId).sort(),
  };
};

const close = async (w: World | undefined) => {
  w?.warehouse.close();
  await w?.close();
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A number whose last digit is wrong. */
const mistyped = (number: number): number => (number % 10 === 9 ? number - 1 : number + 1);

describe("numbers in a district's file", () => {
  let w: World;
  let [right, other, merged, born]: number[] = [];
  let unknown: number;
  beforeAll(async () => {
    w = await open(year);
    right = await w.requested("Okonkwo", "F");
    other = await w.requested("Lindqvist", "M");
    merged = await w.requested("Abara", "F");
    born = await w.requested("Pelletier", "M", "2017-05-13");
    unknown = Number((await w.owner.query("SELECT number FROM identity.undealt LIMIT 1")).rows[0].number);
    await w.registry.merge(systemActor, String(merged), String(other), { reason: "Asked for twice." });
  });
  afterAll(() => close(w));

  const verify = () => w.collections.verify(w.clerk, { ...w.key(w.clerk), scope: "district" });
  const finding = async (ruleId: string) => {
    const { findings } = await w.collections.findings(w.clerk, { ...w.key(w.clerk), ruleId });
    expect(findings, ruleId).toHaveLength(1);
    return findings[0]!;
  };

  it("are questioned at the upload: a digit wrong, never given, given up for another, of a child born on another day", async () => {
    const sasids = [right, mistyped(right!), unknown, merged, born];
    const receipt = await w.upload(
      w.clerk,
      "fall.csv",
      sasids.map((sasid) => ({ sasid: sasid! })),
    );
    expect(receipt.submissionStatus).toBe("Batch Verified with Errors");
    expect(receipt.batch.findings).toMatchObject({ error: 4, confirm: 0 });
    expect(await finding("ENR-107")).toMatchObject({ row: 2, element: "SASID", value: String(mistyped(right!)) });
    expect(await finding("ENR-108")).toMatchObject({ row: 3, element: "SASID", value: String(unknown) });
    expect(await finding("ENR-109")).toMatchObject({ row: 4, element: "SASID", value: `${merged}, now ${other}` });
    expect(await finding("ENR-110")).toMatchObject({ row: 5, element: "DateOfBirth", value: "03/15/2017" });
  });

  it("are questioned without a word about the child: neither the registry's birth date nor a name leaves it", async () => {
    const { rows } = await w.owner.query("SELECT f::text AS row FROM collections.finding f");
    expect(rows).toHaveLength(4);
    for (const { row } of rows) {
      expect(row).not.toMatch(/2017-05-13|05\/13\/2017|Pelletier|Chidera|Keene/);
      expect(row).not.toMatch(/Okonkwo|Lindqvist|Abara/);
    }
  });

  it("are in order once they are corrected, in place and one by one", async () => {
    const batchId = (await w.collections.submission(w.clerk, w.key(w.clerk))).batches[0]!.id;
    const fix = (row: number, element: string, value: string) =>
      w.collections.fix(w.clerk, { batchId, row, element, value });
    await fix(4, "SASID", String(other));
    expect(await w.rulesBroken()).toEqual(["ENR-107", "ENR-108", "ENR-110"]);
    await fix(2, "SASID", String(await w.requested("Underwood", "F")));
    await fix(3, "SASID", String(await w.requested("Quintero", "F")));
    expect(await w.rulesBroken()).toEqual(["ENR-110"]);
  });

  it("are in order too when it is the registry that was wrong: the state corrects it, the district verifies again", async () => {
    await w.registry.correctFacts(systemActor, String(born), { birth_date: "2017-03-15" });
    await verify();
    expect(await w.rulesBroken()).not.toContain("ENR-110");
    expect((await w.collections.submission(w.clerk, w.key(w.clerk))).status).not.toMatch(/^Batch/);
  });

  it("are questioned again by the next verification when the registry learns more, which goes no further then", async () => {
    await w.registry.merge(systemActor, String(born), String(other), { reason: "Asked for twice." });
    expect(await w.rulesBroken()).not.toContain("ENR-109");
    const refused = { status: "Batch Verified with Errors", refused: ["fall.csv: 1 error is open"] };
    expect(await verify()).toMatchObject(refused);
    expect(await w.rulesBroken()).toContain("ENR-109");
    expect(await verify()).toMatchObject(refused);
  });
});

describe("a registry that collections do not meet", () => {
  it.each([
    ["because the profile names no year", undefined],
    ["because they begin to meet it later", year + 1],
  ])("questions no number and asks for no report, %s", async (_, checkedFrom) => {
    const w = await open(checkedFrom);
    await w.requested("Okonkwo", "F");
    const receipt = await w.upload(w.clerk, "fall.csv", [{ sasid: 1234567890 }]);
    expect(receipt.submissionStatus).toBe("Batch Verified");
    expect(w.collections.reviewReports("BOY", year).map(({ id }) => id)).not.toContain("BOY-04");
    await expect(w.collections.review(w.clerk, "BOY-04", w.key(w.clerk))).rejects.toMatchObject({ code: "not-found" });
    await close(w);
  });

  it("because it never gave a number, although the profile says from when: no number can be wrong yet", async () => {
    const w = await open(year);
    await w.upload(w.clerk, "fall.csv", [{ sasid: 1234567890 }]);
    expect(await w.rulesBroken()).toEqual([]);
    const { rows } = await w.collections.review(w.clerk, "BOY-04", w.key(w.clerk));
    expect(rows).toEqual([
      [20001, "Alder Elementary", "Unknown", 1],
      [20001, "Alder Elementary", "All", 1],
      [null, "District", "All", 1],
    ]);
    await close(w);
  });
});

describe("counts by gender", () => {
  let w: World;
  const [asian, white] = [2, 5];
  beforeAll(async () => {
    w = await open(year);
    const pupil = async (name: string, sex: string, more = {}) => ({ sasid: await w.requested(name, sex), ...more });
    const elementary = [
      await pupil("Okonkwo", "F", { Race: asian }),
      await pupil("Lindqvist", "M", { Race: asian }),
      await pupil("Abara", "F"),
      await pupil("Pelletier", "F"),
      await pupil("Underwood", "X"),
      // Not there on October 1, and not counted.
      await pupil("Quintero", "M", { ExitDate: "09/20/2025", ExitCode: "W4" }),
    ];
    const high = [await pupil("Fairbanks", "M"), await pupil("Ingersoll", "M")].map((one) => ({
      ...one,
      DateOfBirth: "03/15/2010",
      school: 20002,
      grade: 10,
    }));
    // A number of before Rollbook, of which the registry knows nothing but that it was given.
    const old = 1234567890;
    await w.owner.query("INSERT INTO identity.number (number, imported) VALUES ($1, true)", [old]);
    await w.owner.query("UPDATE identity.unsettled SET birth_date = '2010-03-15' WHERE number = ANY($1)", [
      high.map(({ sasid }) => String(sasid)),
    ]);
    await w.upload(w.clerk, "fall.csv", [...elementary, { sasid: old }, ...high]);
  });
  afterAll(() => close(w));

  const table = async (id: string) => (await w.collections.review(w.superintendent, id, w.key(w.clerk))).rows;

  it("take gender from the registry by number, and say where it knows none", async () => {
    expect(await table("BOY-04")).toEqual([
      [20001, "Alder Elementary", "Female", 3],
      [20001, "Alder Elementary", "Male", 1],
      [20001, "Alder Elementary", "Another gender", 1],
      [20001, "Alder Elementary", "Unknown", 1],
      [20001, "Alder Elementary", "All", 6],
      [20002, "Alder High", "Male", 2],
      [20002, "Alder High", "All", 2],
      [null, "District", "All", 8],
    ]);
  });

  it("cross it with the race that the district sent", async () => {
    const rows = await table("BOY-03");
    expect(rows).toEqual([
      [20001, "Alder Elementary", asian, "Asian", "Female", 1],
      [20001, "Alder Elementary", asian, "Asian", "Male", 1],
      [20001, "Alder Elementary", white, "White", "Female", 2],
      [20001, "Alder Elementary", white, "White", "Another gender", 1],
      [20001, "Alder Elementary", white, "White", "Unknown", 1],
      [20001, "Alder Elementary", null, "All", "All", 6],
      [20002, "Alder High", white, "White", "Male", 2],
      [20002, "Alder High", null, "All", "All", 2],
      [null, "District", null, "All", "All", 8],
    ]);
  });

  it("are confirmed before the superintendent certifies, and stand in the certified snapshot without number or name", async () => {
    const { reports } = await w.collections.readiness(w.superintendent, w.key(w.clerk));
    expect(reports.map(({ report }) => report.id)).toEqual(expect.arrayContaining(["BOY-03", "BOY-04"]));
    await w.certifyAll(w.superintendent);
    const snapshots = await w.warehouse.snapshotsAsOf("BOY", year);
    const directory = (await w.warehouse.findDirectoryAsOf(year))!;
    const counted = await w.warehouse.query(
      `SELECT school_nbr, registry_sex AS sex, registry_race AS race, count(*) AS n FROM record
       GROUP BY 1, 2, 3 ORDER BY 1, 2 NULLS LAST`,
      { snapshots, directory, tables: {} },
    );
    expect(counted).toEqual([
      { school_nbr: 20001, sex: "F", race: "5", n: 3 },
      { school_nbr: 20001, sex: "M", race: "5", n: 2 },
      { school_nbr: 20001, sex: "X", race: "5", n: 1 },
      { school_nbr: 20001, sex: null, race: null, n: 1 },
      { school_nbr: 20002, sex: "M", race: "5", n: 2 },
    ]);
    const all = await w.warehouse.query("SELECT * FROM record", { snapshots, directory, tables: {} });
    expect(JSON.stringify(all)).not.toMatch(/1234567890|Okonkwo|2017-03-15|2010-03-15/);
  });

  it("are the district's own: another one reads its own file's, not these", async () => {
    const rows = (await w.collections.review(w.birchClerk, "BOY-04", w.key(w.birchClerk))).rows;
    expect(rows).toEqual([[null, "District", "All", 0]]);
    await expect(w.collections.review(w.birchClerk, "BOY-04", w.key(w.clerk))).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

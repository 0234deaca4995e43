// A small state for tests: two districts, three schools, one checker of the real profile, a real database.
import { type Actor, actorFor, loadAccessPolicy } from "../../access/index.ts";
import { loadDictionary } from "../../dictionary/index.ts";
import type { Directory, School } from "../../directory/index.ts";
import { type Clock, fixedClock, openFileStore } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import type { CollectionsOptions } from "../context.ts";
import { type Collections, createCollections, prepareCollections } from "../index.ts";

export const year = 2026;
/** Alder has an elementary and a high school; Birch has one elementary school. */
export const alder = 101;
export const birch = 202;

const school = (number: number, name: string, district: number, grades: School["grades"]): School => ({
  number,
  name,
  district,
  sau: district === alder ? 10 : 20,
  kind: "public",
  level: grades.includes("9") ? "high" : "elementary",
  grades,
  opens: "2025-08-27",
  closes: "2026-06-19",
  activeFrom: "2000-07-01",
  halfDaysInSession: 360,
  required: true,
});

export const directory: Directory = {
  year,
  saus: [
    { number: 10, name: "SAU 10" },
    { number: 20, name: "SAU 20" },
  ],
  districts: [
    {
      number: alder,
      name: "Alder",
      sau: 10,
      kind: "public",
      towns: [11],
      contact: { name: "Ann Alder", email: "ann@alder.example", phone: "603-555-0101" },
    },
    {
      number: birch,
      name: "Birch",
      sau: 20,
      kind: "public",
      towns: [22],
      contact: { name: "Ben Birch", email: "ben@birch.example", phone: "603-555-0202" },
    },
  ],
  schools: [
    school(20001, "Alder Elementary", alder, ["KG", "1", "2", "3", "4", "5"]),
    school(20002, "Alder High", alder, ["9", "10", "11", "12"]),
    school(20003, "Birch Elementary", birch, ["KG", "1", "2", "3", "4", "5"]),
  ],
  towns: [
    { number: 11, name: "Alder", district: alder },
    { number: 22, name: "Birch", district: birch },
  ],
};

export type Pupil = { sasid: number | string; school?: number; grade?: number | string; [element: string]: unknown };

/** Age fits the grade; every value fits every rule unless `pupil` says otherwise. */
const clean = (pupil: Pupil, names: readonly string[]): Record<string, unknown> => {
  const at = directory.schools.find(({ number }) => number === (pupil.school ?? 20001)) as School;
  const grade = Number(pupil.grade ?? 3);
  return {
    SASID: pupil.sasid,
    DateOfBirth: `03/15/${2020 - (grade === 14 ? 0 : grade)}`,
    Race: 5,
    EnrollmentStatus: 1,
    SauNbr: at.sau,
    DistNbr: at.district,
    SchoolNbr: at.number,
    TownResponsible: at.district === alder ? 11 : 22,
    DistrictResponsible: at.district,
    Grade: pupil.grade ?? 3,
    EntryDate: "08/27/2025",
    EntryCode: "R1",
    HalfDaysInAttendance: 40,
    HalfDaysAbsent: 2,
    OriginalGradYear: grade >= 9 && grade <= 12 ? 2026 + 12 - grade : "",
    ...Object.fromEntries(Object.entries(pupil).filter(([name]) => names.includes(name))),
  };
};

export const source = async function* (text: string | Buffer, chunk = 1 << 16): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
};

export type SmallState = TestDatabase & {
  collections: Collections;
  clerk: Actor;
  superintendent: Actor;
  birchClerk: Actor;
  birchSuperintendent: Actor;
  state: Actor;
  file(pupils: readonly Pupil[]): string;
  upload(
    actor: Actor,
    fileName: string,
    pupils: readonly Pupil[],
    replaces?: string,
  ): ReturnType<Collections["submit"]>;
  key(actor: Actor): { collection: string; year: number; district: number };
  /** Verifies, confirms every report and certifies. */
  certifyAll(actor: Actor): ReturnType<Collections["certify"]>;
};

export const smallState = async (
  more: Partial<CollectionsOptions> & { clock?: Clock; years?: number[] } = {},
): Promise<SmallState> => {
  const base = await testDatabase();
  const profileDir = base.config.profileDir as string;
  const dictionary = loadDictionary(profileDir);
  for (const each of more.years ?? [year]) await prepareCollections(base.owner, dictionary, each);
  const collections = createCollections({
    db: base.db,
    files: await openFileStore(base.config.dataDir),
    dictionary,
    profileDir,
    clock: fixedClock("2025-10-06T14:00:00Z"),
    directoryOf: async (of) => ({ ...directory, year: of }),
    ...more,
  });
  const policy = loadAccessPolicy(profileDir);
  const person = (id: string, name: string, role: string, district?: number) =>
    actorFor(policy, { id, name, role, district });
  const names = dictionary.elements.filter(({ collection }) => collection === "BOY").map(({ name }) => name);
  const file = (pupils: readonly Pupil[]) =>
    pupils
      .map((pupil) => names.map((name) => clean(pupil, names)[name] ?? "").join(","))
      .join("\n")
      .concat("\n");
  const key = (actor: Actor) => ({ collection: "BOY", year, district: actor.district as number });
  return {
    ...base,
    collections,
    clerk: person("clerk-a", "Carla Clerk", "clerk", alder),
    superintendent: person("sup-a", "Sue Alder", "superintendent", alder),
    birchClerk: person("clerk-b", "Bob Clerk", "clerk", birch),
    birchSuperintendent: person("sup-b", "Sam Birch", "superintendent", birch),
    state: person("state", "Stella State", "state-manager"),
    file,
    key,
    upload: (actor, fileName, pupils, replaces) =>
      collections.submit(actor, { ...key(actor), fileName, source: source(file(pupils)), replaces }),
    certifyAll: async (actor) => {
      await collections.verify(actor, { ...key(actor), scope: "district" });
      await collections.attest(
        actor,
        key(actor),
        collections.reviewReports("BOY").map(({ id }) => id),
      );
      return collections.certify(actor, key(actor));
    },
  };
};

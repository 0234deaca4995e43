// A small state for tests: two districts, three schools, one checker of the real profile, a real database.
import { type Actor, applyPolicy, createAccess, loadAccessPolicy, systemActor } from "../../access/index.ts";
import { loadDictionary } from "../../dictionary/index.ts";
import { type Clock, fixedClock, openFileStore } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import type { CollectionsOptions } from "../context.ts";
import { type Collections, createCollections, prepareCollections } from "../index.ts";
import { alder, birch, boyFile, directory, type Pupil, source, year } from "./small-directory.ts";

export { alder, birch, source, year };

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
  const clock = more.clock ?? fixedClock("2025-10-06T14:00:00Z");
  const collections = createCollections({
    db: base.db,
    files: await openFileStore(base.config.dataDir),
    dictionary,
    profileDir,
    clock,
    directoryOf: async (of) => ({ ...directory, year: of }),
    ...more,
  });
  const policy = loadAccessPolicy(profileDir);
  await applyPolicy(base.owner, policy);
  const access = createAccess({ db: base.db, policy, clock });
  const person = async (name: string, role: string, district?: number): Promise<Actor> => {
    const email = `${name.toLowerCase().replace(" ", ".")}@example.org`;
    const { id } = await access.createAccount(systemActor, { name, email, role, district, validFrom: "2020-07-01" });
    return access.getActor(id);
  };
  const names = dictionary.elements.filter(({ collection }) => collection === "BOY").map(({ name }) => name);
  const file = (pupils: readonly Pupil[]) => boyFile(names, pupils);
  const key = (actor: Actor) => ({ collection: "BOY", year, district: actor.district as number });
  return {
    ...base,
    collections,
    clerk: await person("Carla Clerk", "clerk", alder),
    superintendent: await person("Sue Alder", "superintendent", alder),
    birchClerk: await person("Bob Clerk", "clerk", birch),
    birchSuperintendent: await person("Sam Birch", "superintendent", birch),
    state: await person("Stella State", "state-manager"),
    file,
    key,
    upload: (actor, fileName, pupils, replaces) =>
      collections.submit(actor, { ...key(actor), fileName, source: source(file(pupils)), replaces }),
    certifyAll: async (actor) => {
      await collections.verify(actor, { ...key(actor), scope: "district" });
      await collections.attest(
        actor,
        key(actor),
        collections.reviewReports("BOY", year).map(({ id }) => id),
      );
      return collections.certify(actor, key(actor));
    },
  };
};

// A registry over a database of its own, with people of two districts and of the state who use it. Tests only.
import { randomBytes } from "node:crypto";
import { type AccessPolicy, type Actor, actorFor, loadAccessPolicy, systemActor } from "../../../access/index.ts";
import { fixedClock, resolveProfile } from "../../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../../platform/testing/test-database.ts";
import { applyCustody } from "../apply-custody.ts";
import { type RegistryDeps, registryDeps } from "../create-registry.ts";
import { type StudentFacts, studentFacts } from "../facts.ts";
import { type Custody, loadRegistryProfile, type RegistryProfile } from "../registry-profile.ts";

export type RegistryWorld = TestDatabase & {
  deps: RegistryDeps;
  policy: AccessPolicy;
  /** A registrar of a district; of the state's people, the operator. */
  registrar(district: number): Actor;
  operator: Actor;
  key(): string;
};

/** `custody` in place of the profile's own. */
export const registryWorld = async (profileName = "missouri", custody?: Custody): Promise<RegistryWorld> => {
  const database = await testDatabase(profileName);
  const dir = resolveProfile(profileName);
  const own = loadRegistryProfile(dir);
  if (!own) throw new Error(`the profile ${profileName} has no registry`);
  const profile: RegistryProfile = { ...own, custody: custody ?? own.custody };
  await applyCustody(database.owner, profile);
  const policy = loadAccessPolicy(dir);
  const year = 2026;
  const deps = registryDeps({
    db: database.db,
    clock: fixedClock("2025-10-06T16:00:00Z"),
    profile,
    dataDir: database.config.dataDir,
    places: async () => ({ year, saus: [], districts: [], schools: [], towns: [] }),
  });
  const asking = Object.entries(policy.roles).find(([, { actions }]) =>
    (["identifier.request", "identifier.find", "identifier.decide"] as const).every((action) =>
      actions.includes(action),
    ),
  );
  if (!asking) throw new Error(`no role of ${profileName} asks for identifiers`);
  const registrar = (district: number): Actor =>
    actorFor(policy, {
      account: `registrar-${district}`,
      name: `Registrar of ${district}`,
      role: asking[0],
      district,
    });
  return { ...database, deps, policy, registrar, operator: systemActor, key: () => randomBytes(16).toString("hex") };
};

/** Facts of a child that nobody else has, with changes. */
export const madeFacts = (changes: Partial<StudentFacts> = {}): StudentFacts =>
  studentFacts.parse({
    last_name: "Tremblay-Roy",
    first_name: "Elizabeth",
    middle_name: "Marie",
    birth_date: "2012-03-07",
    sex: "F",
    race_ethnicity: "5",
    town_of_birth: "Keene",
    guardian_name: "Lucie Tremblay",
    ...changes,
  });

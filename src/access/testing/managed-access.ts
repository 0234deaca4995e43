// Access over a test's database, with a role that manages the accounts of one district and a directory of three districts.
import { fixedClock, resolveProfile } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import type { Places } from "../accounts/places.ts";
import { type Access, createAccess } from "../create-access.ts";
import { type Actor, systemActor } from "../policy/actor.ts";
import { type AccessPolicy, loadAccessPolicy } from "../policy/policy.ts";

/** Monday, 6 October 2025, 08:00 in New York. */
export const testDay = "2025-10-06";

const places: Places = {
  year: 2026,
  districts: [
    { number: 17, name: "Amherst" },
    { number: 19, name: "Andover" },
    { number: 23, name: "Ashland" },
  ],
  schools: [
    { number: 21745, name: "Amherst Middle School", district: 17 },
    { number: 22130, name: "Andover Elementary School", district: 19 },
  ],
};

/** Roles of the test: `coordinator` gives `clerk` and `school-clerk` (held for schools) in the own district. */
const withCoordinator = (policy: AccessPolicy): AccessPolicy => {
  const { clerk, ...others } = policy.roles;
  const given = { ...clerk!, given_by: ["coordinator"], needs: [] };
  const coordinator = {
    ...{
      ...given,
      title: "Coordinator",
      positions: ["Coordinator"],
      given_by: [],
      rows: "none" as const,
      fields: undefined,
    },
    actions: ["account.manage-district" as const],
  };
  const schoolClerk = { ...given, title: "School clerk", rows: "school" as const };
  return { ...policy, roles: { ...others, clerk: given, coordinator, "school-clerk": schoolClerk } };
};

export type ManagedAccess = {
  t: TestDatabase;
  access: Access;
  manager: Actor;
  coordinator: Actor;
  at(iso: string): Access;
};

export const managedAccess = async (): Promise<ManagedAccess> => {
  const t = await testDatabase();
  const policy = withCoordinator(loadAccessPolicy(resolveProfile("new-hampshire")));
  const at = (iso: string) => createAccess({ db: t.db, policy, clock: fixedClock(iso), places: async () => places });
  const access = at(`${testDay}T12:00:00Z`);
  const people = [
    { name: "Mona Manager", email: "mona@state.example", role: "state-manager" },
    { name: "Cora Coordinator", email: "cora@amherst.example", role: "coordinator", district: 17 },
  ];
  for (const person of people) await access.createAccount(systemActor, person);
  return {
    ...{ t, access, at },
    manager: await access.getActor("mona@state.example"),
    coordinator: await access.getActor("cora@amherst.example"),
  };
};

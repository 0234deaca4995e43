// A fresh database under one profile's policy, with its dated grants and people to give them to. Its clock can be set.
import { type Clock, openFileStore, resolveProfile, withTransaction } from "../../../platform/index.ts";
import { testDatabase } from "../../../platform/testing/test-database.ts";
import type { NewAssignment } from "../../accounts/model.ts";
import { type Access, createAccess } from "../../create-access.ts";
import { applyPolicy } from "../../enforcement/apply-policy.ts";
import { keepAs } from "../../enforcement/read-as.ts";
import { type Actor, systemActor } from "../../policy/actor.ts";
import { loadAccessPolicy } from "../../policy/policy.ts";
import { createDatedGrants, type DatedGrants } from "../create-dated-grants.ts";
import { loadGrantKinds } from "../kinds.ts";

export const openGrantWorld = async (profile: string, at: string, timeZone?: string) => {
  const t = await testDatabase(profile);
  const policy = loadAccessPolicy(resolveProfile(profile));
  await applyPolicy(t.owner, policy);
  let now = new Date(at);
  const clock: Clock = { now: () => now, timeZone };
  const access: Access = createAccess({ db: t.db, policy, clock });
  const files = await openFileStore(t.config.dataDir);
  const kinds = loadGrantKinds(resolveProfile(profile), policy);
  const grants: DatedGrants = createDatedGrants({ db: t.db, policy, clock, kinds, files, jurisdiction: "Test State" });
  return {
    ...{ db: t.db, owner: t.owner, policy, clock, access, grants, files, close: () => t.close() },
    setNow: (iso: string) => {
      now = new Date(iso);
    },
    /** Makes the account; `actor()` later gives what it is at that moment. */
    async person(name: string, role: string, district?: number, more: Partial<NewAssignment> = {}) {
      const email = `${name.toLowerCase().replace(/\W+/g, ".")}@example.org`;
      const { id } = await access.createAccount(systemActor, { name, email, role, district, ...more });
      const actor = (as = role): Promise<Actor> => access.getActor(id, as);
      return { id, name, email, actor };
    },
    /** Students of a district, by state identifier and last name. */
    async students(district: number, rows: [identifier: string, last: string][]) {
      await withTransaction(t.db, (tx) =>
        keepAs(tx, async () => {
          for (const [identifier, last] of rows)
            await tx.query(
              "INSERT INTO students.student (state_identifier, first_name, last_name, birth_date, current_district) VALUES ($1, 'Kim', $2, '2012-05-05', $3)",
              [identifier, last, district],
            );
        }),
      );
    },
  };
};

export type GrantWorld = Awaited<ReturnType<typeof openGrantWorld>>;

/** The code of the problem that it was refused with, or "done". */
export const codeOf = (promise: Promise<unknown>): Promise<string | undefined> =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );

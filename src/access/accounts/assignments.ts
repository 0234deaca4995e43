// Giving and ending assignments. Each takes effect at the person's next statement, and is audited in its own transaction.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import { type AccountDeps, organizationOf } from "./deps.ts";
import type { Account, NewAssignment } from "./model.ts";
import { assertPlaces, noPlaces } from "./places.ts";
import { assertAnother, isWithin, managedPart, mayGive } from "./rights.ts";
import * as store from "./store.ts";

/** Throws `role-unknown`, `account-district`, `account-schools`, `account-dates`, `district-unknown` and `school-unknown`. */
export const checkAssignment = async (deps: AccountDeps, given: NewAssignment): Promise<void> => {
  const { policy, clock } = deps;
  const role = findRole(policy, given.role);
  if (!role) throw new Problem("role-unknown", { role: given.role, roles: Object.keys(policy.roles).join(", ") });
  if (role.reach !== "none" && (role.reach === "district") !== (given.district !== undefined)) {
    const reach = role.reach === "district" ? "one district" : "every district of the state";
    throw new Problem("account-district", { role: given.role, reach });
  }
  if (role.rows === "school" && (given.schools ?? []).length === 0)
    throw new Problem("account-schools", { role: given.role });
  const from = given.validFrom ?? dayOf(clock);
  if (given.validTo !== undefined && given.validTo < from)
    throw new Problem("account-dates", { from, to: given.validTo });
  assertPlaces((await deps.places?.()) ?? noPlaces, given);
};

/** Inside the caller's transaction; rights and words were checked before. */
export const giveAssignment = async (deps: AccountDeps, tx: Tx, by: Actor, account: string, given: NewAssignment) => {
  const from = given.validFrom ?? dayOf(deps.clock);
  const added = { account: by.account, now: deps.clock.now() };
  const id = await store.insertAssignment(tx, account, { ...given, validFrom: from }, added);
  await recordEvent(tx, {
    actor: by.account,
    action: "assignment.given",
    subject: account,
    organization: organizationOf(given.district),
    details: { role: given.role, schools: given.schools ?? [], from, to: given.validTo ?? null, assignment: id },
  });
  return id;
};

/** To an account that the giver can see; any other one answers `not-found`. */
export const addAssignment = async (
  deps: AccountDeps,
  by: Actor,
  key: string,
  given: NewAssignment,
): Promise<Account> => {
  mayGive(deps.policy, by, given);
  await checkAssignment(deps, given);
  return withTransaction(deps.db, async (tx) => {
    const account = await store.selectAccount(tx, key, dayOf(deps.clock));
    const part = managedPart(deps.policy, by);
    if (!account) throw part.roles ? new Problem("not-found") : new Problem("account-unknown", { account: key });
    if (
      part.roles &&
      !(await store.selectAssignments(tx, account.id, dayOf(deps.clock))).some((held) => isWithin(part, held))
    )
      throw new Problem("not-found");
    assertAnother(by, account.id);
    await giveAssignment(deps, tx, by, account.id, given);
    return (await store.selectAccount(tx, account.id, dayOf(deps.clock)))!;
  });
};

/**
 * Ends it at once, so that the next statement of the person finds nothing, or with `lastDay` (today or later). Ending
 * an ended one, or one of another district, answers `not-found`.
 */
export const endAssignment = (deps: AccountDeps, by: Actor, id: string, lastDay?: string): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    const assignment = /^[0-9a-f-]{36}$/.test(id) ? await store.lockAssignment(tx, id) : undefined;
    const part = managedPart(deps.policy, by);
    if (!assignment || !isWithin(part, assignment)) throw new Problem("not-found");
    assertAnother(by, assignment.account);
    await endLocked(deps, tx, by, { id, ...assignment }, lastDay);
  });

type Locked = { id: string; account: string; role: string; district?: number; from: string };

/** `lastDay` null takes a last day away again. */
export const endLocked = async (deps: AccountDeps, tx: Tx, by: Actor, held: Locked, lastDay?: string | null) => {
  const today = dayOf(deps.clock);
  if (typeof lastDay === "string" && (lastDay < today || lastDay < held.from))
    throw new Problem("account-dates", { from: held.from > today ? held.from : today, to: lastDay });
  if (lastDay === undefined) await store.endAssignment(tx, held.id, by.account, deps.clock.now());
  else await store.setLastDay(tx, held.id, lastDay);
  await recordEvent(tx, {
    actor: by.account,
    action: lastDay === undefined ? "assignment.ended" : "assignment.last-day-set",
    subject: held.account,
    organization: organizationOf(held.district),
    details: { role: held.role, assignment: held.id, ...(lastDay === undefined ? {} : { to: lastDay }) },
  });
};

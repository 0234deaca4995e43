// What a person holds and lacks, and for who gives grants: who lacks what, and what ends soon. Dates are compared with
// today whenever it is read: nothing has to run at midnight.
import { dayOf, Problem, withTransaction } from "../../platform/index.ts";
import { missingNeeds } from "../accounts/standing.ts";
import { selectAccount, selectAccounts, selectAssignments } from "../accounts/store.ts";
import { type Actor, can } from "../policy/actor.ts";
import { type GrantDeps, givenBy, isReached, noteView } from "./deps.ts";
import type { GrantKind } from "./kinds.ts";
import type { DatedGrant, Lack, Person } from "./model.ts";
import { addDays, renewalDays } from "./period.ts";
import { selectGrants } from "./store.ts";

export type OwnStanding = { held: DatedGrant[]; past: DatedGrant[]; lacking: Lack[] };

type Holder = { id: string; name: string; assignments: { id: string; role: string }[] };

const lacksOf = (deps: GrantDeps, { id, name, assignments }: Holder, held: DatedGrant[], day: string): Lack[] => {
  const today = held
    .filter((grant) => grant.account === id && !grant.ended && grant.validFrom <= day && grant.validTo >= day)
    .map(({ kind, role, assignment }) => ({ kind, role: role ?? null, assignment: assignment ?? null }));
  const lacks = assignments.flatMap((assignment) =>
    missingNeeds(deps.policy, assignment, today).map((kind) => ({
      ...{ account: id, name, role: assignment.role, kind, toGet: deps.kinds.get(kind)?.to_get ?? "" },
    })),
  );
  return lacks.filter((one, at) => lacks.findIndex(({ role, kind }) => role === one.role && kind === one.kind) === at);
};

/** Everything of the own account; nobody needs a right to know what the own account holds. */
export const ownStanding = async (deps: GrantDeps, actor: Actor): Promise<OwnStanding> => {
  const day = dayOf(deps.clock);
  const account = await selectAccount(deps.db, actor.account, day);
  if (!account) return { held: [], past: [], lacking: [] };
  const grants = await selectGrants(deps.db, { accounts: [account.id] });
  const live = (grant: DatedGrant) => !grant.ended && grant.validTo >= day;
  return {
    held: grants.filter(live),
    past: grants.filter((grant) => !live(grant)),
    lacking: lacksOf(deps, account, grants, day),
  };
};

export type Overview = {
  lacking: Lack[];
  /** Live grants whose last day is within the renewal days, soonest first. */
  ending: DatedGrant[];
  /** What this person may give. */
  kinds: GrantKind[];
};

/** Who may look after others: who gives some kind, and who manages accounts. */
export const looksAfter = (deps: GrantDeps, by: Actor): boolean =>
  givenBy(deps, by, "memo", "record", "designate", "apply").length > 0 ||
  can(by, "account.manage") ||
  can(by, "account.manage-district");

/** Of everybody within reach. Throws `denied` for who looks after nobody. */
export const overview = async (deps: GrantDeps, by: Actor): Promise<Overview> => {
  if (!looksAfter(deps, by)) throw new Problem("denied", { name: by.name, action: "grant.view" });
  const day = dayOf(deps.clock);
  const reached = (await selectAccounts(deps.db, day)).flatMap((account) => {
    const assignments = account.assignments.filter((one) => isReached(by, [one]));
    return assignments.length > 0 ? [{ ...account, assignments }] : [];
  });
  const grants = await selectGrants(deps.db, { accounts: reached.map(({ id }) => id), liveOn: day });
  const soon = addDays(day, renewalDays);
  await withTransaction(deps.db, (tx) => noteView(tx, by, "grant.list", { found: reached.length }));
  return {
    lacking: reached.flatMap((account) => lacksOf(deps, account, grants, day)),
    ending: grants.filter(({ validTo }) => validTo <= soon).sort((a, b) => (a.validTo < b.validTo ? -1 : 1)),
    kinds: givenBy(deps, by, "memo", "record", "designate", "apply"),
  };
};

export type PersonGrants = { person: Person; grants: DatedGrant[]; lacking: Lack[] };

/** One person within reach; else `not-found`. */
export const personGrants = (deps: GrantDeps, by: Actor, key: string): Promise<PersonGrants> =>
  withTransaction(deps.db, async (tx) => {
    if (!looksAfter(deps, by)) throw new Problem("denied", { name: by.name, action: "grant.view" });
    const day = dayOf(deps.clock);
    const account = await selectAccount(tx, key, day);
    if (!account) throw new Problem("not-found");
    const live = (await selectAssignments(tx, account.id, day)).filter((one) => one.live);
    if (!isReached(by, live)) throw new Problem("not-found");
    const grants = await selectGrants(tx, { accounts: [account.id] });
    const assignments = account.assignments.filter((one) => isReached(by, [one]));
    const { id, name, email } = account;
    await noteView(tx, by, "grant.view", { subject: id, found: grants.length });
    return {
      person: { account: id, name, email },
      grants,
      lacking: lacksOf(deps, { id, name, assignments }, grants, day),
    };
  });

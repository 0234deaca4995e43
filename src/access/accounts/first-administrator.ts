// The first person who manages accounts, made with the installation: everybody else is made by somebody who signed in.
import { dayOf, Problem, withTransaction } from "../../platform/index.ts";
import { systemActor } from "../policy/actor.ts";
import type { AccessPolicy } from "../policy/policy.ts";
import type { AccountDeps } from "./deps.ts";
import { checkNewAccount, makeAccount } from "./manage-accounts.ts";
import type { Account } from "./model.ts";
import * as store from "./store.ts";

export type FirstAdministrator = {
  name: string;
  email: string;
  role?: string | undefined;
  district?: number | undefined;
};

const managingRoles = (policy: AccessPolicy): string[] =>
  Object.entries(policy.roles).flatMap(([id, { actions }]) => (actions.includes("account.manage") ? [id] : []));

/** The role meant: the named one, or the only one that manages all accounts. Throws `administrator-role-unclear`. */
const administratorRole = (policy: AccessPolicy, named: string | undefined): string => {
  const roles = managingRoles(policy);
  const [only] = named === undefined && roles.length === 1 ? roles : roles.filter((role) => role === named);
  if (only === undefined) throw new Problem("administrator-role-unclear", { roles: roles.join(", ") || "none" });
  return only;
};

/**
 * Once: asked again for the same person it finds the account and makes nothing (`made` is false). Where somebody else
 * manages accounts already it throws `administrator-exists`. Two that start at once wait for each other.
 */
export const makeFirstAdministrator = async (
  deps: AccountDeps,
  given: FirstAdministrator,
): Promise<{ account: Account; made: boolean }> => {
  const { policy, clock, db } = deps;
  const role = administratorRole(policy, given.role);
  const account = { ...given, role };
  await checkNewAccount(deps, systemActor, account);
  return withTransaction(db, async (tx) => {
    await store.lockAccounts(tx);
    const there = await store.selectHolders(tx, managingRoles(policy), dayOf(clock));
    const same = there.find(({ email }) => email === given.email.trim().toLowerCase());
    if (same) return { account: same, made: false };
    if (there.length > 0)
      throw new Problem("administrator-exists", { names: there.map(({ name }) => name).join(", ") });
    const { id } = await makeAccount(deps, tx, systemActor, account);
    return { account: (await store.selectAccount(tx, id, dayOf(clock)))!, made: true };
  });
};

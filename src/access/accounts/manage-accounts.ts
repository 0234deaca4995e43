// Making accounts, giving and ending assignments. Each is audited in its own transaction, and takes effect at the next statement.
import { recordEvent } from "../../audit/index.ts";
import { type Clock, type Db, dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { type Actor, can } from "../policy/actor.ts";
import { type AccessPolicy, findRole } from "../policy/policy.ts";
import type { Account, NewAccount, NewAssignment } from "./model.ts";
import * as store from "./store.ts";

export type AccountDeps = { db: Db; policy: AccessPolicy; clock: Clock };

export const organizationOf = (district: number | undefined): string =>
  district === undefined ? "state" : `district:${district}`;

/** Who manages all accounts may give any role; who manages a district's may give the roles that name theirs, there. */
const mayGive = (policy: AccessPolicy, by: Actor, given: { role: string; district?: number | undefined }): void => {
  if (can(by, "account.manage")) return;
  if (!by.grants.actions.has("account.manage-district"))
    throw new Problem("denied", { name: by.name, action: "account.manage" });
  if (given.district === undefined || !can(by, "account.manage-district", { district: given.district }))
    throw new Problem("not-found", {});
  if (!findRole(policy, given.role)?.given_by.includes(by.role))
    throw new Problem("denied", { name: by.name, action: `give the role ${given.role}` });
};

const checkAssignment = (policy: AccessPolicy, given: NewAssignment): void => {
  const role = findRole(policy, given.role);
  if (!role) throw new Problem("role-unknown", { role: given.role, roles: Object.keys(policy.roles).join(", ") });
  if (role.reach !== "none" && (role.reach === "district") !== (given.district !== undefined)) {
    const reach = role.reach === "district" ? "one district" : "every district of the state";
    throw new Problem("account-district", { role: given.role, reach });
  }
  if (role.rows === "school" && (given.schools ?? []).length === 0)
    throw new Problem("account-schools", { role: given.role });
};

const giveAssignment = async (deps: AccountDeps, tx: Tx, by: Actor, account: string, given: NewAssignment) => {
  const from = given.validFrom ?? dayOf(deps.clock);
  const id = await store.insertAssignment(
    tx,
    account,
    { ...given, validFrom: from },
    { account: by.account, now: deps.clock.now() },
  );
  await recordEvent(tx, {
    actor: by.account,
    action: "assignment.given",
    subject: account,
    organization: organizationOf(given.district),
    details: { role: given.role, schools: given.schools ?? [], from, to: given.validTo ?? null, assignment: id },
  });
};

const getAccount = async (deps: AccountDeps, tx: Tx, key: string): Promise<Account> => {
  const account = await store.selectAccount(tx, key, dayOf(deps.clock));
  if (!account) throw new Problem("account-unknown", { account: key });
  return account;
};

/** Throws `role-unknown`, `account-district`, `account-schools` and `account-exists`. */
export const createAccount = async (deps: AccountDeps, by: Actor, account: NewAccount): Promise<Account> => {
  mayGive(deps.policy, by, account);
  checkAssignment(deps.policy, account);
  return withTransaction(deps.db, async (tx) => {
    const id = await store.insertAccount(tx, account, deps.clock.now());
    if (!id) throw new Problem("account-exists", { email: account.email });
    const organization = organizationOf(account.district);
    await recordEvent(tx, { actor: by.account, action: "account.created", subject: id, organization });
    await giveAssignment(deps, tx, by, id, account);
    return getAccount(deps, tx, id);
  });
};

export const addAssignment = async (
  deps: AccountDeps,
  by: Actor,
  key: string,
  given: NewAssignment,
): Promise<Account> => {
  mayGive(deps.policy, by, given);
  checkAssignment(deps.policy, given);
  return withTransaction(deps.db, async (tx) => {
    const { id } = await getAccount(deps, tx, key);
    await giveAssignment(deps, tx, by, id, given);
    return getAccount(deps, tx, id);
  });
};

/** Ends it at once: the next statement of the person finds nothing. Ending an ended one answers `not-found`. */
export const endAssignment = (deps: AccountDeps, by: Actor, id: string): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    const assignment = /^[0-9a-f-]{36}$/.test(id) ? await store.lockAssignment(tx, id) : undefined;
    if (!assignment) throw new Problem("not-found", {});
    mayGive(deps.policy, by, assignment);
    await store.endAssignment(tx, id, by.account, deps.clock.now());
    await recordEvent(tx, {
      actor: by.account,
      action: "assignment.ended",
      subject: assignment.account,
      organization: organizationOf(assignment.district),
      details: { role: assignment.role, assignment: id },
    });
  });

/** Closes or opens a whole account: sessions end with it. Only for who manages all accounts. */
export const setDisabled = (deps: AccountDeps, by: Actor, id: string, disabled: boolean): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    if (!can(by, "account.manage")) throw new Problem("denied", { name: by.name, action: "account.manage" });
    if (!(await store.setDisabled(tx, id, disabled ? deps.clock.now() : null))) throw new Problem("not-found", {});
    const action = disabled ? "account.disabled" : "account.enabled";
    await recordEvent(tx, { actor: by.account, action, subject: id });
  });

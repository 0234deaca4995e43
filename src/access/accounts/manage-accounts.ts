// Making, renaming, closing and opening accounts. Each is audited in its own transaction.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { type Actor, can } from "../policy/actor.ts";
import { checkAssignment, giveAssignment } from "./assignments.ts";
import { type AccountDeps, organizationOf } from "./deps.ts";
import type { Account, NewAccount } from "./model.ts";
import { assertOnePerson } from "./one-person.ts";
import { assertAnother, isWithin, managedPart, mayGive } from "./rights.ts";
import type { HeldAssignment } from "./store.ts";
import * as store from "./store.ts";

export { type AccountDeps, organizationOf } from "./deps.ts";

/** Throws `account-shared`, `account-exists` and what `checkAssignment` throws. */
export const createAccount = async (deps: AccountDeps, by: Actor, account: NewAccount): Promise<Account> => {
  await checkNewAccount(deps, by, account);
  return withTransaction(deps.db, async (tx) => {
    const { id } = await makeAccount(deps, tx, by, account);
    return (await store.selectAccount(tx, id, dayOf(deps.clock)))!;
  });
};

export const checkNewAccount = async (deps: AccountDeps, by: Actor, account: NewAccount): Promise<void> => {
  mayGive(deps.policy, by, account);
  await checkAssignment(deps, account);
  assertOnePerson(account);
};

/** Inside the caller's transaction, after `checkNewAccount`. */
export const makeAccount = async (deps: AccountDeps, tx: Tx, by: Actor, account: NewAccount) => {
  const name = account.name.trim().replace(/\s+/g, " ");
  const id = await store.insertAccount(tx, { name, email: account.email.trim() }, deps.clock.now());
  if (!id) throw new Problem("account-exists", { email: account.email });
  const organization = organizationOf(account.district);
  const details = account.singleName ? { singleName: true } : {};
  await recordEvent(tx, { actor: by.account, action: "account.created", subject: id, organization, details });
  return { id, assignment: await giveAssignment(deps, tx, by, id, account) };
};

/**
 * Whether all that an account is assigned is this person's to give: else a new link or name would reach rights that
 * the person may not give. Throws `not-found` where nothing of it is, `account-beyond` where only a part is.
 */
export const assertTends = async (deps: AccountDeps, tx: Tx, by: Actor, account: string): Promise<void> => {
  const part = managedPart(deps.policy, by);
  if (!part.roles) return;
  const held = await store.selectAssignments(tx, account, dayOf(deps.clock));
  if (!held.some((one) => isWithin(part, one))) throw new Problem("not-found");
  // What was another district's may be so again: whoever then holds the password holds it there too.
  const isOurs = (one: HeldAssignment) => !one.live && part.district !== undefined && one.district === part.district;
  if (!held.every((one) => isWithin(part, one) || isOurs(one))) throw new Problem("account-beyond");
};

export const renameAccount = (
  deps: AccountDeps,
  by: Actor,
  id: string,
  name: { name: string; singleName?: boolean | undefined },
): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    const account = await store.selectAccount(tx, id, dayOf(deps.clock));
    if (account?.id !== id) throw new Problem("not-found");
    await assertTends(deps, tx, by, id);
    assertOnePerson({ ...name, email: account.email });
    await setName(tx, by, id, { from: account.name, to: name.name.trim().replace(/\s+/g, " ") });
  });

export const setName = async (tx: Tx, by: Actor, id: string, name: { from: string; to: string }): Promise<void> => {
  if (name.from === name.to) return;
  await store.setName(tx, id, name.to);
  await recordEvent(tx, { actor: by.account, action: "account.renamed", subject: id, details: name });
};

/** Closes or opens a whole account: sessions end with it. Only for who manages all accounts. */
export const setDisabled = (deps: AccountDeps, by: Actor, id: string, disabled: boolean): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    if (!can(by, "account.manage")) throw new Problem("denied", { name: by.name, action: "account.manage" });
    assertAnother(by, id);
    if (!(await store.setDisabled(tx, id, disabled ? deps.clock.now() : null))) throw new Problem("not-found");
    const action = disabled ? "account.disabled" : "account.enabled";
    await recordEvent(tx, { actor: by.account, action, subject: id });
  });

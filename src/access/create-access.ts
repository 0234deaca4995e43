// The verbs of access over one database, put together. Every change is audited in its own transaction.
import { dayOf, Problem } from "../platform/index.ts";
import { type Accounts, createAccounts } from "./accounts/accounts.ts";
import { addAssignment, endAssignment } from "./accounts/assignments.ts";
import type { AccountDeps } from "./accounts/deps.ts";
import { createAccount, setDisabled } from "./accounts/manage-accounts.ts";
import type { Account, NewAccount, NewAssignment } from "./accounts/model.ts";
import { actingAs, chooseAssignment } from "./accounts/standing.ts";
import { selectAccount, selectAccounts, selectHeld } from "./accounts/store.ts";
import { createLoginRequests, type LoginRequests } from "./login-requests/login-requests.ts";
import type { Actor } from "./policy/actor.ts";
import type { AccessPolicy } from "./policy/policy.ts";
import { createEntrance, type Entrance } from "./sign-in/create-entrance.ts";
import { type SignInSettings, usualSettings } from "./sign-in/deps.ts";
import { createSignInLink, type SignInLink, signInByLink } from "./sign-in/links.ts";
import { findSession, type Session, signOut, switchAssignment } from "./sign-in/sessions.ts";
import { selectLinkAccount } from "./sign-in/store.ts";
import { hashToken } from "./sign-in/token.ts";

export type Access = {
  readonly policy: AccessPolicy;
  /** Lists, files and rights of accounts, for the screens and commands that manage them. */
  readonly accounts: Accounts;
  /** Asking for an account, and the district administrator's signature. */
  readonly loginRequests: LoginRequests;
  createAccount(by: Actor, account: NewAccount): Promise<Account>;
  addAssignment(by: Actor, account: string, given: NewAssignment): Promise<Account>;
  /** At once, or with a last day. */
  endAssignment(by: Actor, assignment: string, lastDay?: string): Promise<void>;
  setDisabled(by: Actor, account: string, disabled: boolean): Promise<void>;
  /** By id, e-mail address or name. */
  findAccount(key: string): Promise<Account | undefined>;
  /** The actor of an account (`--as USER`), in the role named where it has several; throws `account-unknown`. */
  getActor(key: string, role?: string): Promise<Actor>;
  listAccounts(district?: number): Promise<Account[]>;
  createSignInLink(by: Actor, accountId: string): Promise<SignInLink>;
  /** Whether the link could still be used; does not use it. */
  findSignInLink(token: string): Promise<string | undefined>;
  /** By a link, where links are for that; the other ways in are `entrance`. */
  signIn(token: string, remote: string, device?: string): Promise<{ sessionToken: string; session: Session }>;
  findSession(sessionToken: string): Promise<Session | undefined>;
  /** Gives the session's new token. */
  switchAssignment(sessionToken: string, assignment: string): Promise<string>;
  signOut(sessionToken: string): Promise<void>;
  readonly entrance: Entrance;
};

export function createAccess(given: AccountDeps & { signIn?: Partial<SignInSettings> }): Access {
  const deps = { ...given, signIn: { ...usualSettings, ...given.signIn } };
  const { db, policy, clock } = deps;
  return {
    policy,
    entrance: createEntrance(deps),
    accounts: createAccounts(deps),
    loginRequests: createLoginRequests(deps),
    createAccount: (...args) => createAccount(deps, ...args),
    addAssignment: (...args) => addAssignment(deps, ...args),
    endAssignment: (...args) => endAssignment(deps, ...args),
    setDisabled: (...args) => setDisabled(deps, ...args),
    findAccount: (key) => selectAccount(db, key, dayOf(clock)),
    getActor: async (key, role) => {
      const account = await selectAccount(db, key, dayOf(clock));
      if (!account) throw new Problem("account-unknown", { account: key });
      const assignment = chooseAssignment(account, role);
      return actingAs(policy, account, assignment, await selectHeld(db, account.id, dayOf(clock)));
    },
    listAccounts: (district) => selectAccounts(db, dayOf(clock), district),
    createSignInLink: (...args) => createSignInLink(deps, ...args),
    findSignInLink: (token) => selectLinkAccount(db, hashToken(token), clock.now()),
    signIn: (...args) => signInByLink(deps, ...args),
    findSession: (token) => findSession(deps, token),
    switchAssignment: (...args) => switchAssignment(deps, ...args),
    signOut: (token) => signOut(deps, token),
  };
}

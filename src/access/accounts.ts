// The shape of an account, and the verbs of this module that need the database. SQL is in store.ts.
import type { Actor } from "./actor.ts";
import type { AccessPolicy } from "./policy.ts";

export type Account = { id: string; name: string; email: string; role: string; district?: number };
export type NewAccount = { name: string; email: string; role: string; district?: number };

/** A one-time sign-in link: the token is known only to the answer, the database holds its hash. */
export type SignInLink = { token: string; path: string; expiresAt: Date };

export type Session = { actor: Actor; csrf: string; expiresAt: Date };

export type Access = {
  readonly policy: AccessPolicy;
  createAccount(by: Actor, account: NewAccount): Promise<Account>;
  /** By id, e-mail address or name. */
  findAccount(key: string): Promise<Account | undefined>;
  /** The actor of an account (`--as USER`); throws `account-unknown`. */
  getActor(key: string): Promise<Actor>;
  listAccounts(): Promise<Account[]>;
  createSignInLink(by: Actor, accountId: string): Promise<SignInLink>;
  /** Whether the link could still be used; does not use it. */
  findSignInLink(token: string): Promise<Account | undefined>;
  /** Uses the link once and opens a session; throws `sign-in-link-invalid` or `too-many-attempts`. `remote` is the caller's address. */
  signIn(token: string, remote: string): Promise<{ sessionToken: string; session: Session }>;
  findSession(sessionToken: string): Promise<Session | undefined>;
  signOut(sessionToken: string): Promise<void>;
};

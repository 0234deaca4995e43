// The verbs of access over one database: accounts, links, sessions. Every change is audited in its own transaction.
import { recordEvent } from "../audit/index.ts";
import { type Clock, type Db, Problem, withTransaction } from "../platform/index.ts";
import type { Access, Account, NewAccount, Session, SignInLink } from "./accounts.ts";
import { type Actor, actorFor, authorize } from "./actor.ts";
import { type AccessPolicy, findRole } from "./policy.ts";
import * as store from "./store.ts";
import { formToken, hashToken, newToken } from "./token.ts";

const minutes = 60_000;
const hours = 60 * minutes;
const linkLife = 24 * hours;
export const sessionLife = 12 * hours;
/** Refusals from one address within the window, after which further bad links are neither looked into nor recorded. */
const refusalLimit = 10;
const refusalWindow = 15 * minutes;

export function createAccess(deps: { db: Db; policy: AccessPolicy; clock: Clock }): Access {
  const { db, policy, clock } = deps;
  const later = (ms: number) => new Date(clock.now().getTime() + ms);

  async function createAccount(by: Actor, account: NewAccount): Promise<Account> {
    authorize(by, "account.manage");
    const role = findRole(policy, account.role);
    if (!role) {
      throw new Problem("role-unknown", { role: account.role, roles: Object.keys(policy.roles).join(", ") });
    }
    if ((role.reach === "district") !== (account.district !== undefined)) {
      const reach = role.reach === "district" ? "one district" : "every district of the state";
      throw new Problem("account-district", { role: account.role, reach });
    }
    return withTransaction(db, async (tx) => {
      const created = await store.insertAccount(tx, account, clock.now());
      if (!created) throw new Problem("account-exists", { email: account.email });
      await recordEvent(tx, {
        actor: by.account,
        action: "account.created",
        subject: created.id,
        organization: organizationOf(created),
        details: { role: created.role },
      });
      return created;
    });
  }

  async function getActor(key: string): Promise<Actor> {
    const account = await store.selectAccount(db, key);
    if (!account) throw new Problem("account-unknown", { account: key });
    return actorFor(policy, account);
  }

  async function createSignInLink(by: Actor, accountId: string): Promise<SignInLink> {
    authorize(by, "account.manage");
    const account = await store.selectAccount(db, accountId);
    if (!account) throw new Problem("account-unknown", { account: accountId });
    const token = newToken();
    const expiresAt = later(linkLife);
    await withTransaction(db, async (tx) => {
      await store.insertLink(tx, hashToken(token), account.id, clock.now(), expiresAt);
      await recordEvent(tx, { actor: by.account, action: "sign-in-link.created", subject: account.id });
    });
    return { token, path: `/sign-in/${token}`, expiresAt };
  }

  async function signIn(token: string, remote: string) {
    const sessionToken = newToken();
    const expiresAt = later(sessionLife);
    // A refusal is committed before it is thrown: else the count of attempts would roll back with it.
    const outcome = await withTransaction(db, async (tx) => {
      const since = new Date(clock.now().getTime() - refusalWindow);
      // A good link is taken whatever came from its address before: a whole school may stand behind one.
      const account = await store.consumeLink(tx, hashToken(token), clock.now());
      if (!account) {
        if ((await store.countRefusals(tx, remote, since)) >= refusalLimit) return "too-many-attempts" as const;
        await store.insertRefusal(tx, remote, clock.now());
        await recordEvent(tx, { actor: "anonymous", action: "sign-in.refused", details: { remote } });
        return "sign-in-link-invalid" as const;
      }
      await store.insertSession(tx, hashToken(sessionToken), account.id, clock.now(), expiresAt);
      await recordEvent(tx, {
        actor: account.id,
        action: "sign-in.granted",
        subject: account.id,
        organization: organizationOf(account),
        details: { remote },
      });
      return account;
    });
    if (typeof outcome === "string") throw new Problem(outcome, { minutes: refusalWindow / minutes });
    const session: Session = { actor: actorFor(policy, outcome), csrf: formToken(sessionToken), expiresAt };
    return { sessionToken, session };
  }

  async function findSession(sessionToken: string): Promise<Session | undefined> {
    const found = await store.selectSession(db, hashToken(sessionToken), clock.now());
    if (!found) return undefined;
    return { actor: actorFor(policy, found.account), csrf: formToken(sessionToken), expiresAt: found.expiresAt };
  }

  async function signOut(sessionToken: string): Promise<void> {
    await withTransaction(db, async (tx) => {
      const account = await store.endSession(tx, hashToken(sessionToken), clock.now());
      if (account) await recordEvent(tx, { actor: account, action: "sign-out", subject: account });
    });
  }

  return {
    policy,
    createAccount,
    findAccount: (key) => store.selectAccount(db, key),
    getActor,
    listAccounts: () => store.selectAccounts(db),
    createSignInLink,
    findSignInLink: (token) => store.selectLinkAccount(db, hashToken(token), clock.now()),
    signIn,
    findSession,
    signOut,
  };
}

const organizationOf = (account: Account): string =>
  account.district === undefined ? "state" : `district:${account.district}`;

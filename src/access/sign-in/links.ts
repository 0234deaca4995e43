// One-time links: made by who manages the account, good once and for a day, to sign in or to set up how to sign in.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import type { AccountDeps } from "../accounts/deps.ts";
import { assertTends } from "../accounts/manage-accounts.ts";
import { managedPart } from "../accounts/rights.ts";
import { selectAccount } from "../accounts/store.ts";
import type { Actor } from "../policy/actor.ts";
import type { SignInDeps } from "./deps.ts";
import { openSession, type Session } from "./sessions.ts";
import * as store from "./store.ts";
import { hashToken, newToken } from "./token.ts";

/** The token is known only to the answer, the database holds its hash. */
export type SignInLink = { token: string; path: string; expiresAt: Date };

const minutes = 60_000;
const linkLife = 24 * 60 * minutes;
/** Refusals from one address within the window, after which further bad links are neither looked into nor recorded. */
const refusalLimit = 10;
const refusalWindow = 15 * minutes;

/** For an account whose every assignment is the maker's to give: a link is as good as the account. */
export async function createSignInLink(deps: AccountDeps, by: Actor, accountId: string): Promise<SignInLink> {
  managedPart(deps.policy, by);
  const account = await selectAccount(deps.db, accountId, dayOf(deps.clock));
  if (!account) throw new Problem("account-unknown", { account: accountId });
  return withTransaction(deps.db, async (tx) => {
    await assertTends(deps, tx, by, account.id);
    return makeSignInLink(deps, tx, by, account.id);
  });
}

/** Inside the caller's transaction, after the rights were checked. */
export async function makeSignInLink(deps: AccountDeps, tx: Tx, by: Actor, account: string): Promise<SignInLink> {
  const now = deps.clock.now();
  const token = newToken();
  const expiresAt = new Date(now.getTime() + linkLife);
  const link = { hash: hashToken(token), account, now, expires: expiresAt, part: managedPart(deps.policy, by) };
  await store.insertLink(tx, link);
  await recordEvent(tx, { actor: by.account, action: "sign-in-link.created", subject: account });
  return { token, path: `/sign-in/${token}`, expiresAt };
}

/**
 * Uses the link once and opens a session, where links are for that. Throws `sign-in-link-invalid`, `too-many-attempts`,
 * `link-sets-up`. `remote` is the caller's address.
 */
export async function signInByLink(
  deps: SignInDeps,
  token: string,
  remote: string,
  device = "",
): Promise<{ sessionToken: string; session: Session }> {
  if (deps.signIn.links !== "sign-in") throw new Problem("link-sets-up");
  const opened = await withTransaction(deps.db, async (tx) => {
    // A good link is taken whatever came from its address before: a whole school may stand behind one.
    const account = await store.consumeLink(tx, hashToken(token), deps.clock.now());
    return account === undefined ? undefined : openSession(deps, tx, account, { remote, device, by: "link" });
  });
  return opened ?? refuseLink(deps, remote);
}

/** Counts and records a bad link, or a bad token of a program; the count is committed before the refusal is thrown, else it would roll back with it. */
export async function refuseLink(deps: SignInDeps, remote: string, by: "link" | "api-token" = "link"): Promise<never> {
  const now = deps.clock.now();
  const reason = await withTransaction(deps.db, async (tx) => {
    const since = new Date(now.getTime() - refusalWindow);
    if ((await store.countRefusals(tx, remote, since)) >= refusalLimit) return "too-many-attempts" as const;
    await store.insertRefusal(tx, remote, now);
    const details = { by, remote };
    await recordEvent(tx, { actor: "anonymous", action: "sign-in.refused", details });
    return by === "link" ? ("sign-in-link-invalid" as const) : ("api-token-invalid" as const);
  });
  throw new Problem(reason, { minutes: refusalWindow / minutes });
}

// Choosing a password: with the old one, by a one-time link, or because the old one has run out. All other sessions end, and by a link
// the tokens of programs too.
import { recordEvent } from "../../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../../platform/index.ts";
import type { Account } from "../../accounts/model.ts";
import { selectAccount } from "../../accounts/store.ts";
import { endApiTokens } from "../api-tokens.ts";
import { beginAttempt, failAttempt, forgetAttempts, passAttempt } from "../attempts.ts";
import type { From, SignInDeps } from "../deps.ts";
import { afterFirstFactor, type Opened, type Outcome } from "../enter.ts";
import { refuseLink } from "../links.ts";
import { endSessions, renewSession } from "../sessions/own-sessions.ts";
import { openSession } from "../sessions.ts";
import { findStep, takeStep } from "../steps/begun-steps.ts";
import * as links from "../store.ts";
import { hashToken } from "../token.ts";
import { hashPassword, verifyPassword } from "./hash-password.ts";
import { assertGoodPassword } from "./password-rules.ts";
import { selectPassword, upsertPassword } from "./store.ts";

const getPerson = async (deps: SignInDeps, id: string): Promise<Account> => {
  const account = await selectAccount(deps.db, id, dayOf(deps.clock));
  if (!account) throw new Problem("account-unknown", { account: id });
  return account;
};

/** Looks at it before anything is used up, and hashes it: neither belongs into a transaction. */
const prepare = async (deps: SignInDeps, person: Account, password: string): Promise<string> => {
  const words = [person.name, person.email, deps.signIn.product];
  await assertGoodPassword(password, words, deps.signIn.breachedPasswords);
  const before = await selectPassword(deps.db, person.id);
  if (await verifyPassword(before?.hash, password)) throw new Problem("password-same");
  return hashPassword(password);
};

const keep = async (deps: SignInDeps, tx: Tx, person: Account, hash: string, because: string): Promise<void> => {
  await upsertPassword(tx, person.id, hash, deps.clock.now());
  await links.voidLinks(tx, person.id, deps.clock.now());
  await forgetAttempts(tx, person.email);
  const details = { kind: "password", because };
  await recordEvent(tx, { actor: person.id, action: "credential.changed", subject: person.id, details });
};

/** By a one-time link, which is used up only when the password is good. Throws `sign-in-link-invalid`. */
export async function setUpByLink(deps: SignInDeps, token: string, password: string, from: From): Promise<Outcome> {
  const account = await links.selectLinkAccount(deps.db, hashToken(token), deps.clock.now());
  if (!account) return refuseLink(deps, from.remote);
  const person = await getPerson(deps, account);
  const hash = await prepare(deps, person, password);
  return withTransaction(deps.db, async (tx) => {
    if (!(await links.consumeLink(tx, hashToken(token), deps.clock.now()))) throw new Problem("sign-in-link-invalid");
    await keep(deps, tx, person, hash, "link");
    await endSessions(deps, tx, account);
    await endApiTokens(tx, account, deps.clock.now());
    return afterFirstFactor(deps, tx, account, { ...from, by: "link" });
  });
}

/** After a sign-in whose password had run out. Throws `sign-in-over`. */
export async function renewPassword(deps: SignInDeps, token: string, password: string, from: From): Promise<Opened> {
  const now = deps.clock.now();
  const step = await findStep(deps.db, now, "new-password", token);
  if (!step?.account) throw new Problem("sign-in-over");
  const person = await getPerson(deps, step.account);
  const hash = await prepare(deps, person, password);
  return withTransaction(deps.db, async (tx) => {
    if (!(await takeStep(tx, now, "new-password", token))) throw new Problem("sign-in-over");
    await keep(deps, tx, person, hash, "run-out");
    await endSessions(deps, tx, person.id);
    return openSession(deps, tx, person.id, { ...from, by: step.details.by ?? "password" });
  });
}

/** In an open session. `old` is asked for where there is one. The session gets a new token, the other sessions end. */
export async function changePassword(
  deps: SignInDeps,
  sessionToken: string,
  accountId: string,
  given: { old: string; password: string },
  from: From,
): Promise<string> {
  const person = await getPerson(deps, accountId);
  const before = await selectPassword(deps.db, accountId);
  if (before) {
    const attempt = await beginAttempt(deps, { email: person.email, remote: from.remote });
    const right = await verifyPassword(before.hash, given.old);
    await withTransaction(deps.db, (tx) =>
      right
        ? passAttempt(tx, attempt, { forget: false })
        : failAttempt(tx, attempt, { account: accountId, by: "old-password", remote: from.remote }),
    );
    if (!right) throw new Problem("old-password-wrong");
  }
  const hash = await prepare(deps, person, given.password);
  return withTransaction(deps.db, async (tx) => {
    await keep(deps, tx, person, hash, before ? "change" : "first");
    await endSessions(deps, tx, accountId, sessionToken);
    return renewSession(deps, tx, sessionToken);
  });
}

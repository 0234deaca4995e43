// Sessions: opened by any way of signing in, each acting in one assignment at a time, ended by sign-out or by the clock.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { organizationOf } from "../accounts/manage-accounts.ts";
import type { Assignment } from "../accounts/model.ts";
import { actingAs, missingNeeds } from "../accounts/standing.ts";
import { selectAccount, selectHeld } from "../accounts/store.ts";
import type { Actor } from "../policy/actor.ts";
import type { From, SignInDeps } from "./deps.ts";
import { renewSession } from "./sessions/own-sessions.ts";
import * as store from "./store.ts";
import { formToken, hashToken, newToken } from "./token.ts";

export const sessionLife = 12 * 3_600_000;

/** How long a proof of who it is counts as fresh. */
const freshFor = 10 * 60_000;

export type Session = {
  /** What its owner sees it by; not the token. */
  id: string;
  actor: Actor;
  email: string;
  csrf: string;
  expiresAt: Date;
  /** All that stand today; the actor acts in one of them. */
  assignments: Assignment[];
  /** Kinds of grants that the role needs and the person does not hold today. */
  missing: string[];
  provedAt: Date;
  /** Of OpenID Connect, where the person came through one. */
  provider?: string | undefined;
};

/** Whether the person has proved who it is so lately that credentials may be changed. */
export const isFresh = (session: Session, now: Date): boolean => now.getTime() - session.provedAt.getTime() < freshFor;

type Opened = { sessionToken: string; session: Session };

const sessionOf = (deps: SignInDeps, sessionToken: string, found: Omit<store.FoundSession, "stale">): Session => {
  const { account, held, expiresAt, id, provedAt, provider } = found;
  const assignment = account.assignments.find((one) => one.id === found.assignment) ?? account.assignments[0];
  return {
    ...{ id, provedAt, provider },
    email: account.email,
    actor: actingAs(deps.policy, account, assignment, held),
    csrf: formToken(sessionToken),
    expiresAt,
    assignments: account.assignments,
    missing: assignment ? missingNeeds(deps.policy, assignment, held) : [],
  };
};

/** In the transaction that proved who it is. `by`: the way of signing in, for the audit log. */
export async function openSession(
  deps: SignInDeps,
  tx: Tx,
  accountId: string,
  how: From & { by: string; provider?: string },
): Promise<Opened> {
  const now = deps.clock.now();
  const day = dayOf(deps.clock);
  const account = await selectAccount(tx, accountId, day);
  if (!account) throw new Problem("account-unknown", { account: accountId });
  const sessionToken = newToken();
  const expiresAt = new Date(now.getTime() + sessionLife);
  const [assignment] = account.assignments;
  const { by, remote, provider } = how;
  const id = await store.insertSession(tx, {
    ...{ hash: hashToken(sessionToken), account: account.id, assignment: assignment?.id, now, expires: expiresAt },
    ...{ by, remote, provider, device: how.device.slice(0, 300) },
  });
  await recordEvent(tx, {
    actor: account.id,
    action: "sign-in.granted",
    subject: account.id,
    organization: organizationOf(assignment?.district),
    details: { by, remote },
  });
  const held = await selectHeld(tx, account.id, day);
  return {
    sessionToken,
    session: sessionOf(deps, sessionToken, {
      ...{ id, account, assignment: assignment?.id, expiresAt, held, provedAt: now, provider },
    }),
  };
}

/** Notes, to the minute, that it is in use; one that was not for longer than the idle limit is over. */
export async function findSession(deps: SignInDeps, sessionToken: string): Promise<Session | undefined> {
  const now = deps.clock.now();
  const idleSince = new Date(now.getTime() - deps.signIn.idleMinutes * 60_000);
  const hash = hashToken(sessionToken);
  const found = await store.selectSession(deps.db, hash, { now, day: dayOf(deps.clock), idleSince });
  if (found?.stale) await store.touchSession(deps.db, hash, now);
  return found && sessionOf(deps, sessionToken, found);
}

/**
 * Acts in another of the person's own assignments from now on; any other id answers `not-found`. Other rights, another
 * token: gives the new one.
 */
export async function switchAssignment(deps: SignInDeps, sessionToken: string, assignment: string): Promise<string> {
  const session = await findSession(deps, sessionToken);
  const chosen = session?.assignments.find((one) => one.id === assignment);
  if (!session || !chosen) throw new Problem("not-found", {});
  return withTransaction(deps.db, async (tx) => {
    await store.setSessionAssignment(tx, hashToken(sessionToken), assignment);
    await recordEvent(tx, {
      actor: session.actor.account,
      action: "session.assignment-changed",
      subject: session.actor.account,
      organization: organizationOf(chosen.district),
      details: { role: chosen.role, assignment },
    });
    return renewSession(deps, tx, sessionToken, { proved: false });
  });
}

export async function signOut(deps: SignInDeps, sessionToken: string): Promise<void> {
  await withTransaction(deps.db, async (tx) => {
    const account = await store.endSession(tx, hashToken(sessionToken), deps.clock.now());
    if (account) await recordEvent(tx, { actor: account, action: "sign-out", subject: account });
  });
}

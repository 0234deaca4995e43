// Sessions: opened by any way of signing in, each acting in one assignment at a time, ended by sign-out or by the clock.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { type AccountDeps, organizationOf } from "../accounts/manage-accounts.ts";
import type { Account, Assignment } from "../accounts/model.ts";
import { actingAs, type Held, missingNeeds } from "../accounts/standing.ts";
import { selectAccount, selectHeld } from "../accounts/store.ts";
import type { Actor } from "../policy/actor.ts";
import * as store from "./store.ts";
import { formToken, hashToken, newToken } from "./token.ts";

export const sessionLife = 12 * 3_600_000;

export type Session = {
  actor: Actor;
  csrf: string;
  expiresAt: Date;
  /** All that stand today; the actor acts in one of them. */
  assignments: Assignment[];
  /** Kinds of grants that the role needs and the person does not hold today. */
  missing: string[];
};

type Opened = { sessionToken: string; session: Session };

const sessionOf = (
  deps: AccountDeps,
  sessionToken: string,
  found: { account: Account; assignment: string | undefined; expiresAt: Date; held: Held[] },
): Session => {
  const { account, held, expiresAt } = found;
  const assignment = account.assignments.find((one) => one.id === found.assignment) ?? account.assignments[0];
  return {
    actor: actingAs(deps.policy, account, assignment, held),
    csrf: formToken(sessionToken),
    expiresAt,
    assignments: account.assignments,
    missing: assignment ? missingNeeds(deps.policy, assignment.role, held) : [],
  };
};

/** In the transaction that proved who it is. `by`: the way of signing in, for the audit log. */
export async function openSession(
  deps: AccountDeps,
  tx: Tx,
  accountId: string,
  how: { remote: string; by: string },
): Promise<Opened> {
  const now = deps.clock.now();
  const day = dayOf(deps.clock);
  const account = await selectAccount(tx, accountId, day);
  if (!account) throw new Problem("account-unknown", { account: accountId });
  const sessionToken = newToken();
  const expiresAt = new Date(now.getTime() + sessionLife);
  const [assignment] = account.assignments;
  await store.insertSession(tx, {
    ...{ hash: hashToken(sessionToken), account: account.id, assignment: assignment?.id, now, expires: expiresAt },
  });
  await recordEvent(tx, {
    actor: account.id,
    action: "sign-in.granted",
    subject: account.id,
    organization: organizationOf(assignment?.district),
    details: how,
  });
  const held = await selectHeld(tx, account.id, day);
  return {
    sessionToken,
    session: sessionOf(deps, sessionToken, { account, assignment: assignment?.id, expiresAt, held }),
  };
}

export async function findSession(deps: AccountDeps, sessionToken: string): Promise<Session | undefined> {
  const found = await store.selectSession(deps.db, hashToken(sessionToken), deps.clock.now(), dayOf(deps.clock));
  return found && sessionOf(deps, sessionToken, found);
}

/** Acts in another of the person's own assignments from now on; any other id answers `not-found`. */
export async function switchAssignment(deps: AccountDeps, sessionToken: string, assignment: string): Promise<void> {
  const session = await findSession(deps, sessionToken);
  const chosen = session?.assignments.find((one) => one.id === assignment);
  if (!session || !chosen) throw new Problem("not-found", {});
  await withTransaction(deps.db, async (tx) => {
    await store.setSessionAssignment(tx, hashToken(sessionToken), assignment);
    await recordEvent(tx, {
      actor: session.actor.account,
      action: "session.assignment-changed",
      subject: session.actor.account,
      organization: organizationOf(chosen.district),
      details: { role: chosen.role, assignment },
    });
  });
}

export async function signOut(deps: AccountDeps, sessionToken: string): Promise<void> {
  await withTransaction(deps.db, async (tx) => {
    const account = await store.endSession(tx, hashToken(sessionToken), deps.clock.now());
    if (account) await recordEvent(tx, { actor: account, action: "sign-out", subject: account });
  });
}

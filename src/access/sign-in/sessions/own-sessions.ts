// A person's own sessions: seen as a list, ended one by one or all others at once, and renewed where privileges change.
import { recordEvent } from "../../../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../../../platform/index.ts";
import type { SignInDeps } from "../deps.ts";
import { hashToken, newToken } from "../token.ts";

export type OwnSession = {
  id: string;
  /** As the browser calls itself. */
  device: string;
  remote: string;
  by: string;
  since: Date;
  /** To the minute. */
  lastUsedAt: Date;
  current: boolean;
};

export async function listSessions(deps: SignInDeps, account: string, current: string): Promise<OwnSession[]> {
  const idleSince = new Date(deps.clock.now().getTime() - deps.signIn.idleMinutes * 60_000);
  const { rows } = await deps.db.query(
    `SELECT id, device, remote, signed_in_by AS by, created_at AS since, last_used_at AS "lastUsedAt", id = $4 AS current
     FROM access.session WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 AND last_used_at > $3
     ORDER BY id = $4 DESC, last_used_at DESC`,
    [account, deps.clock.now(), idleSince, current],
  );
  return rows;
}

/** Ends all open sessions of an account but the one of `except`. Gives how many. */
export async function endSessions(deps: SignInDeps, tx: Tx, account: string, except?: string): Promise<number> {
  const ended = await tx.query(
    `UPDATE access.session SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2
       AND ($3::bytea IS NULL OR token_hash <> $3)`,
    [account, deps.clock.now(), except === undefined ? null : hashToken(except)],
  );
  const count = ended.rowCount ?? 0;
  if (count > 0)
    await recordEvent(tx, { actor: account, action: "session.ended", subject: account, details: { sessions: count } });
  return count;
}

export const endOtherSessions = (deps: SignInDeps, account: string, except: string): Promise<number> =>
  withTransaction(deps.db, (tx) => endSessions(deps, tx, account, except));

/** One of the person's own; any other answers `not-found`. */
export const endOwnSession = (deps: SignInDeps, account: string, id: string): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    const ended = await tx.query(
      "UPDATE access.session SET ended_at = $3 WHERE account_id = $1 AND id::text = $2 AND ended_at IS NULL",
      [account, id, deps.clock.now()],
    );
    if (ended.rowCount !== 1) throw new Problem("not-found");
    const details = { session: id };
    await recordEvent(tx, { actor: account, action: "session.ended", subject: account, details });
  });

/** The same session under a new token: what was learned of the old one is worth nothing. `proved`: the person just did. */
export async function renewSession(
  deps: SignInDeps,
  tx: Tx,
  sessionToken: string,
  { proved = true } = {},
): Promise<string> {
  const fresh = newToken();
  const renewed = await tx.query(
    `UPDATE access.session SET token_hash = $2, proved_at = CASE WHEN $4 THEN $3 ELSE proved_at END
     WHERE token_hash = $1 AND ended_at IS NULL`,
    [hashToken(sessionToken), hashToken(fresh), deps.clock.now(), proved],
  );
  if (renewed.rowCount !== 1) throw new Problem("sign-in-required");
  return fresh;
}

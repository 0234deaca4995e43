// Slows guessing down, on every web process alike and for unknown names as for known ones. An attempt is counted before it
// is judged, so that a thousand at once are a thousand and not one.
import { createHash } from "node:crypto";
import { recordEvent } from "../../audit/index.ts";
import { type Db, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import type { SignInDeps } from "./deps.ts";

const minutes = 60_000;
/** Attempts that may fail for one name or one address: within a quarter of an hour, and within a day. */
const limits = { account: { quarter: 10, day: 50 }, remote: { quarter: 60, day: 600 } } as const;
const quarter = 15 * minutes;
const day = 24 * 60 * minutes;

export type Attempt = { account: Buffer; remote: Buffer; ids: string[]; last: boolean };

const keyOf = (kind: string, name: string): Buffer => createHash("sha256").update(`${kind}:${name}`).digest();

/** The e-mail address as typed, known or not; for steps that know the account, its address. */
const accountKey = (email: string): Buffer => keyOf("account", email.trim().toLowerCase());

/** Throws `too-many-attempts`, before anything about the account was looked up. */
export async function beginAttempt(deps: SignInDeps, of: { email: string; remote: string }): Promise<Attempt> {
  const now = deps.clock.now();
  const account = accountKey(of.email);
  const remote = keyOf("remote", of.remote);
  const attempt = await withTransaction(deps.db, async (tx) => {
    const forAccount = await countLocked(tx, account, now);
    const forRemote = await countLocked(tx, remote, now);
    if (reached(forAccount, limits.account) || reached(forRemote, limits.remote)) return undefined;
    const { rows } = await tx.query<{ id: string }>(
      "INSERT INTO access.sign_in_attempt (counted_for, at) VALUES ($1, $3), ($2, $3) RETURNING id",
      [account, remote, now],
    );
    const next = (counted: Counted) => ({ quarter: counted.quarter + 1, day: counted.day + 1 });
    const last = reached(next(forAccount), limits.account) || reached(next(forRemote), limits.remote);
    return { account, remote, ids: rows.map(({ id }) => id), last };
  });
  if (!attempt) throw new Problem("too-many-attempts", { minutes: quarter / minutes });
  return attempt;
}

type Counted = { quarter: number; day: number };
const reached = (counted: Counted, limit: Counted): boolean =>
  counted.quarter >= limit.quarter || counted.day >= limit.day;

/** The lock makes two attempts for the same name wait for each other; always the name before the address. */
async function countLocked(tx: Tx, key: Buffer, now: Date): Promise<Counted> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 12))", [key]);
  const { rows } = await tx.query<Counted>(
    `SELECT count(*) FILTER (WHERE at > $2)::int AS quarter, count(*)::int AS day
     FROM access.sign_in_attempt WHERE counted_for = $1 AND at > $3`,
    [key, new Date(now.getTime() - quarter), new Date(now.getTime() - day)],
  );
  return rows[0]!;
}

/** Notes a failure in the caller's transaction; that nobody is let in from now on is an event of its own. */
export async function failAttempt(
  tx: Tx,
  attempt: Attempt,
  failed: { account: string | undefined; by: string; remote: string },
): Promise<void> {
  const event = { actor: failed.account ?? "anonymous", subject: failed.account };
  const details = { by: failed.by, remote: failed.remote };
  await recordEvent(tx, { ...event, action: "sign-in.refused", details });
  if (attempt.last) await recordEvent(tx, { ...event, action: "sign-in.locked", details });
}

/** `forget`: the person is in, so what failed for the name before is over. Else only this attempt is taken back. */
export async function passAttempt(tx: Tx, attempt: Attempt, { forget }: { forget: boolean }): Promise<void> {
  await tx.query("DELETE FROM access.sign_in_attempt WHERE id = ANY ($1) OR ($2 AND counted_for = $3)", [
    ...[attempt.ids, forget, attempt.account],
  ]);
}

export const forgetAttempts = (tx: Tx, email: string): Promise<unknown> =>
  tx.query("DELETE FROM access.sign_in_attempt WHERE counted_for = $1", [accountKey(email)]);

/** What is older than every window; called where sessions are opened, which is seldom enough. */
export const clearOldAttempts = (q: Pick<Db | Tx, "query">, now: Date): Promise<unknown> =>
  q.query("DELETE FROM access.sign_in_attempt WHERE at < $1", [new Date(now.getTime() - day)]);

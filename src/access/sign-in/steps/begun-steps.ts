// Steps that a browser has begun and has to finish within ten minutes: the second factor, a passkey's challenge, the way
// through a provider. The browser holds the token, the database its hash and what the step is about.
import type { Db, Tx } from "../../../platform/index.ts";
import { hashToken, newToken } from "../token.ts";

export type StepKind = "second-factor" | "new-password" | "passkey-sign-in" | "passkey-new" | "provider";
export type BegunStep = { account: string | undefined; details: Record<string, string> };

export const stepLife = 10 * 60_000;

type Queryable = Pick<Db | Tx, "query">;

export async function beginStep(
  q: Queryable,
  now: Date,
  step: { kind: StepKind; account?: string; details?: Record<string, string> },
): Promise<string> {
  const token = newToken();
  await q.query("DELETE FROM access.begun_step WHERE expires_at < $1", [now]);
  await q.query(
    "INSERT INTO access.begun_step (token_hash, kind, account_id, details, expires_at) VALUES ($1, $2, $3, $4, $5)",
    [
      ...[hashToken(token), step.kind, step.account ?? null, JSON.stringify(step.details ?? {})],
      new Date(now.getTime() + stepLife),
    ],
  );
  return token;
}

const columns = "account_id AS account, details";
const toStep = (row: { account: string | null; details: Record<string, string> } | undefined): BegunStep | undefined =>
  row && { account: row.account ?? undefined, details: row.details };

export async function findStep(q: Queryable, now: Date, kind: StepKind, token: string): Promise<BegunStep | undefined> {
  const { rows } = await q.query(
    `SELECT ${columns} FROM access.begun_step WHERE token_hash = $1 AND kind = $2 AND expires_at > $3`,
    [hashToken(token), kind, now],
  );
  return toStep(rows[0]);
}

/** Ends the step: of two that finish it at once, one gets it. */
export async function takeStep(q: Queryable, now: Date, kind: StepKind, token: string): Promise<BegunStep | undefined> {
  const { rows } = await q.query(
    `DELETE FROM access.begun_step WHERE token_hash = $1 AND kind = $2 AND expires_at > $3 RETURNING ${columns}`,
    [hashToken(token), kind, now],
  );
  return toStep(rows[0]);
}

// SQL of one-time links, sessions and refused attempts. Knows hashes of tokens, never the tokens.

import type { Db, Tx } from "../../platform/index.ts";
import type { Account } from "../accounts/model.ts";
import type { ManagedPart } from "../accounts/rights.ts";
import type { Held } from "../accounts/standing.ts";
import { type AccountRow, accountColumns, toAccount } from "../accounts/store.ts";

type NewLink = { hash: Buffer; account: string; now: Date; expires: Date; part: ManagedPart };

/** With the part of the accounts that its maker manages. */
export async function insertLink(tx: Tx, { hash, account, now, expires, part }: NewLink): Promise<void> {
  await tx.query(
    `INSERT INTO access.sign_in_link (token_hash, account_id, created_at, expires_at, maker_district, maker_roles)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [hash, account, now, expires, part.district ?? null, part.roles ?? null],
  );
}

/** A link opens no more than its maker gives: what was given since by others ends it. */
const withinMakersPart = `NOT EXISTS (SELECT FROM access.assignment s
  WHERE l.maker_roles IS NOT NULL AND s.account_id = l.account_id AND s.created_at > l.created_at
    AND NOT (s.role = ANY (l.maker_roles) AND s.district IS NOT NULL AND s.district = coalesce(l.maker_district, s.district)))`;

export async function selectLinkAccount(db: Db, hash: Buffer, now: Date): Promise<string | undefined> {
  const { rows } = await db.query(
    `SELECT a.id FROM access.sign_in_link l JOIN access.account a ON a.id = l.account_id
     WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND a.disabled_at IS NULL AND ${withinMakersPart}`,
    [hash, now],
  );
  return rows[0]?.id;
}

/** The id of its account. Of two uses that come at once, the row lock lets one through. */
export async function consumeLink(tx: Tx, hash: Buffer, now: Date): Promise<string | undefined> {
  const { rows } = await tx.query(
    `UPDATE access.sign_in_link l SET used_at = $2 FROM access.account a
     WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND a.id = l.account_id AND a.disabled_at IS NULL AND ${withinMakersPart}
     RETURNING a.id`,
    [hash, now],
  );
  return rows[0]?.id;
}

/** Whoever has just chosen a password needs no link any more, and nobody else shall use it. */
export async function voidLinks(tx: Tx, account: string, now: Date): Promise<void> {
  await tx.query("UPDATE access.sign_in_link SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL", [
    account,
    now,
  ]);
}

export type NewSession = {
  hash: Buffer;
  account: string;
  assignment: string | undefined;
  now: Date;
  expires: Date;
  by: string;
  remote: string;
  device: string;
  provider: string | undefined;
};

/** The id by which the owner sees it. */
export async function insertSession(tx: Tx, session: NewSession): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO access.session (token_hash, account_id, assignment_id, created_at, last_used_at, proved_at, expires_at,
       signed_in_by, remote, device, provider)
     VALUES ($1, $2, $3, $4, $4, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [
      ...[session.hash, session.account, session.assignment ?? null, session.now, session.expires],
      ...[session.by, session.remote, session.device, session.provider ?? null],
    ],
  );
  return rows[0]!.id;
}

export type FoundSession = {
  id: string;
  account: Account;
  assignment: string | undefined;
  expiresAt: Date;
  provedAt: Date;
  provider: string | undefined;
  /** Not noted as used for a minute. */
  stale: boolean;
  held: Held[];
};

/** An open session of a live account, with what the account holds on `day`: one question, since every request asks it. */
export async function selectSession(
  db: Db,
  hash: Buffer,
  at: { now: Date; day: string; idleSince: Date },
): Promise<FoundSession | undefined> {
  const { rows } = await db.query({
    name: "access.find-session",
    text: `SELECT ${accountColumns("$3::date")}, n.expires_at, n.assignment_id, n.id AS session, n.proved_at, n.provider,
        n.last_used_at < $2::timestamptz - interval '1 minute' AS stale, (
        SELECT coalesce(json_agg(json_build_object('kind', g.kind, 'role', g.role, 'assignment', g.assignment_id,
          'fields', g.fields)), '[]') FROM access.dated_grant g
        WHERE g.account_id = a.id AND g.ended_at IS NULL AND g.valid_from <= $3 AND g.valid_to >= $3
      ) AS held
      FROM access.session n JOIN access.account a ON a.id = n.account_id
      WHERE n.token_hash = $1 AND n.ended_at IS NULL AND n.expires_at > $2 AND n.last_used_at > $4
        AND a.disabled_at IS NULL`,
    values: [hash, at.now, at.day, at.idleSince],
  });
  const row = rows[0] as (AccountRow & SessionRow) | undefined;
  if (!row) return undefined;
  return {
    ...{ id: row.session, provedAt: row.proved_at, provider: row.provider ?? undefined, stale: row.stale },
    account: toAccount(row),
    assignment: row.assignment_id ?? undefined,
    expiresAt: row.expires_at,
    held: row.held,
  };
}

type SessionRow = {
  session: string;
  expires_at: Date;
  assignment_id: string | null;
  proved_at: Date;
  provider: string | null;
  stale: boolean;
  held: FoundSession["held"];
};

/** To the minute: a request that comes sooner after another writes nothing. */
export async function touchSession(db: Db, hash: Buffer, now: Date): Promise<void> {
  await db.query("UPDATE access.session SET last_used_at = $2 WHERE token_hash = $1", [hash, now]);
}

export async function setSessionAssignment(tx: Tx, hash: Buffer, assignment: string): Promise<void> {
  await tx.query("UPDATE access.session SET assignment_id = $2 WHERE token_hash = $1", [hash, assignment]);
}

/** The id of the account whose session ended, if one was open. */
export async function endSession(tx: Tx, hash: Buffer, now: Date): Promise<string | undefined> {
  const { rows } = await tx.query(
    "UPDATE access.session SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL RETURNING account_id",
    [hash, now],
  );
  return (rows[0] as { account_id: string } | undefined)?.account_id;
}

export async function insertRefusal(tx: Tx, remote: string, now: Date): Promise<void> {
  await tx.query("INSERT INTO access.refused_sign_in (remote, at) VALUES ($1, $2)", [remote, now]);
}

export async function countRefusals(tx: Tx, remote: string, since: Date): Promise<number> {
  await tx.query("DELETE FROM access.refused_sign_in WHERE at < $1", [since]);
  const { rows } = await tx.query("SELECT count(*)::int AS n FROM access.refused_sign_in WHERE remote = $1", [remote]);
  return (rows[0] as { n: number }).n;
}

// SQL of login requests.
import type { Tx } from "../../platform/index.ts";
import type { ManagedPart } from "../accounts/rights.ts";
import type { LoginRequest, NewLoginRequest, RequestState } from "./model.ts";

type Row = {
  [name in "id" | "name" | "email" | "role" | "reason" | "remote"]: string;
} & {
  district: number;
  schools: number[];
  received_at: Date;
  expires_at: Date;
  decision: "approved" | "refused" | null;
} & {
  [name in "decided_by" | "decided_by_name" | "decided_by_role" | "statement" | "signature" | "refusal" | "account_id"]:
    | string
    | null;
} & { decided_at: Date | null };

const toRequest = (row: Row, now: Date): LoginRequest => {
  const { id, name, email, role, district, schools, reason, remote } = row;
  const late = row.expires_at <= now;
  return {
    ...{ id, name, email, role, district, schools, reason, remote },
    ...{ receivedAt: row.received_at, expiresAt: row.expires_at },
    state: row.decision ?? (late ? "expired" : "open"),
    ...(row.decided_at && {
      decision: {
        ...{
          at: row.decided_at,
          by: row.decided_by ?? "",
          byName: row.decided_by_name ?? "",
          byRole: row.decided_by_role ?? "",
        },
        ...(row.statement === null ? {} : { statement: row.statement }),
        ...(row.signature === null ? {} : { signature: row.signature }),
        ...(row.refusal === null ? {} : { refusal: row.refusal }),
        ...(row.account_id === null ? {} : { account: row.account_id }),
      },
    }),
  };
};

export async function insertRequest(
  tx: Tx,
  request: NewLoginRequest & { remote: string; now: Date; expires: Date },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO access.login_request (name, email, role, district, schools, reason, remote, received_at, expires_at)
     VALUES ($1, lower($2), $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [
      ...[request.name, request.email, request.role, request.district, request.schools ?? [], request.reason],
      ...[request.remote, request.now, request.expires],
    ],
  );
  return rows[0]!.id;
}

/** Of two that come at once for one address, one waits. */
export async function findSame(tx: Tx, of: NewLoginRequest, now: Date): Promise<boolean> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('login-request ' || lower($1)))", [of.email]);
  const { rows } = await tx.query(
    `SELECT FROM access.login_request
     WHERE email = lower($1) AND role = $2 AND district = $3 AND decision IS NULL AND expires_at > $4`,
    [of.email, of.role, of.district, now],
  );
  return rows.length > 0;
}

export async function countFrom(tx: Tx, remote: string, since: Date): Promise<number> {
  const text = "SELECT count(*)::int AS n FROM access.login_request WHERE remote = $1 AND received_at >= $2";
  return ((await tx.query(text, [remote, since])).rows[0] as { n: number }).n;
}

const inPart = "($1::int IS NULL OR district = $1) AND ($2::text[] IS NULL OR role = ANY ($2))";

export async function selectRequests(
  tx: Tx,
  part: ManagedPart,
  query: { state?: RequestState | undefined; now: Date; offset: number; limit: number },
): Promise<{ requests: LoginRequest[]; total: number }> {
  const { rows } = await tx.query(
    `SELECT *, count(*) OVER ()::int AS total FROM access.login_request
     WHERE ${inPart} AND ($3::text IS NULL OR $3 = coalesce(decision, CASE WHEN expires_at <= $4 THEN 'expired' ELSE 'open' END))
     ORDER BY received_at DESC, id LIMIT $5 OFFSET $6`,
    [part.district ?? null, part.roles ?? null, query.state ?? null, query.now, query.limit, query.offset],
  );
  return { total: rows[0]?.total ?? 0, requests: rows.map((row) => toRequest(row as Row, query.now)) };
}

export async function selectRequest(
  tx: Tx,
  part: ManagedPart,
  id: string,
  now: Date,
  lock = false,
): Promise<LoginRequest | undefined> {
  const text = `SELECT * FROM access.login_request WHERE ${inPart} AND id = $3${lock ? " FOR UPDATE" : ""}`;
  const { rows } = await tx.query(text, [part.district ?? null, part.roles ?? null, id]);
  return rows[0] && toRequest(rows[0] as Row, now);
}

export async function setDecision(
  tx: Tx,
  id: string,
  made: { decision: "approved" | "refused"; at: Date; by: { account: string; name: string; role: string } } & {
    [name in "statement" | "signature" | "refusal" | "account" | "assignment"]?: string;
  },
): Promise<void> {
  await tx.query(
    `UPDATE access.login_request SET decision = $2, decided_at = $3, decided_by = $4, decided_by_name = $5,
       decided_by_role = $6, statement = $7, signature = $8, refusal = $9, account_id = $10, assignment_id = $11
     WHERE id = $1`,
    [
      ...[id, made.decision, made.at, made.by.account, made.by.name, made.by.role],
      ...[
        made.statement ?? null,
        made.signature ?? null,
        made.refusal ?? null,
        made.account ?? null,
        made.assignment ?? null,
      ],
    ],
  );
}

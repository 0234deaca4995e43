// SQL of dated grants. Rows are added and ended, never changed or deleted.

import type { Db, Tx } from "../../platform/index.ts";
import { isUuid } from "../../platform/index.ts";
import type { DatedGrant, NewGrant, Signer } from "./model.ts";

type Queryable = Pick<Db, "query"> | Pick<Tx, "query">;

const columns = `g.id, g.account_id AS account, a.name AS account_name, g.kind, g.role, g.valid_from::text, g.valid_to::text,
  g.given_at, g.given_by_name, g.statement, g.title, g.assessed, g.fields, g.document_sha256, g.assignment_id AS assignment,
  g.ended_at, g.end_reason`;

type Row = {
  id: string;
  account: string;
  account_name: string;
  kind: string;
  role: string | null;
  valid_from: string;
  valid_to: string;
  given_at: Date;
  given_by_name: string;
  statement: string;
  title: string | null;
  assessed: boolean | null;
  fields: string[] | null;
  document_sha256: string | null;
  assignment: string | null;
  ended_at: Date | null;
  end_reason: string | null;
};

const toGrant = (row: Row): DatedGrant => ({
  ...{ id: row.id, account: row.account, accountName: row.account_name, kind: row.kind },
  ...(row.role === null ? {} : { role: row.role }),
  ...{ validFrom: row.valid_from, validTo: row.valid_to, givenAt: row.given_at, givenByName: row.given_by_name },
  statement: row.statement,
  ...(row.title === null ? {} : { title: row.title }),
  ...(row.assessed === null ? {} : { assessed: row.assessed }),
  ...(row.fields === null ? {} : { fields: row.fields }),
  ...(row.document_sha256 === null ? {} : { documentSha256: row.document_sha256 }),
  ...(row.assignment === null ? {} : { assignment: row.assignment }),
  ...(row.ended_at === null ? {} : { ended: { at: row.ended_at, reason: row.end_reason ?? "" } }),
});

export async function insertGrant(tx: Tx, grant: NewGrant, by: Signer, now: Date): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO access.dated_grant (account_id, role, kind, valid_from, valid_to, given_at, given_by, given_by_name,
       statement, fields, document_sha256, assignment_id, title, assessed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id`,
    [
      ...[grant.account, grant.role ?? null, grant.kind, grant.validFrom, grant.validTo, now, by.account, by.name],
      ...[grant.statement, grant.fields ?? null, grant.documentSha256 ?? null, grant.assignment ?? null],
      ...[grant.title ?? null, grant.assessed ?? null],
    ],
  );
  return rows[0]!.id;
}

export async function insertGrantStudents(tx: Tx, grant: string, students: readonly string[]): Promise<void> {
  await tx.query("INSERT INTO access.grant_student (grant_id, student_id) SELECT $1, unnest($2::bigint[])", [
    grant,
    students,
  ]);
}

export type GrantFilter = {
  id?: string | undefined;
  accounts?: readonly string[] | undefined;
  kind?: string | undefined;
  /** Not ended, and its last day is not before this one. */
  liveOn?: string | undefined;
};

/** Newest first. */
export async function selectGrants(q: Queryable, filter: GrantFilter): Promise<DatedGrant[]> {
  const { rows } = await q.query(
    `SELECT ${columns} FROM access.dated_grant g JOIN access.account a ON a.id = g.account_id
     WHERE ($1::uuid IS NULL OR g.id = $1) AND ($2::uuid[] IS NULL OR g.account_id = ANY ($2))
       AND ($3::text IS NULL OR g.kind = $3)
       AND ($4::date IS NULL OR (g.ended_at IS NULL AND g.valid_to >= $4))
     ORDER BY g.given_at DESC, a.name, g.role, g.id`,
    [filter.id ?? null, filter.accounts ?? null, filter.kind ?? null, filter.liveOn ?? null],
  );
  return (rows as Row[]).map(toGrant);
}

export const findGrant = async (q: Queryable, id: string): Promise<DatedGrant | undefined> =>
  isUuid(id) ? (await selectGrants(q, { id }))[0] : undefined;

/** Whether it was still open: of two who end it at once, one does. */
export async function endGrant(tx: Tx, id: string, by: string, reason: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    "UPDATE access.dated_grant SET ended_at = $2, ended_by = $3, end_reason = $4 WHERE id = $1 AND ended_at IS NULL",
    [id, now, by, reason],
  );
  return rowCount === 1;
}

/** Grants that are limited to an assignment and not ended. */
export async function openGrantsOf(tx: Tx, assignment: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "SELECT id FROM access.dated_grant WHERE assignment_id = $1 AND ended_at IS NULL",
    [assignment],
  );
  return rows.map(({ id }) => id);
}

/** Until the transaction ends, nobody else gives grants of this kind: what is given twice at once is given once. */
export async function lockKind(tx: Tx, kind: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(7285031, hashtext($1))", [kind]);
}

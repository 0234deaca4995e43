// SQL of accounts and their assignments.
import type { Db, Tx } from "../../platform/index.ts";
import type { Account, Assignment, NewAssignment } from "./model.ts";

type Queryable = Pick<Db, "query"> | Pick<Tx, "query">;

type AssignmentJson = {
  id: string;
  role: string;
  district: number | null;
  schools: number[];
  valid_from: string;
  valid_to: string | null;
};
export type AccountRow = { id: string; name: string; email: string; assignments: AssignmentJson[] };

/** Columns of an account `a` with the assignments that stand on the day given as `$day`. */
export const accountColumns = (day: string): string => `a.id, a.name, a.email, (
  SELECT coalesce(json_agg(json_build_object('id', s.id, 'role', s.role, 'district', s.district, 'schools', s.schools,
    'valid_from', s.valid_from, 'valid_to', s.valid_to) ORDER BY s.created_at, s.id), '[]')
  FROM access.assignment s
  WHERE s.account_id = a.id AND s.ended_at IS NULL AND s.valid_from <= ${day} AND (s.valid_to IS NULL OR s.valid_to >= ${day})
) AS assignments`;

const toAssignment = (row: AssignmentJson): Assignment => ({
  id: row.id,
  role: row.role,
  ...(row.district === null ? {} : { district: row.district }),
  schools: row.schools,
  validFrom: row.valid_from,
  ...(row.valid_to === null ? {} : { validTo: row.valid_to }),
});

export const toAccount = (row: AccountRow): Account => ({
  ...{ id: row.id, name: row.name, email: row.email },
  assignments: row.assignments.map(toAssignment),
});

/** The id of the new account; undefined when the e-mail address is taken. */
export async function insertAccount(tx: Tx, account: { name: string; email: string }, now: Date) {
  const { rows } = await tx.query<{ id: string }>(
    "INSERT INTO access.account (name, email, created_at) VALUES ($1, lower($2), $3) ON CONFLICT (email) DO NOTHING RETURNING id",
    [account.name, account.email, now],
  );
  return rows[0]?.id;
}

export async function insertAssignment(
  tx: Tx,
  account: string,
  given: NewAssignment & { validFrom: string },
  by: { account: string; now: Date },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO access.assignment (account_id, role, district, schools, valid_from, valid_to, created_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      ...[account, given.role, given.district ?? null, given.schools ?? [], given.validFrom, given.validTo ?? null],
      ...[by.now, by.account],
    ],
  );
  return rows[0]!.id;
}

/** Whose, where and since when an assignment is that is not ended. */
export async function lockAssignment(tx: Tx, id: string) {
  const { rows } = await tx.query<{ account: string; role: string; district: number | null; from: string }>(
    `SELECT account_id AS account, role, district, valid_from::text AS from FROM access.assignment
     WHERE id = $1 AND ended_at IS NULL FOR UPDATE`,
    [id],
  );
  const row = rows[0];
  if (!row) return undefined;
  const { district, ...rest } = row;
  return { ...rest, ...(district === null ? {} : { district }) };
}

export type HeldAssignment = {
  id: string;
  role: string;
  district?: number;
  schools: number[];
  from: string;
  to?: string;
  ended: boolean;
  /** Not ended, and its last day is not over. */
  live: boolean;
};

/** All that an account was ever assigned, newest first. */
export async function selectAssignments(q: Queryable, account: string, day: string): Promise<HeldAssignment[]> {
  const { rows } = await q.query(
    `SELECT id, role, district, schools, valid_from::text AS from, valid_to::text AS to,
       ended_at IS NOT NULL AS ended, ended_at IS NULL AND (valid_to IS NULL OR valid_to >= $2::date) AS live
     FROM access.assignment WHERE account_id = $1 ORDER BY created_at DESC, id`,
    [account, day],
  );
  return rows.map(({ district, to, ...rest }) => ({
    ...rest,
    ...(district === null ? {} : { district }),
    ...(to === null ? {} : { to }),
  })) as HeldAssignment[];
}

export async function setLastDay(tx: Tx, id: string, day: string | null): Promise<void> {
  await tx.query("UPDATE access.assignment SET valid_to = $2 WHERE id = $1", [id, day]);
}

export async function setName(tx: Tx, account: string, name: string): Promise<void> {
  await tx.query("UPDATE access.account SET name = $2 WHERE id = $1", [account, name]);
}

export async function endAssignment(tx: Tx, id: string, by: string, now: Date): Promise<void> {
  await tx.query("UPDATE access.assignment SET ended_at = $2, ended_by = $3 WHERE id = $1", [id, now, by]);
}

export async function setDisabled(tx: Tx, account: string, at: Date | null): Promise<boolean> {
  const changed = await tx.query(
    "UPDATE access.account SET disabled_at = $2 WHERE id = $1 AND (disabled_at IS NULL) = ($2::timestamptz IS NOT NULL)",
    [account, at],
  );
  return changed.rowCount === 1;
}

/** By id, e-mail address or name; an id or address wins over a name, and a name that two accounts share finds none. */
export async function selectAccount(q: Queryable, key: string, day: string): Promise<Account | undefined> {
  const found = async (condition: string) => {
    const text = `SELECT ${accountColumns("$2::date")} FROM access.account a WHERE a.disabled_at IS NULL AND ${condition} LIMIT 2`;
    return ((await q.query(text, [key, day])).rows as AccountRow[]).map(toAccount);
  };
  const exact = await found("(a.id::text = $1 OR a.email = lower($1))");
  if (exact[0]) return exact[0];
  const named = await found("a.name = $1");
  return named.length === 1 ? named[0] : undefined;
}

/** Accounts in use, by name; of one district where given. */
export async function selectAccounts(db: Queryable, day: string, district?: number): Promise<Account[]> {
  const text = `SELECT ${accountColumns("$1::date")} FROM access.account a
    WHERE a.disabled_at IS NULL AND ($2::int IS NULL OR EXISTS (
      SELECT FROM access.assignment s WHERE s.account_id = a.id AND s.district = $2 AND s.ended_at IS NULL))
    ORDER BY a.name, a.email`;
  return ((await db.query(text, [day, district ?? null])).rows as AccountRow[]).map(toAccount);
}

/** The dated grants that an account holds on a day, with the role, assignment and fields that each is limited to. */
export async function selectHeld(q: Queryable, account: string, day: string) {
  const { rows } = await q.query(
    `SELECT kind, role, assignment_id AS assignment, fields FROM access.dated_grant
     WHERE account_id = $1 AND ended_at IS NULL AND valid_from <= $2 AND valid_to >= $2`,
    [account, day],
  );
  return rows as { kind: string; role: string | null; assignment: string | null; fields: string[] | null }[];
}

/** Until the end of the transaction nobody else makes accounts in bulk or as the first one. */
export async function lockAccounts(tx: Tx): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('access.account'))");
}

/** Live accounts that hold one of the roles, now or later. */
export async function selectHolders(tx: Tx, roles: readonly string[], day: string): Promise<Account[]> {
  const text = `SELECT ${accountColumns("$2::date")} FROM access.account a
    WHERE a.disabled_at IS NULL AND EXISTS (SELECT FROM access.assignment s WHERE s.account_id = a.id AND s.role = ANY ($1)
      AND s.ended_at IS NULL AND (s.valid_to IS NULL OR s.valid_to >= $2::date)) ORDER BY a.name, a.id`;
  return ((await tx.query(text, [roles, day])).rows as AccountRow[]).map(toAccount);
}

/** Accounts of the addresses, closed ones too, locked until the end of the transaction. */
export async function lockByEmail(tx: Tx, emails: readonly string[]) {
  const { rows } = await tx.query<{ id: string; name: string; email: string; disabled: boolean }>(
    `SELECT id, name, email, disabled_at IS NOT NULL AS disabled FROM access.account
     WHERE email = ANY ($1) ORDER BY id FOR UPDATE`,
    [emails],
  );
  return rows;
}

// All SQL of access. Knows hashes of tokens, never the tokens.
import type { Db, Tx } from "../platform/index.ts";
import type { Account, NewAccount } from "./accounts.ts";

type AccountRow = { id: string; name: string; email: string; role: string; district: number | null };
type Queryable = Pick<Db, "query"> | Pick<Tx, "query">;

const columns = "a.id, a.name, a.email, a.role, a.district";
const toAccount = (row: AccountRow): Account => ({ ...row, district: row.district ?? undefined });

async function accounts(q: Queryable, text: string, params: unknown[]): Promise<Account[]> {
  const { rows } = await q.query(text, params);
  return (rows as AccountRow[]).map(toAccount);
}

/** Undefined when the e-mail address is taken. */
export async function insertAccount(tx: Tx, account: NewAccount, now: Date): Promise<Account | undefined> {
  const text = `INSERT INTO access.account AS a (name, email, role, district, created_at) VALUES ($1, lower($2), $3, $4, $5)
    ON CONFLICT (email) DO NOTHING RETURNING ${columns}`;
  return (await accounts(tx, text, [account.name, account.email, account.role, account.district ?? null, now]))[0];
}

/** By id, e-mail address or name; an id or address wins over a name, and a name that two accounts share finds none. */
export async function selectAccount(db: Db, key: string): Promise<Account | undefined> {
  const exact = await accounts(
    db,
    `SELECT ${columns} FROM access.account a WHERE disabled_at IS NULL AND (id::text = $1 OR email = lower($1))`,
    [key],
  );
  if (exact[0]) return exact[0];
  const named = await accounts(
    db,
    `SELECT ${columns} FROM access.account a WHERE disabled_at IS NULL AND name = $1 LIMIT 2`,
    [key],
  );
  return named.length === 1 ? named[0] : undefined;
}

export async function selectAccounts(db: Db): Promise<Account[]> {
  return accounts(
    db,
    `SELECT ${columns} FROM access.account a WHERE disabled_at IS NULL ORDER BY district NULLS FIRST, role, name`,
    [],
  );
}

export async function insertLink(tx: Tx, hash: Buffer, account: string, now: Date, expires: Date): Promise<void> {
  await tx.query(
    "INSERT INTO access.sign_in_link (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
    [hash, account, now, expires],
  );
}

export async function selectLinkAccount(db: Db, hash: Buffer, now: Date): Promise<Account | undefined> {
  const text = `SELECT ${columns} FROM access.sign_in_link l JOIN access.account a ON a.id = l.account_id
    WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND a.disabled_at IS NULL`;
  return (await accounts(db, text, [hash, now]))[0];
}

/** Uses the link: of two that come at once, the row lock lets one through. */
export async function consumeLink(tx: Tx, hash: Buffer, now: Date): Promise<Account | undefined> {
  const text = `UPDATE access.sign_in_link l SET used_at = $2 FROM access.account a
    WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND a.id = l.account_id AND a.disabled_at IS NULL
    RETURNING ${columns}`;
  return (await accounts(tx, text, [hash, now]))[0];
}

export async function insertSession(tx: Tx, hash: Buffer, account: string, now: Date, expires: Date): Promise<void> {
  await tx.query(
    "INSERT INTO access.session (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
    [hash, account, now, expires],
  );
}

export async function selectSession(
  db: Db,
  hash: Buffer,
  now: Date,
): Promise<{ account: Account; expiresAt: Date } | undefined> {
  const text = `SELECT ${columns}, s.expires_at FROM access.session s JOIN access.account a ON a.id = s.account_id
    WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND a.disabled_at IS NULL`;
  const { rows } = await db.query(text, [hash, now]);
  const row = rows[0] as (AccountRow & { expires_at: Date }) | undefined;
  if (!row) return undefined;
  const { expires_at, ...account } = row;
  return { account: toAccount(account), expiresAt: expires_at };
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

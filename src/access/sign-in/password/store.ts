// SQL of passwords.
import type { Db, Tx } from "../../../platform/index.ts";

type Queryable = Pick<Db | Tx, "query">;

export type StoredPassword = { account: string; hash: string; setAt: Date };

const toPassword = (row: { account_id: string; hash: string; set_at: Date } | undefined): StoredPassword | undefined =>
  row && { account: row.account_id, hash: row.hash, setAt: row.set_at };

/** Of a live account, by its e-mail address. */
export async function selectPasswordByEmail(q: Queryable, email: string): Promise<StoredPassword | undefined> {
  const { rows } = await q.query(
    `SELECT p.* FROM access.password p JOIN access.account a ON a.id = p.account_id
     WHERE a.email = $1 AND a.disabled_at IS NULL`,
    [email.trim().toLowerCase()],
  );
  return toPassword(rows[0]);
}

export async function selectPassword(q: Queryable, account: string): Promise<StoredPassword | undefined> {
  const { rows } = await q.query("SELECT * FROM access.password WHERE account_id = $1", [account]);
  return toPassword(rows[0]);
}

export async function upsertPassword(tx: Tx, account: string, hash: string, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO access.password (account_id, hash, set_at) VALUES ($1, $2, $3)
     ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at`,
    [account, hash, now],
  );
}

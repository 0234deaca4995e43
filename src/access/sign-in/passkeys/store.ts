// SQL of passkeys.
import type { Db, Tx } from "../../../platform/index.ts";

type Queryable = Pick<Db | Tx, "query">;

export type StoredPasskey = {
  id: string;
  credential: string;
  account: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string[];
  name: string;
  since: Date;
  lastUsedAt: Date | undefined;
};

const columns = `p.id, p.credential_id, p.account_id, p.public_key, p.counter, p.transports, p.name, p.created_at, p.last_used_at`;
type Row = {
  id: string;
  credential_id: string;
  account_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
  name: string;
  created_at: Date;
  last_used_at: Date | null;
};

const toPasskey = (row: Row): StoredPasskey => ({
  ...{ id: row.id, credential: row.credential_id, account: row.account_id, name: row.name, since: row.created_at },
  publicKey: new Uint8Array(row.public_key),
  counter: Number(row.counter),
  transports: row.transports,
  lastUsedAt: row.last_used_at ?? undefined,
});

export async function selectPasskeys(q: Queryable, account: string): Promise<StoredPasskey[]> {
  const text = `SELECT ${columns} FROM access.passkey p WHERE p.account_id = $1 ORDER BY p.created_at, p.id`;
  return ((await q.query(text, [account])).rows as Row[]).map(toPasskey);
}

/** Of a live account. */
export async function findPasskey(
  q: Queryable,
  credential: string,
): Promise<(StoredPasskey & { email: string }) | undefined> {
  const { rows } = await q.query(
    `SELECT ${columns}, a.email FROM access.passkey p JOIN access.account a ON a.id = p.account_id
     WHERE p.credential_id = $1 AND a.disabled_at IS NULL`,
    [credential],
  );
  return rows[0] && { ...toPasskey(rows[0]), email: rows[0].email };
}

export async function insertPasskey(
  tx: Tx,
  passkey: Pick<StoredPasskey, "credential" | "account" | "publicKey" | "counter" | "transports" | "name">,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO access.passkey (credential_id, account_id, public_key, counter, transports, name, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[passkey.credential, passkey.account, Buffer.from(passkey.publicKey), passkey.counter, passkey.transports],
      ...[passkey.name, now],
    ],
  );
}

export async function setUsed(tx: Tx, id: string, counter: number, now: Date): Promise<void> {
  await tx.query("UPDATE access.passkey SET counter = $2, last_used_at = $3 WHERE id = $1", [id, counter, now]);
}

export async function deletePasskey(tx: Tx, account: string, id: string): Promise<boolean> {
  const gone = await tx.query("DELETE FROM access.passkey WHERE account_id = $1 AND id::text = $2", [account, id]);
  return gone.rowCount === 1;
}

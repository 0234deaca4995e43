// SQL of identities at providers, and of the assignments that a provider's claims have given.
import type { Tx } from "../../../platform/index.ts";

export async function useIdentity(
  tx: Tx,
  provider: string,
  subject: string,
  now: Date,
): Promise<{ account: string; live: boolean } | undefined> {
  const { rows } = await tx.query<{ account: string; live: boolean }>(
    `UPDATE access.provider_identity i SET last_used_at = $3 FROM access.account a
     WHERE i.provider = $1 AND i.subject = $2 AND a.id = i.account_id
     RETURNING a.id AS account, a.disabled_at IS NULL AS live`,
    [provider, subject, now],
  );
  return rows[0];
}

export async function selectAccountByEmail(tx: Tx, email: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    "SELECT id FROM access.account WHERE email = $1 AND disabled_at IS NULL FOR UPDATE",
    [email],
  );
  return rows[0]?.id;
}

/** False where the provider knows the account under another subject already. */
export async function insertIdentity(
  tx: Tx,
  identity: { provider: string; subject: string; account: string; now: Date },
): Promise<boolean> {
  const added = await tx.query(
    `INSERT INTO access.provider_identity (provider, subject, account_id, linked_at, last_used_at)
     SELECT $1, $2, $3, $4, $4
     WHERE NOT EXISTS (SELECT FROM access.provider_identity WHERE provider = $1 AND account_id = $3)`,
    [identity.provider, identity.subject, identity.account, identity.now],
  );
  return added.rowCount === 1;
}

type Given = { id: string; role: string; district?: number; schools: number[]; from: string };

export async function lockGivenBy(tx: Tx, account: string, source: string, day: string): Promise<Given[]> {
  const { rows } = await tx.query<Omit<Given, "district"> & { district: number | null }>(
    `SELECT id, role, district, schools, valid_from::text AS from FROM access.assignment
     WHERE account_id = $1 AND created_by = $2 AND ended_at IS NULL AND (valid_to IS NULL OR valid_to >= $3::date)
     FOR UPDATE`,
    [account, source, day],
  );
  return rows.map(({ district, ...rest }) => ({ ...rest, ...(district === null ? {} : { district }) }));
}

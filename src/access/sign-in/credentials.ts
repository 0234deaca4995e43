// What a person can sign in with, as the person may see it: never a secret.
import type { Db } from "../../platform/index.ts";
import { type StoredPasskey, selectPasskeys } from "./passkeys/store.ts";
import { selectPassword } from "./password/store.ts";

export type Credentials = {
  password?: { setAt: Date };
  codes?: { since: Date; recoveryCodesLeft: number };
  passkeys: Pick<StoredPasskey, "id" | "name" | "since" | "lastUsedAt">[];
  providers: { provider: string; since: Date; lastUsedAt: Date }[];
};

export async function findCredentials(db: Db, account: string): Promise<Credentials> {
  const password = await selectPassword(db, account);
  const passkeys = await selectPasskeys(db, account);
  const codes = await db.query(
    `SELECT confirmed_at AS since,
       (SELECT count(*)::int FROM access.recovery_code WHERE account_id = $1 AND used_at IS NULL) AS "recoveryCodesLeft"
     FROM access.one_time_code WHERE account_id = $1 AND confirmed_at IS NOT NULL`,
    [account],
  );
  const providers = await db.query(
    `SELECT provider, linked_at AS since, last_used_at AS "lastUsedAt" FROM access.provider_identity
     WHERE account_id = $1 ORDER BY provider`,
    [account],
  );
  return {
    ...(password ? { password: { setAt: password.setAt } } : {}),
    ...(codes.rows[0] ? { codes: codes.rows[0] } : {}),
    passkeys: passkeys.map(({ id, name, since, lastUsedAt }) => ({ id, name, since, lastUsedAt })),
    providers: providers.rows,
  };
}

// Recovery codes: for who has lost the device. Ten at a time, each good once; 80 random bits, so a plain hash keeps them.
import { randomBytes } from "node:crypto";
import type { Tx } from "../../../platform/index.ts";
import { hashToken } from "../token.ts";

const count = 10;
/** Without the letters and digits that are read for each other (Crockford's base 32). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const newCode = (): string => [...randomBytes(16)].map((byte) => alphabet[byte % 32]).join("");

/** As they are shown: four groups of four. */
const shown = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");

/** As they are typed: small letters, gaps, and the letters that look like digits. */
const typed = (text: string): string =>
  text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");

export const looksLikeRecoveryCode = (text: string): boolean => typed(text).length === 16;

/** Makes new ones; the earlier ones are void. The answer is the only place that has them. */
export async function renewRecoveryCodes(tx: Tx, account: string): Promise<string[]> {
  const codes = Array.from({ length: count }, newCode);
  await tx.query("DELETE FROM access.recovery_code WHERE account_id = $1", [account]);
  await tx.query("INSERT INTO access.recovery_code (account_id, hash) SELECT $1, unnest($2::bytea[])", [
    ...[account, codes.map(hashToken)],
  ]);
  return codes.map(shown);
}

/** Whether it was one of the account's and not used before; used it is from now on. */
export async function useRecoveryCode(tx: Tx, account: string, text: string, now: Date): Promise<boolean> {
  const used = await tx.query(
    "UPDATE access.recovery_code SET used_at = $3 WHERE account_id = $1 AND hash = $2 AND used_at IS NULL",
    [account, hashToken(typed(text)), now],
  );
  return used.rowCount === 1;
}

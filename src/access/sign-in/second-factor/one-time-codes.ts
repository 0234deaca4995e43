// One-time codes of an authenticator app (TOTP, RFC 6238): six digits, thirty seconds, one step of tolerance, never twice.
import { generateSecret, generateURI, verify } from "otplib";
import { toDataURL } from "qrcode";
import { recordEvent } from "../../../audit/index.ts";
import { type Db, Problem, type Tx, withTransaction } from "../../../platform/index.ts";
import type { SignInDeps } from "../deps.ts";
import { renewRecoveryCodes } from "./recovery-codes.ts";
import { openSecret, sealSecret } from "./sealed-secret.ts";

/** What the person puts into the app: as a picture, or typed. */
export type Enrolment = { picture: string; secret: string };

const keyOf = ({ signIn }: SignInDeps): Buffer => {
  if (!signIn.key) throw new Error("one-time codes need the installation's key");
  return signIn.key;
};

type Stored = { sealed_secret: Buffer; confirmed_at: Date | null; last_step: string };

const selectCode = async (q: Pick<Db | Tx, "query">, account: string): Promise<Stored | undefined> =>
  (await q.query("SELECT * FROM access.one_time_code WHERE account_id = $1", [account])).rows[0];

export const hasOneTimeCodes = async (q: Pick<Db | Tx, "query">, account: string): Promise<boolean> =>
  (await selectCode(q, account))?.confirmed_at != null;

/** Shows the secret that waits for its first code; makes one where none waits. Throws `codes-on-already`. */
export async function beginEnrolment(deps: SignInDeps, account: { id: string; email: string }): Promise<Enrolment> {
  const found = await selectCode(deps.db, account.id);
  if (found?.confirmed_at) throw new Problem("codes-on-already");
  const secret = found ? openSecret(keyOf(deps), account.id, found.sealed_secret) : generateSecret();
  if (!found)
    await deps.db.query(
      `INSERT INTO access.one_time_code (account_id, sealed_secret, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [account.id, sealSecret(keyOf(deps), account.id, secret), deps.clock.now()],
    );
  const address = generateURI({ issuer: deps.signIn.product, label: account.email, secret });
  return { picture: await toDataURL(address, { margin: 2, width: 220 }), secret };
}

/** The first code proves that the app has the secret. Gives the recovery codes; undefined where the code is wrong. */
export const confirmEnrolment = (deps: SignInDeps, account: string, code: string): Promise<string[] | undefined> =>
  withTransaction(deps.db, async (tx) => {
    if (!(await takeOneTimeCode(deps, tx, account, code))) return undefined;
    const confirmed = await tx.query(
      "UPDATE access.one_time_code SET confirmed_at = $2 WHERE account_id = $1 AND confirmed_at IS NULL",
      [account, deps.clock.now()],
    );
    if (confirmed.rowCount !== 1) throw new Problem("codes-on-already");
    await recordEvent(tx, {
      ...{ actor: account, action: "credential.added", subject: account, details: { kind: "one-time-codes" } },
    });
    return renewRecoveryCodes(tx, account);
  });

/** Whether the code is right now; it is worth nothing afterwards. */
export async function takeOneTimeCode(deps: SignInDeps, tx: Tx, account: string, code: string): Promise<boolean> {
  const token = code.replace(/\s/g, "");
  const found = await selectCode(tx, account);
  if (!found || !/^\d{6}$/.test(token)) return false;
  const result = await verify({
    secret: openSecret(keyOf(deps), account, found.sealed_secret),
    token,
    epoch: Math.floor(deps.clock.now().getTime() / 1000),
    epochTolerance: 30,
  });
  if (!result.valid || !("timeStep" in result)) return false;
  const taken = await tx.query(
    "UPDATE access.one_time_code SET last_step = $2 WHERE account_id = $1 AND last_step < $2",
    [account, result.timeStep],
  );
  return taken.rowCount === 1;
}

/** Off, with the recovery codes. `by`: the person, or who manages the account. */
export async function removeOneTimeCodes(tx: Tx, account: string, by: string): Promise<boolean> {
  const removed = await tx.query("DELETE FROM access.one_time_code WHERE account_id = $1", [account]);
  await tx.query("DELETE FROM access.recovery_code WHERE account_id = $1", [account]);
  if (removed.rowCount !== 1) return false;
  await recordEvent(tx, {
    ...{ actor: by, action: "credential.removed", subject: account, details: { kind: "one-time-codes" } },
  });
  return true;
}

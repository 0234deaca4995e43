// From a proof to a session: whether another step is asked for first (a second factor, a password that has run out).
import { dayOf, Problem, type Tx } from "../../platform/index.ts";
import { selectAccount } from "../accounts/store.ts";
import { clearOldAttempts } from "./attempts.ts";
import type { From, SignInDeps } from "./deps.ts";
import { type StoredPassword, selectPassword } from "./password/store.ts";
import { hasOneTimeCodes } from "./second-factor/one-time-codes.ts";
import { openSession, type Session } from "./sessions.ts";
import { beginStep } from "./steps/begun-steps.ts";

export type Opened = { sessionToken: string; session: Session };
export type Outcome =
  | ({ step: "done" } & Opened)
  /** The browser keeps `token` and brings it with the next form. */
  | { step: "second-factor" | "new-password"; token: string };

const dayLength = 24 * 60 * 60_000;

/** Where the policy lets passwords run out (it should not: NIST SP 800-63B), whether this one has. */
const hasRunOut = (deps: SignInDeps, password: StoredPassword | undefined): boolean => {
  const days = deps.policy.password_days;
  return (
    days !== undefined &&
    password !== undefined &&
    deps.clock.now().getTime() - password.setAt.getTime() >= days * dayLength
  );
};

/** After a password or a link: one-time codes are asked for where the person has them. */
export async function afterFirstFactor(
  deps: SignInDeps,
  tx: Tx,
  account: string,
  how: From & { by: string },
): Promise<Outcome> {
  if (!(await hasOneTimeCodes(tx, account))) return openOrRenew(deps, tx, account, how);
  const person = await selectAccount(tx, account, dayOf(deps.clock));
  if (!person) throw new Problem("account-unknown", { account });
  const details = { by: how.by, email: person.email };
  const token = await beginStep(tx, deps.clock.now(), { kind: "second-factor", account, details });
  return { step: "second-factor", token };
}

/** Everything is proved; who came by a password that has run out chooses a new one first. */
export async function openOrRenew(
  deps: SignInDeps,
  tx: Tx,
  account: string,
  how: From & { by: string },
): Promise<Outcome> {
  if (how.by.startsWith("password") && hasRunOut(deps, await selectPassword(tx, account))) {
    const token = await beginStep(tx, deps.clock.now(), { kind: "new-password", account, details: { by: how.by } });
    return { step: "new-password", token };
  }
  await clearOldAttempts(tx, deps.clock.now());
  return { step: "done", ...(await openSession(deps, tx, account, how)) };
}

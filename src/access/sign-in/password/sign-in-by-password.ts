// Signing in by e-mail address and password. Whatever is wrong, the answer and the work are the same: nobody learns here
// whether an account exists, has a password or is closed.
import { Problem, withTransaction } from "../../../platform/index.ts";
import { beginAttempt, failAttempt, passAttempt } from "../attempts.ts";
import type { From, SignInDeps } from "../deps.ts";
import { afterFirstFactor, type Outcome } from "../enter.ts";
import { verifyPassword } from "./hash-password.ts";
import { selectPasswordByEmail } from "./store.ts";

/** Throws `sign-in-refused` or `too-many-attempts`. */
export async function signInByPassword(
  deps: SignInDeps,
  given: { email: string; password: string },
  from: From,
): Promise<Outcome> {
  const attempt = await beginAttempt(deps, { email: given.email, remote: from.remote });
  const found = await selectPasswordByEmail(deps.db, given.email);
  const right = await verifyPassword(found?.hash, given.password);
  const outcome = await withTransaction(deps.db, async (tx) => {
    if (!found || !right) {
      await failAttempt(tx, attempt, { account: found?.account, by: "password", remote: from.remote });
      return undefined;
    }
    const next = await afterFirstFactor(deps, tx, found.account, { ...from, by: "password" });
    // With a second factor to come, a right password must not let its codes be guessed without end.
    await passAttempt(tx, attempt, { forget: next.step !== "second-factor" });
    return next;
  });
  if (!outcome) throw new Problem("sign-in-refused");
  return outcome;
}

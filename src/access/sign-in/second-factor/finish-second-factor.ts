// The second factor: the code that is asked for after the password. Wrong codes are counted like wrong passwords.
import { Problem, withTransaction } from "../../../platform/index.ts";
import { beginAttempt, failAttempt, passAttempt } from "../attempts.ts";
import type { From, SignInDeps } from "../deps.ts";
import { type Outcome, openOrRenew } from "../enter.ts";
import { findStep, takeStep } from "../steps/begun-steps.ts";
import { takeOneTimeCode } from "./one-time-codes.ts";
import { looksLikeRecoveryCode, useRecoveryCode } from "./recovery-codes.ts";

/** Throws `sign-in-over` where the step is not open, `code-refused`, `too-many-attempts`. */
export async function finishSecondFactor(deps: SignInDeps, token: string, code: string, from: From): Promise<Outcome> {
  const now = deps.clock.now();
  const step = await findStep(deps.db, now, "second-factor", token);
  if (!step?.account) throw new Problem("sign-in-over");
  const { account, details } = step;
  const attempt = await beginAttempt(deps, { email: details.email ?? "", remote: from.remote });
  const outcome = await withTransaction(deps.db, async (tx) => {
    const recovery = looksLikeRecoveryCode(code);
    const right = recovery
      ? await useRecoveryCode(tx, account, code, now)
      : await takeOneTimeCode(deps, tx, account, code);
    if (!right) {
      await failAttempt(tx, attempt, { account, by: recovery ? "recovery-code" : "code", remote: from.remote });
      return undefined;
    }
    if (!(await takeStep(tx, now, "second-factor", token))) throw new Problem("sign-in-over");
    await passAttempt(tx, attempt, { forget: true });
    const by = `${details.by}+${recovery ? "recovery-code" : "code"}`;
    return openOrRenew(deps, tx, account, { ...from, by });
  });
  if (!outcome) throw new Problem("code-refused");
  return outcome;
}

// Proving once more, by the password, that the person at an open session is still the same.
import { recordEvent } from "../../../audit/index.ts";
import { dayOf, Problem, withTransaction } from "../../../platform/index.ts";
import { selectAccount } from "../../accounts/store.ts";
import { beginAttempt, failAttempt, passAttempt } from "../attempts.ts";
import type { From, SignInDeps } from "../deps.ts";
import { renewSession } from "../sessions/own-sessions.ts";
import { verifyPassword } from "./hash-password.ts";
import { selectPassword } from "./store.ts";

/** Gives the session's new token. Throws `old-password-wrong`, `too-many-attempts`. */
export async function proveByPassword(
  deps: SignInDeps,
  sessionToken: string,
  account: string,
  password: string,
  from: From,
): Promise<string> {
  const person = await selectAccount(deps.db, account, dayOf(deps.clock));
  const attempt = await beginAttempt(deps, { email: person?.email ?? "", remote: from.remote });
  const right = await verifyPassword((await selectPassword(deps.db, account))?.hash, password);
  const renewed = await withTransaction(deps.db, async (tx) => {
    if (!right) return failAttempt(tx, attempt, { account, by: "password-again", remote: from.remote });
    await passAttempt(tx, attempt, { forget: true });
    await recordEvent(tx, { actor: account, action: "session.proved", subject: account, details: { by: "password" } });
    return renewSession(deps, tx, sessionToken);
  });
  if (!renewed) throw new Problem("old-password-wrong");
  return renewed;
}

// Turning one-time codes off, new recovery codes, and the way out for who has lost both device and recovery codes.
import { recordEvent } from "../../../audit/index.ts";
import { Problem, withTransaction } from "../../../platform/index.ts";
import { assertTends } from "../../accounts/manage-accounts.ts";
import { assertAnother } from "../../accounts/rights.ts";
import { type Actor, authorize } from "../../policy/actor.ts";
import type { SignInDeps } from "../deps.ts";
import { endSessions } from "../sessions/own-sessions.ts";
import { hasOneTimeCodes, removeOneTimeCodes } from "./one-time-codes.ts";
import { renewRecoveryCodes } from "./recovery-codes.ts";

export const turnCodesOff = (deps: SignInDeps, account: string): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    if (!(await removeOneTimeCodes(tx, account, account))) throw new Problem("not-found");
  });

export const renewCodes = (deps: SignInDeps, account: string): Promise<string[]> =>
  withTransaction(deps.db, async (tx) => {
    if (!(await hasOneTimeCodes(tx, account))) throw new Problem("not-found");
    const details = { kind: "recovery-codes" };
    await recordEvent(tx, { actor: account, action: "credential.changed", subject: account, details });
    return renewRecoveryCodes(tx, account);
  });

/**
 * By who manages the account, after having made sure by other means who is asking. All sessions of the account end.
 * False where no codes were on. Nobody does this to the own account: there a proof is asked for.
 */
export const resetSecondFactor = (deps: SignInDeps, by: Actor, account: string): Promise<boolean> =>
  withTransaction(deps.db, async (tx) => {
    if (!by.grants.actions.has("account.manage-district")) authorize(by, "account.manage");
    await assertTends(deps, tx, by, account);
    assertAnother(by, account);
    if (!(await removeOneTimeCodes(tx, account, by.account))) return false;
    await endSessions(deps, tx, account);
    return true;
  });

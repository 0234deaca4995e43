// Every refusal of a known person is an event, in a transaction of its own: what was asked for has none.
import { recordEvent } from "../../audit/index.ts";
import { withTransaction } from "../../platform/index.ts";
import { type AccountDeps, organizationOf } from "../accounts/manage-accounts.ts";
import type { Actor } from "../policy/actor.ts";

export type Refusal = {
  /** The method and the pattern, without the values: those may be a child's number. */
  route: string;
  status: number;
  /** The problem's code. */
  code: string;
  address: string;
};

export const recordRefusal = (deps: AccountDeps, actor: Actor, refusal: Refusal): Promise<void> =>
  withTransaction(deps.db, (tx) =>
    recordEvent(tx, {
      actor: actor.account,
      action: "access.refused",
      organization: organizationOf(actor.district),
      subject: actor.account,
      details: { ...refusal, role: actor.role },
    }),
  );

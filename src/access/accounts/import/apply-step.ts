// One row of a file of accounts, done: inside the import's transaction, each change with its own audit event.
import { dayOf, type Tx } from "../../../platform/index.ts";
import type { Actor } from "../../policy/actor.ts";
import { makeSignInLink, type SignInLink } from "../../sign-in/links.ts";
import { endLocked, giveAssignment } from "../assignments.ts";
import type { AccountDeps } from "../deps.ts";
import { makeAccount, setName } from "../manage-accounts.ts";
import type { NewAssignment } from "../model.ts";
import type { Step } from "./plan.ts";

/** `made`: accounts that earlier rows made, by address. A link where one is wanted and the row made the account. */
export const applyStep = async (
  deps: AccountDeps,
  tx: Tx,
  by: Actor,
  step: Step,
  made: Map<string, string>,
  links: boolean,
): Promise<SignInLink | undefined> => {
  const { row, known, held, email } = step;
  const { role, district, schools, from } = row;
  const given: NewAssignment = { role, district, schools, validFrom: from, validTo: row.to ?? undefined };
  if (step.account === "added") {
    const { id } = await makeAccount(deps, tx, by, { ...given, name: row.name, email });
    made.set(email, id);
    return links ? makeSignInLink(deps, tx, by, id) : undefined;
  }
  const account = known?.id ?? made.get(email)!;
  if (step.account === "renamed") await setName(tx, by, account, { from: known!.name, to: row.name });
  if (step.assignment === "added") await giveAssignment(deps, tx, by, account, given);
  if (!held) return undefined;
  const locked = { id: held.id, account, role, from: held.from, ...(district === undefined ? {} : { district }) };
  if (step.assignment === "changed") await endLocked(deps, tx, by, locked, row.to ?? null);
  if (step.assignment === "replaced") {
    await endLocked(deps, tx, by, locked);
    const today = dayOf(deps.clock);
    await giveAssignment(deps, tx, by, account, {
      ...{
        role,
        district,
        schools: schools ?? held.schools,
        validFrom: from ?? (held.from > today ? held.from : today),
      },
      validTo: row.to === undefined ? held.to : (row.to ?? undefined),
    });
  }
  return undefined;
};

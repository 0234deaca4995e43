// People whom a district's roster names: accounts without a password where none is known, and assignments to the end of
// the school year. Each roster ends what it gave itself, and nothing that a person gave by hand.
import { recordEvents } from "../../audit/index.ts";
import { type Clock, dayOf, type Tx } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import * as store from "./store-roster-staff.ts";

export type RosterStaff = {
  email: string;
  name: string;
  role: string;
  schools: number[];
  validTo: string;
  district: number | undefined;
};
export type StaffLinks = {
  /** Account by e-mail address; none for an account that is closed. */
  accounts: Map<string, string>;
  created: number;
  added: number;
  changed: number;
  ended: number;
};

/**
 * In the caller's transaction, which has checked that `by` may import this district's roster. An assignment to the same
 * role and district that somebody gave by hand is left as it is, and stands for the roster's.
 */
export const linkRosterStaff = async (
  tx: Tx,
  clock: Clock,
  by: Actor,
  district: number,
  staff: readonly RosterStaff[],
): Promise<StaffLinks> => {
  const now = clock.now();
  const created = await store.insertAccounts(tx, staff, now);
  const accounts = await store.selectOpenAccounts(
    tx,
    staff.map(({ email }) => email),
  );
  const wanted = staff.flatMap((one) => {
    const account = accounts.get(one.email);
    return account ? [{ ...one, account }] : [];
  });
  const source = `roster:${district}`;
  const written = { source, day: dayOf(clock), now, by: by.account };
  const changes = await store.settleAssignments(tx, wanted, written);
  const organization = `district:${district}`;
  const event = (action: string, subject: string, details: Record<string, unknown>) => ({
    ...{ actor: by.account, action, subject, organization, details: { ...details, by: source } },
  });
  await recordEvents(tx, [
    ...created.map(({ id }) => event("account.created", id, {})),
    ...changes.map(({ change, account, assignment, role, schools, validTo }) =>
      event(`assignment.${change}`, account, { assignment, role, schools, to: validTo }),
    ),
  ]);
  const count = (change: string) => changes.filter((one) => one.change === change).length;
  return { accounts, created: created.length, added: count("given"), changed: count("changed"), ended: count("ended") };
};

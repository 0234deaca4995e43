// A superintendent names a person for a role in the own district: the dated grant and the assignment, in one transaction.
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { checkAssignment, giveAssignment } from "../accounts/assignments.ts";
import { selectAccount, selectAssignments } from "../accounts/store.ts";
import { type Actor, can } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import { assertGiver, type GrantDeps, getKind } from "./deps.ts";
import { keepLetter, period } from "./documents/letter.ts";
import { momentOf } from "./documents/moment.ts";
import { giveGrant } from "./give.ts";
import type { DatedGrant } from "./model.ts";
import { periodOf } from "./period.ts";
import { assertSignature } from "./signature.ts";
import { findGrant, lockKind, selectGrants } from "./store.ts";

export type Designation = {
  kind: string;
  /** E-mail address or id. */
  person: string;
  role: string;
  /** Where the giver reaches the state; else it is the giver's own. */
  district?: number | undefined;
  /** None: the whole district. */
  schools: number[];
  from?: string | undefined;
  to: string;
  signature: string;
};

/**
 * Named by the exact e-mail address, since a person who is new to the district is not in any list of it. The same
 * designation again is the one that stands. Throws what a wrong role, school or day would.
 */
export const designate = async (deps: GrantDeps, by: Actor, named: Designation): Promise<DatedGrant> => {
  const kind = getKind(deps, named.kind, "designate");
  assertGiver(by, kind);
  assertSignature(by, named.signature);
  if (!kind.roles.includes(named.role))
    throw new Problem("grant-role-unknown", { title: kind.title, role: named.role, roles: kind.roles.join(", ") });
  const role = findRole(deps.policy, named.role)!;
  const district = role.reach === "state" ? undefined : by.grants.reach === "state" ? named.district : by.district;
  if (!can(by, "grant.designate", { district })) throw new Problem("not-found");
  const day = dayOf(deps.clock);
  const { validFrom, validTo } = periodOf(kind, day, named);
  if (validTo < day) throw new Problem("grant-days", { detail: `The last day, ${validTo}, is over.` });
  const given = { role: named.role, district, schools: named.schools, validFrom, validTo };
  await checkAssignment(deps, given);
  return withTransaction(deps.db, async (tx) => {
    await lockKind(tx, kind.id);
    const account = await selectAccount(tx, named.person, day);
    if (!account) throw new Problem("account-unknown", { account: named.person });
    if (account.id === by.account) throw new Problem("grant-to-oneself", { name: by.name });
    const same = await earlierOne(tx, account.id, { ...given, kind: kind.id, day });
    if (same) return same;
    const documentSha256 = await keepLetter(deps.files, {
      jurisdiction: deps.jurisdiction,
      kind: "Designation",
      subject: `${role.title}: ${account.name}`,
      date: day,
      from: `${by.name}, ${findRole(deps.policy, by.role)?.title ?? by.role}`,
      to: `${account.name}, ${account.email}`,
      facts: [
        ["Role", role.title],
        ["District", district === undefined ? "-" : String(district)],
        ["Schools", named.schools.length > 0 ? named.schools.join(", ") : "All schools"],
        ["Period", period(validFrom, validTo)],
        ["Legal basis", kind.legal_basis],
      ],
      blocks: [{ paragraph: kind.statement }],
      signature: { name: by.name, title: findRole(deps.policy, by.role)?.title ?? by.role, at: momentOf(deps.clock) },
    });
    const assignment = await giveAssignment(deps, tx, by, account.id, given);
    const grant = {
      account: account.id,
      kind: kind.id,
      role: named.role,
      validFrom,
      validTo,
      documentSha256,
      assignment,
    };
    return (await findGrant(tx, await giveGrant(deps, tx, by, { ...grant, statement: kind.statement })))!;
  });
};

type Wanted = {
  kind: string;
  role: string;
  district?: number | undefined;
  schools: number[];
  validTo: string;
  day: string;
};

const earlierOne = async (tx: Tx, account: string, wanted: Wanted): Promise<DatedGrant | undefined> => {
  const held = (await selectAssignments(tx, account, wanted.day)).filter(
    (one) =>
      one.live &&
      one.role === wanted.role &&
      one.district === wanted.district &&
      [...one.schools].sort().join() === [...wanted.schools].sort().join(),
  );
  const grants = await selectGrants(tx, { accounts: [account], kind: wanted.kind, liveOn: wanted.day });
  return grants.find((grant) => grant.validTo === wanted.validTo && held.some(({ id }) => id === grant.assignment));
};

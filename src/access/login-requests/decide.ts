// What the district's administrator does with a request: approve it with a signature, or refuse it with a reason.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { checkAssignment, giveAssignment } from "../accounts/assignments.ts";
import { type AccountDeps, organizationOf } from "../accounts/deps.ts";
import { checkNewAccount, makeAccount } from "../accounts/manage-accounts.ts";
import { districtName, noPlaces } from "../accounts/places.ts";
import { assertAnother, managedPart } from "../accounts/rights.ts";
import { lockByEmail, selectAssignments } from "../accounts/store.ts";
import type { Actor } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import { makeSignInLink, type SignInLink } from "../sign-in/links.ts";
import type { LoginRequest } from "./model.ts";
import * as store from "./store.ts";

export type Approval = {
  account: string;
  /** Where the approval made the account, and only in the answer that did. */
  link?: SignInLink;
};

/** What the administrator signs. The role and the district are named as the reader knows them. */
export const statementOf = async (deps: AccountDeps, { name, role, district }: LoginRequest): Promise<string> => {
  const title = findRole(deps.policy, role)?.title ?? role;
  const place = districtName((await deps.places?.()) ?? noPlaces, district);
  return (
    `I have made sure that ${name} is the person who asks, works for ${place} and needs the access of the role ` +
    `"${title}" for the duties named in this request. I shall end the access when the need for it ends.`
  );
};

/** Throws `not-found` for a request that is not this person's to decide. */
const openRequest = async (deps: AccountDeps, tx: Tx, by: Actor, id: string): Promise<LoginRequest> => {
  const found = await store.selectRequest(tx, managedPart(deps.policy, by), id, deps.clock.now(), true);
  if (!found) throw new Problem("not-found");
  return found;
};

const sameName = (a: string, b: string): boolean => {
  const plain = (text: string) => text.trim().replace(/\s+/g, " ").toLowerCase();
  return plain(a) === plain(b);
};

/**
 * One transaction: the account or the one of that address, the assignment, the set-up link, the signature. Approved
 * again it changes nothing and gives no second link. Throws `signature-differs`, `login-request-closed`.
 */
export const approveRequest = (deps: AccountDeps, by: Actor, id: string, signature: string): Promise<Approval> =>
  withTransaction(deps.db, async (tx) => {
    const request = await openRequest(deps, tx, by, id);
    const { state, decision, name, email, role, district, schools } = request;
    if (state === "approved") return { account: decision!.account! };
    if (state !== "open") throw new Problem("login-request-closed", { state });
    if (!sameName(signature, by.name)) throw new Problem("signature-differs", { signature, name: by.name });
    const given = { role, district, schools };
    const [known] = await lockByEmail(tx, [email]);
    const approval = known
      ? await giveKnown(deps, tx, by, { ...known, given })
      : await giveNew(deps, tx, by, { ...given, name, email });
    const statement = await statementOf(deps, request);
    const { account, assignment } = approval;
    const made = { decision: "approved" as const, at: deps.clock.now(), by, statement, signature, account, assignment };
    await store.setDecision(tx, id, made);
    await recordEvent(tx, {
      actor: by.account,
      action: "login-request.approved",
      subject: `login-request:${id}`,
      organization: organizationOf(district),
      details: { account, assignment, role, signature, statement },
    });
    return { account, ...(approval.link && { link: approval.link }) };
  });

type NewPerson = { name: string; email: string; role: string; district: number; schools: number[] };

const giveNew = async (deps: AccountDeps, tx: Tx, by: Actor, person: NewPerson) => {
  // The form asked whether a single name is the whole one, and the administrator reads it.
  await checkNewAccount(deps, by, { ...person, singleName: true });
  const { id, assignment } = await makeAccount(deps, tx, by, person);
  return { account: id, assignment, link: await makeSignInLink(deps, tx, by, id) };
};

type Known = {
  id: string;
  email: string;
  disabled: boolean;
  given: { role: string; district: number; schools: number[] };
};

/** The person signs in as before; a link to an account that may reach further is not given out. */
const giveKnown = async (deps: AccountDeps, tx: Tx, by: Actor, { id, email, disabled, given }: Known) => {
  if (disabled) throw new Problem("account-disabled", { email });
  assertAnother(by, id);
  await checkAssignment(deps, given);
  const held = await selectAssignments(tx, id, dayOf(deps.clock));
  const same = held.find(
    (one) =>
      one.live &&
      one.to === undefined &&
      one.from <= dayOf(deps.clock) &&
      one.role === given.role &&
      one.district === given.district &&
      one.schools.join() === given.schools.join(),
  );
  return { account: id, assignment: same?.id ?? (await giveAssignment(deps, tx, by, id, given)), link: undefined };
};

/** Refused again, in other words too, it stays as it was refused first. */
export const refuseRequest = (deps: AccountDeps, by: Actor, id: string, refusal: string): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    const { state, district, role } = await openRequest(deps, tx, by, id);
    if (state === "refused") return;
    if (state !== "open") throw new Problem("login-request-closed", { state });
    await store.setDecision(tx, id, { decision: "refused", at: deps.clock.now(), by, refusal });
    await recordEvent(tx, {
      actor: by.account,
      action: "login-request.refused",
      subject: `login-request:${id}`,
      organization: organizationOf(district),
      details: { role, refusal },
    });
  });

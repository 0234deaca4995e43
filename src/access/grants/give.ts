// One dated grant, given and audited in the caller's transaction; and how any grant is ended, at once and with a reason.
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { endLocked } from "../accounts/assignments.ts";
import { organizationOf } from "../accounts/deps.ts";
import { lockAssignment } from "../accounts/store.ts";
import type { Actor } from "../policy/actor.ts";
import { assertGiver, type GrantDeps, getReached, noteView } from "./deps.ts";
import type { DatedGrant, NewGrant } from "./model.ts";
import * as store from "./store.ts";

/** The rights to give it were checked before. Returns its id. */
export const giveGrant = async (deps: GrantDeps, tx: Tx, by: Actor, grant: NewGrant): Promise<string> => {
  const id = await store.insertGrant(tx, grant, by, deps.clock.now());
  const { account, kind, role, validFrom, validTo, documentSha256, fields, assignment } = grant;
  await recordEvent(tx, {
    actor: by.account,
    action: "grant.given",
    subject: account,
    organization: organizationOf(by.district),
    details: {
      ...{ grant: id, kind, role: role ?? null, from: validFrom, to: validTo, by: by.role },
      ...(documentSha256 && { document: documentSha256 }),
      ...(fields && { fields }),
      ...(assignment && { assignment }),
    },
  });
  return id;
};

/**
 * Ends it: the next statement of the person finds it no more. An assignment that came with it ends too. Whoever may
 * give the kind within reach may end it; for others, and for one that is ended, it is `not-found`.
 */
export const endGrant = (deps: GrantDeps, by: Actor, id: string, reason: string): Promise<DatedGrant> =>
  withTransaction(deps.db, async (tx) => {
    const grant = await getGivable(deps, tx, by, id);
    if (reason.trim() === "") throw new Problem("grant-reason-missing");
    if (!(await store.endGrant(tx, grant.id, by.account, reason.trim(), deps.clock.now())))
      throw new Problem("grant-ended", { title: deps.kinds.get(grant.kind)?.title ?? grant.kind });
    await recordEvent(tx, {
      actor: by.account,
      action: "grant.ended",
      subject: grant.account,
      organization: organizationOf(by.district),
      details: { grant: grant.id, kind: grant.kind, role: grant.role ?? null, reason: reason.trim() },
    });
    if (grant.assignment) await endWithAssignment(deps, tx, by, grant.assignment, reason.trim());
    return (await store.findGrant(tx, grant.id))!;
  });

/** The assignment that came with the grant ends, and so does whatever else was given with it. */
const endWithAssignment = async (deps: GrantDeps, tx: Tx, by: Actor, assignment: string, reason: string) => {
  const held = await lockAssignment(tx, assignment);
  if (held) await endLocked(deps, tx, by, { id: assignment, ...held });
  for (const id of await store.openGrantsOf(tx, assignment))
    await store.endGrant(tx, id, by.account, reason, deps.clock.now());
};

/** One that the person may end, to show before it is ended. */
export const getEndable = (deps: GrantDeps, by: Actor, id: string): Promise<DatedGrant> =>
  withTransaction(deps.db, async (tx) => {
    const grant = await getGivable(deps, tx, by, id);
    await noteView(tx, by, "grant.view", { subject: grant.account });
    return grant;
  });

/** A grant of a kind that the person gives, of an account within reach. A statement signed for oneself is ended by who gives any. */
const getGivable = async (deps: GrantDeps, tx: Tx, by: Actor, id: string): Promise<DatedGrant> => {
  const grant = await store.findGrant(tx, id);
  if (!grant) throw new Problem("not-found");
  await getReached(deps, tx, by, grant.account);
  const kind = deps.kinds.get(grant.kind);
  if (kind && kind.way !== "sign") assertGiver(by, kind);
  else if (!by.grants.actions.has("grant.give")) throw new Problem("denied", { name: by.name, action: "grant.end" });
  return grant;
};

// Who acts, and what the policy lets that person do. Pure: the grants travel with the actor, so no check needs a database.
import { Problem } from "../platform/index.ts";
import { type Action, actions, type Reach } from "./actions.ts";
import { type AccessPolicy, findRole } from "./policy.ts";

export type Grants = { readonly reach: Reach; readonly actions: ReadonlySet<Action> };

/** Made by `actorFor` from a policy, never by hand: `grants` is what the role may do. */
export type Actor = {
  readonly account: string;
  readonly name: string;
  readonly role: string;
  readonly district?: number;
  readonly grants: Grants;
};

export type Scope = { district?: number };

/** The program itself, at the command line of its own machine and in its own jobs. */
export const systemActor: Actor = {
  account: "system",
  name: "Rollbook",
  role: "system",
  grants: { reach: "state", actions: new Set(actions) },
};

/** A role the policy does not know gets no grants at all. */
export function actorFor(
  policy: AccessPolicy,
  account: { id: string; name: string; role: string; district?: number },
): Actor {
  const role = findRole(policy, account.role);
  return {
    account: account.id,
    name: account.name,
    role: account.role,
    district: account.district,
    grants: { reach: role?.reach ?? "district", actions: new Set(role?.actions ?? []) },
  };
}

export function can(actor: Actor, action: Action, scope: Scope = {}): boolean {
  return actor.grants.actions.has(action) && reaches(actor, scope);
}

/**
 * Throws `denied` (403) when the role lacks the action, whatever the district; `not-found` (404) when the district is
 * out of reach, in the same words as for a district that does not exist, so that the answer tells nothing.
 */
export function authorize(actor: Actor, action: Action, scope: Scope = {}): void {
  if (!actor.grants.actions.has(action)) throw new Problem("denied", { name: actor.name, action });
  if (!reaches(actor, scope)) throw new Problem("not-found", {});
}

function reaches(actor: Actor, scope: Scope): boolean {
  if (actor.grants.reach === "state") return true;
  if (actor.district === undefined) return false;
  return scope.district === undefined || scope.district === actor.district;
}

// Who acts, and what the policy lets that person do. Pure: the grants travel with the actor, so no check needs a database.
import { Problem } from "../../platform/index.ts";
import { type Action, actions, type Reach, readingActions } from "./actions.ts";
import { type AccessPolicy, findRole, visibleFields } from "./policy.ts";
import type { FieldName } from "./record-fields.ts";
import { viewerOf } from "./viewer.ts";

export type Grants = {
  readonly reach: Reach;
  readonly actions: ReadonlySet<Action>;
  /** The role of the database that reads students for this actor; none: sees no student. */
  readonly viewer?: string | undefined;
  readonly fields: ReadonlySet<FieldName>;
  readonly refusal?: string | undefined;
};

/** Made by `actorFor` from a policy, never by hand: `grants` is what the role may do. */
export type Actor = {
  readonly account: string;
  readonly name: string;
  readonly role: string;
  /** The assignment that this session acts in; the database looks it up again at every reading. */
  readonly assignment?: string | undefined;
  readonly district?: number | undefined;
  /** Schools that the assignment is limited to; empty: the whole district. */
  readonly schools: readonly number[];
  readonly grants: Grants;
};

export type Scope = { district?: number | undefined };

/** The program itself, at the command line of its own machine and in its own jobs. It sees no student's record. */
export const systemActor: Actor = {
  account: "system",
  name: "Rollbook",
  role: "system",
  schools: [],
  grants: { reach: "state", actions: new Set(actions), fields: new Set() },
};

export type ActingAs = {
  account: string;
  name: string;
  role: string;
  assignment?: string | undefined;
  district?: number | undefined;
  schools?: readonly number[];
  /** Whether everything that the role needs is valid today; else the role grants nothing. */
  standing?: boolean;
  /** Whether everything that reading students needs is valid today; else the role sees none, and its other actions stay. */
  reading?: boolean;
  /** Fields that the assignment's grants are limited to; none: all that the role sees. */
  fields?: readonly string[] | undefined;
};

/** A role the policy does not know, or one whose needs are not met, gets no grants at all. */
export function actorFor(policy: AccessPolicy, acting: ActingAs): Actor {
  const role = acting.standing === false ? undefined : findRole(policy, acting.role);
  const { account, name, assignment, district, schools = [], reading = true } = acting;
  const granted = role?.actions ?? [];
  return {
    ...{ account, name, role: acting.role, assignment, district, schools },
    grants: {
      reach: role?.reach ?? "none",
      actions: new Set(reading ? granted : granted.filter((action) => !readingActions.has(action))),
      viewer: role && reading ? viewerOf(acting.role, role) : undefined,
      fields: new Set(role && reading ? limited(visibleFields(policy, acting.role), acting.fields) : []),
      refusal: findRole(policy, acting.role)?.refusal,
    },
  };
}

const limited = (shown: FieldName[], to: readonly string[] | undefined): FieldName[] =>
  to === undefined ? shown : shown.filter((field) => to.includes(field));

export function can(actor: Actor, action: Action, scope: Scope = {}): boolean {
  return actor.grants.actions.has(action) && reaches(actor, scope);
}

/**
 * Throws `denied` (403) when the role lacks the action, whatever the district; `not-found` (404) when the district is
 * out of reach, in the same words as for a district that does not exist, so that the answer tells nothing.
 */
export function authorize(actor: Actor, action: Action, scope: Scope = {}): void {
  if (!actor.grants.actions.has(action)) throw refused(actor, action);
  if (!reaches(actor, scope)) throw new Problem("not-found", {});
}

/** The refusal in the policy's own words where it has some. */
function refused(actor: Actor, action: Action): Problem {
  const { refusal } = actor.grants;
  if (refusal) return new Problem("denied-by-policy", { name: actor.name, action, refusal });
  return new Problem("denied", { name: actor.name, action });
}

function reaches(actor: Actor, scope: Scope): boolean {
  if (actor.grants.reach === "state") return true;
  if (scope.district === undefined) return actor.grants.reach === "none" || actor.district !== undefined;
  return actor.grants.reach === "district" && scope.district === actor.district;
}

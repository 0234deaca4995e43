// From an account and one of its assignments to the actor: with the role's rights only where all that it needs is held today.
import { Problem } from "../../platform/index.ts";
import { type Actor, actorFor } from "../policy/actor.ts";
import { type AccessPolicy, findRole } from "../policy/policy.ts";
import type { Account, Assignment } from "./model.ts";

export type Held = { kind: string; role: string | null };

/** Needs of the role that no grant meets. */
export const missingNeeds = (policy: AccessPolicy, role: string, held: readonly Held[]): string[] =>
  (findRole(policy, role)?.needs ?? []).filter(
    (need) => !held.some((grant) => grant.kind === need && (grant.role === null || grant.role === role)),
  );

/** An account without an assignment acts as nobody: it may sign in, and is told whom to ask. */
export const actingAs = (
  policy: AccessPolicy,
  account: Account,
  assignment: Assignment | undefined,
  held: readonly Held[],
): Actor =>
  actorFor(policy, {
    account: account.id,
    name: account.name,
    role: assignment?.role ?? "",
    assignment: assignment?.id,
    district: assignment?.district,
    schools: assignment?.schools ?? [],
    standing: assignment !== undefined && missingNeeds(policy, assignment.role, held).length === 0,
  });

/** The one assignment meant: the named role's, or the only one. Throws `assignment-unclear` and `assignment-none`. */
export const chooseAssignment = (account: Account, role?: string): Assignment => {
  const fitting = account.assignments.filter((one) => role === undefined || one.role === role);
  const [first, second] = fitting;
  if (first && !second) return first;
  const roles = account.assignments.map((one) => one.role).join(", ") || "none";
  throw new Problem(first ? "assignment-unclear" : "assignment-none", { name: account.name, roles });
};

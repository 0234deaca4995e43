// From an account and one of its assignments to the actor: with the role's rights only where all that it needs is held today.
import { Problem } from "../../platform/index.ts";
import { type Actor, actorFor } from "../policy/actor.ts";
import { type AccessPolicy, findRole, needsOf } from "../policy/policy.ts";
import type { Account, Assignment } from "./model.ts";

export type Held = { kind: string; role: string | null };

const unmet = (needs: readonly string[], role: string, held: readonly Held[]): string[] =>
  needs.filter((need) => !held.some((grant) => grant.kind === need && (grant.role === null || grant.role === role)));

/** Needs of the role, for acting or for reading, that no grant meets. */
export const missingNeeds = (policy: AccessPolicy, role: string, held: readonly Held[]): string[] => {
  const declared = findRole(policy, role);
  return declared ? unmet(needsOf(declared), role, held) : [];
};

/** An account without an assignment acts as nobody: it may sign in, and is told whom to ask. */
export const actingAs = (
  policy: AccessPolicy,
  account: Account,
  assignment: Assignment | undefined,
  held: readonly Held[],
): Actor => {
  const role = assignment?.role ?? "";
  const { needs = [], needs_to_read = [] } = findRole(policy, role) ?? {};
  return actorFor(policy, {
    account: account.id,
    name: account.name,
    role,
    assignment: assignment?.id,
    district: assignment?.district,
    schools: assignment?.schools ?? [],
    standing: assignment !== undefined && unmet(needs, role, held).length === 0,
    reading: unmet(needs_to_read, role, held).length === 0,
  });
};

/** The one assignment meant: the named role's, or the only one. Throws `assignment-unclear` and `assignment-none`. */
export const chooseAssignment = (account: Account, role?: string): Assignment => {
  const fitting = account.assignments.filter((one) => role === undefined || one.role === role);
  const [first, second] = fitting;
  if (first && !second) return first;
  const roles = account.assignments.map((one) => one.role).join(", ") || "none";
  throw new Problem(first ? "assignment-unclear" : "assignment-none", { name: account.name, roles });
};

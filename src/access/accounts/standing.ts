// From an account and one of its assignments to the actor: with the role's rights only where all that it needs is held today.
import { Problem } from "../../platform/index.ts";
import { type Actor, actorFor } from "../policy/actor.ts";
import { type AccessPolicy, findRole, needsOf } from "../policy/policy.ts";
import type { Account, Assignment } from "./model.ts";

/** A grant that is valid today: for a role or for any, for one assignment or for any, of some fields or of all. */
export type Held = { kind: string; role: string | null; assignment?: string | null; fields?: string[] | null };

type In = { role: string; id?: string };

const isFor = (grant: Held, { role, id }: In): boolean =>
  (grant.role === null || grant.role === role) && (!grant.assignment || grant.assignment === id);

const unmet = (needs: readonly string[], at: In, held: readonly Held[]): string[] =>
  needs.filter((need) => !held.some((grant) => grant.kind === need && isFor(grant, at)));

/** Needs of the role in this assignment, for acting or for reading, that no grant meets. */
export const missingNeeds = (policy: AccessPolicy, at: In, held: readonly Held[]): string[] => {
  const declared = findRole(policy, at.role);
  return declared ? unmet(needsOf(declared), at, held) : [];
};

/** Where the role sees the students of its grants, and the assignment was given with one that names fields: these and no others. */
const grantedFields = (policy: AccessPolicy, at: In, held: readonly Held[]): string[] | undefined => {
  if (findRole(policy, at.role)?.rows !== "grant") return undefined;
  const naming = held.filter((grant) => grant.assignment && isFor(grant, at) && grant.fields);
  return naming.length === 0 ? undefined : naming.flatMap(({ fields }) => fields ?? []);
};

/** An account without an assignment acts as nobody: it may sign in, and is told whom to ask. */
export const actingAs = (
  policy: AccessPolicy,
  account: Account,
  assignment: Assignment | undefined,
  held: readonly Held[],
): Actor => {
  const role = assignment?.role ?? "";
  const at: In = { role, ...(assignment && { id: assignment.id }) };
  const { needs = [], needs_to_read = [] } = findRole(policy, role) ?? {};
  return actorFor(policy, {
    account: account.id,
    name: account.name,
    role,
    assignment: assignment?.id,
    district: assignment?.district,
    schools: assignment?.schools ?? [],
    standing: assignment !== undefined && unmet(needs, at, held).length === 0,
    reading: unmet(needs_to_read, at, held).length === 0,
    fields: grantedFields(policy, at, held),
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

// Who may manage whose account: everybody's, or those of one district in the roles that the policy lets the person give.
import { Problem } from "../../platform/index.ts";
import { type Actor, can } from "../policy/actor.ts";
import { type AccessPolicy, findRole, type RolePolicy } from "../policy/policy.ts";

/** What of the accounts somebody manages; a part that is undefined is not limited. */
export type ManagedPart = { district?: number | undefined; roles?: readonly string[] | undefined };

type Held = { role: string; district?: number | undefined };

/** Throws `denied` for who manages no account. */
export const managedPart = (policy: AccessPolicy, by: Actor): ManagedPart => {
  if (can(by, "account.manage")) return {};
  if (!can(by, "account.manage-district")) throw new Problem("denied", { name: by.name, action: "account.manage" });
  const roles = Object.keys(policy.roles).filter((role) => findRole(policy, role)?.given_by.includes(by.role));
  return { district: by.grants.reach === "state" ? undefined : by.district, roles };
};

export const isWithin = (part: ManagedPart, { role, district }: Held): boolean =>
  (part.district === undefined || part.district === district) &&
  (part.roles === undefined || (district !== undefined && part.roles.includes(role)));

/** Who manages all accounts may give any role; who manages a district's may give the roles that name theirs, there. */
export const mayGive = (policy: AccessPolicy, by: Actor, given: Held): void => {
  const part = managedPart(policy, by);
  if (part.district !== undefined && part.district !== given.district) throw new Problem("not-found");
  if (!isWithin(part, given)) throw new Problem("denied", { name: by.name, action: `give the role ${given.role}` });
};

/** Nobody gives oneself rights, or takes the last key with them. */
export const assertAnother = (by: Actor, account: string): void => {
  if (by.account === account) throw new Problem("account-own", { name: by.name });
};

/**
 * Roles that can be asked for by the public form: those that somebody of a district gives; where nobody manages a
 * district's accounts alone, those of the district's staff. Families ask their school.
 */
export const requestableRoles = (policy: AccessPolicy): { id: string; title: string }[] => {
  const roles = Object.entries(policy.roles);
  const byDistrict = roles.some(([, { actions }]) => actions.includes("account.manage-district"));
  const isAsked = ({ reach, rows, given_by }: RolePolicy) =>
    rows !== "family" && (byDistrict ? reach !== "state" && given_by.length > 0 : reach === "district");
  return roles.filter(([, role]) => isAsked(role)).map(([id, { title }]) => ({ id, title }));
};

/** Roles that the person may give, with their titles. */
export const givableRoles = (policy: AccessPolicy, by: Actor): { id: string; title: string; reach: string }[] => {
  const { roles } = managedPart(policy, by);
  return Object.entries(policy.roles)
    .filter(
      ([id, role]) =>
        role.actions.length + (role.rows === "none" ? 0 : 1) > 0 && (roles === undefined || roles.includes(id)),
    )
    .map(([id, { title, reach }]) => ({ id, title, reach }));
};

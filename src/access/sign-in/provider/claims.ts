// What a provider's claims say of a person: the roles, where, and in which schools. Pure.
import type { NewAssignment } from "../../accounts/model.ts";
import { type AccessPolicy, findRole } from "../../policy/policy.ts";
import type { ClaimMapping } from "./provider-settings.ts";

export type Claims = Record<string, unknown>;

/** A claim by its name, or by a path into objects. */
export const claimOf = (claims: Claims, name: string): unknown =>
  name in claims
    ? claims[name]
    : name
        .split(".")
        .reduce<unknown>(
          (value, part) =>
            typeof value === "object" && value !== null && Object.hasOwn(value, part)
              ? (value as Claims)[part]
              : undefined,
          claims,
        );

const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value].flat());

/** A claim's words and numbers; anything else in it, such as an object, says nothing. */
const wordsOf = (value: unknown): string[] =>
  listOf(value).flatMap((one) => (typeof one === "string" || typeof one === "number" ? [String(one)] : []));

const numbersOf = (value: unknown): number[] =>
  wordsOf(value)
    .filter((one) => /^\d{1,9}$/.test(one))
    .map(Number);

/** The assignments that the claims stand for. One that lacks its district or schools, or names no role, is left out. */
export function assignmentsOf(policy: AccessPolicy, mapping: ClaimMapping, claims: Claims): NewAssignment[] {
  const words = wordsOf(claimOf(claims, mapping.role));
  const roles = [...new Set(words.flatMap((word) => (Object.hasOwn(mapping.roles, word) ? mapping.roles[word]! : [])))];
  const districts = mapping.district_claim ? numbersOf(claimOf(claims, mapping.district_claim)) : [];
  const [district = mapping.district] = districts;
  const schools = mapping.schools_claim ? numbersOf(claimOf(claims, mapping.schools_claim)).sort((a, b) => a - b) : [];
  return roles.flatMap((name): NewAssignment[] => {
    const role = findRole(policy, name);
    if (!role) return [];
    if (role.rows === "school" && schools.length === 0) return [];
    if (role.reach === "district") return district === undefined ? [] : [{ role: name, district, schools }];
    return [{ role: name, schools: [] }];
  });
}

/** What a provider may say of an e-mail address: verified, and of a domain that it speaks for. */
export function vouchedEmail(claims: Claims, domains: readonly string[] | undefined): string | undefined {
  const { email, email_verified: verified } = claims;
  if (typeof email !== "string" || (verified !== true && verified !== "true")) return undefined;
  const address = email.trim().toLowerCase();
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return !domains || domains.includes(domain) ? address : undefined;
}

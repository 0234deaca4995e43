// The names of the database's roles that a policy becomes: one viewer per role that sees rows, in one kind of scope.
import { createHash } from "node:crypto";
import type { RolePolicy } from "./policy.ts";

/** Kinds of scope as the database has them: each is a role `rollbook_rows_<kind>` that the row policies hang on. */
export const scopeKinds = [
  "all",
  "located",
  "district",
  "school",
  "school_year",
  "related",
  "related_year",
  "program",
  "family",
  "grant",
] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** Undefined for a role that sees no rows. */
export const scopeOf = (role: RolePolicy): ScopeKind | undefined => {
  if (role.rows === "none") return undefined;
  return role.when === "school-year" ? (`${role.rows}_year` as ScopeKind) : role.rows;
};

/** The scope is part of the name, so that two profiles on one server never quarrel over what a role is a member of. */
export const viewerOf = (name: string, role: RolePolicy): string | undefined => {
  const scope = scopeOf(role);
  if (!scope) return undefined;
  const viewer = `rollbook_view_${name.replaceAll("-", "_")}_${scope}`;
  if (viewer.length <= 63) return viewer;
  return `${viewer.slice(0, 54)}_${createHash("sha256").update(viewer).digest("hex").slice(0, 8)}`;
};

export const scopeRole = (scope: ScopeKind): string => `rollbook_rows_${scope}`;

// Test cases made from the policy: for each role that sees students and each field, whether the database must give it.
// They hold the database to the policy; the policy itself is held to tables written by hand.
import { viewersOf, viewName } from "../enforcement/policy-sql.ts";
import type { AccessPolicy } from "../policy/policy.ts";
import { visibleFields } from "../policy/policy.ts";
import { allFields, type FieldName } from "../policy/record-fields.ts";

export type PolicyCase = {
  role: string;
  viewer: string;
  field: FieldName;
  /** The view that shows it, or would: in the schema `seen`. */
  view: string;
  expected: "shown" | "refused";
};

export const policyCases = (policy: AccessPolicy): PolicyCase[] =>
  viewersOf(policy).flatMap(({ role, viewer }) => {
    const seen = new Set(visibleFields(policy, role));
    return allFields.map(({ name, table }) => ({
      ...{ role, viewer, field: name, view: viewName(role, table) },
      expected: seen.has(name) ? ("shown" as const) : ("refused" as const),
    }));
  });

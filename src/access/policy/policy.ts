// The profile's access.yaml: role -> relationship -> field levels -> actions. No policy, no access: what is not granted
// here is denied. Pure but for reading the one file.
import { z } from "zod";
import { readProfileYaml } from "../../platform/index.ts";
import { actions, reaches } from "./actions.ts";
import { dangersOf } from "./dangers.ts";
import { allFields, type FieldName, fieldKinds, findField, recordTableNames, tableOf } from "./record-fields.ts";

/**
 * Which students a role sees; `none` has no right on any table of students; `located`: one of the whole state, whose
 * names and birth date the person gives.
 */
const rowKinds = ["none", "all", "located", "district", "school", "related", "program", "family", "grant"] as const;
export type RowKind = (typeof rowKinds)[number];

/** 1: seen by the fewest, 4: by the most (policy of access levels: a role of level n sees fields of level n and up). */
const level = z.int().min(1).max(4);

const levelsSchema = z.strictObject(
  Object.fromEntries(
    recordTableNames.map((table) => [
      table,
      z.strictObject(Object.fromEntries(Object.keys(tableOf(table).fields).map((column) => [column, level]))),
    ]),
  ),
);

const fieldsSchema = z.strictObject({
  level,
  without: z.array(z.enum(fieldKinds)).default([]),
  also: z.array(z.string().refine((name) => findField(name), "no such field of the record")).default([]),
});

const roleSchema = z
  .strictObject({
    title: z.string().min(1),
    /** The rows of the policy's own list of roles that this role stands for. */
    positions: z.array(z.string().min(1)).min(1),
    reach: z.enum(reaches),
    rows: z.enum(rowKinds).default("none"),
    /** related, school: today only, or any day of this school year so far. */
    when: z.enum(["today", "school-year"]).default("today"),
    relations: z.array(z.string().regex(/^[a-z][a-z-]*$/)).default([]),
    student_age: z.enum(["minor", "adult"]).optional(),
    fields: fieldsSchema.optional(),
    /** Kinds of dated grants that must all be valid today, or the role sees and does nothing. */
    needs: z.array(z.string().regex(/^[a-z][a-z-]*$/)).default([]),
    /** The same for reading students alone: without them the role's other actions stay. */
    needs_to_read: z.array(z.string().regex(/^[a-z][a-z-]*$/)).default([]),
    /** Who this role may be given by, besides those who manage all accounts. */
    given_by: z.array(z.string()).default([]),
    /** What a person of this role is told when something is refused: why, and whom to ask. */
    refusal: z.string().min(1).optional(),
    actions: z.array(z.enum(actions)).default([]),
  })
  .superRefine((role, context) => {
    const must = (holds: boolean, path: string, message: string) => {
      if (!holds) context.addIssue({ code: "custom", path: [path], message });
    };
    const reading = role.rows !== "none";
    must(reading === (role.fields !== undefined), "fields", "named exactly where the role sees rows");
    must(
      (role.rows === "related" || role.rows === "family") === role.relations.length > 0,
      "relations",
      "named exactly where rows are related or family",
    );
    must(role.when === "today" || role.rows === "related" || role.rows === "school", "when", "for related and school");
    must(role.student_age === undefined || role.rows === "family", "student_age", "only where rows are family");
    must(reading || role.needs_to_read.length === 0, "needs_to_read", "only where the role sees rows");
    must(role.reach !== "none" || role.rows !== "district", "reach", "rows of a district need the reach district");
  });

const accessPolicySchema = z
  .strictObject({
    /** Days a password lasts; none: for ever (NIST SP 800-63B advises against expiry). */
    password_days: z.int().positive().optional(),
    levels: levelsSchema,
    roles: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), roleSchema),
  })
  .superRefine((policy, context) => {
    for (const [name, role] of Object.entries(policy.roles))
      role.given_by.forEach((giver, at) => {
        if (!Object.hasOwn(policy.roles, giver))
          context.addIssue({
            code: "custom",
            path: ["roles", name, "given_by", at],
            message: `there is no role ${giver}`,
          });
      });
    for (const { path, message } of dangersOf(policy, (role) => visibleFields(policy, role)))
      context.addIssue({ code: "custom", path, message });
  });

export type RolePolicy = z.output<typeof roleSchema>;
export type AccessPolicy = z.output<typeof accessPolicySchema>;

/** Reads and checks `access.yaml`; an unknown action, a misspelled key or a field without a level is a profile error with file, line and column. */
export function loadAccessPolicy(profileDir: string): AccessPolicy {
  return readProfileYaml(profileDir, "access.yaml", accessPolicySchema);
}

/** Everything dated that the role needs, for acting or for reading. */
export const needsOf = (role: RolePolicy): string[] => [...new Set([...role.needs, ...role.needs_to_read])];

export function findRole(policy: AccessPolicy, role: string): RolePolicy | undefined {
  return Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined;
}

/** Fields that a role may see, in the order of the record; none for a role that the policy does not know. */
export function visibleFields(policy: AccessPolicy, roleName: string): FieldName[] {
  const shown = findRole(policy, roleName)?.fields;
  if (!shown) return [];
  return allFields
    .filter(({ name, table, column, field }) => {
      if (shown.also.includes(name)) return true;
      const its = (policy.levels as Record<string, Record<string, number>>)[table]?.[column] ?? 1;
      return its >= shown.level && !shown.without.includes(field.kind);
    })
    .map(({ name }) => name);
}

// The profile's grants.yaml: the kinds of dated grants it knows, who gives each and how, how long each lasts, and the
// statement that is signed. Checked against access.yaml, so that no role needs what nobody can give.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ProfileError, type ProfileIssue, readProfileYaml } from "../../platform/index.ts";
import type { Action } from "../policy/actions.ts";
import { type AccessPolicy, findRole, needsOf } from "../policy/policy.ts";

/**
 * memo: by one signature for many; sign: by the person for oneself; record: as a fact, by who keeps such records;
 * designate: by naming a person for a role in the own district; apply: by deciding a written application.
 */
const ways = ["memo", "sign", "record", "designate", "apply"] as const;
export type Way = (typeof ways)[number];

/** The action that gives a grant in this way; a statement signed for oneself needs none. */
export const actionOf = {
  memo: "grant.give",
  sign: undefined,
  record: "grant.give",
  designate: "grant.designate",
  apply: "application.decide",
} as const satisfies Record<Way, Action | undefined>;

const kindSchema = z
  .strictObject({
    title: z.string().min(1),
    way: z.enum(ways),
    /** Roles that give it: none where it is signed for oneself. */
    givers: z.array(z.string()).default([]),
    /** To the end of the school year, for so many days, or until the date that the giver names. */
    lasts: z.union([z.literal("school-year"), z.literal("until"), z.strictObject({ days: z.int().positive() })]),
    /** designate and apply: the role that is given with it. */
    roles: z.array(z.string()).default([]),
    /** apply: kinds of needs that a granted application meets too, for its own assignment. */
    meets: z.array(z.string()).default([]),
    /** record: whether it only counts when what was learned was assessed. */
    assessed: z.boolean().default(false),
    legal_basis: z.string().min(1),
    /** What is signed, whole. */
    statement: z.string().trim().min(1),
    /** What a person who lacks it is told to do. */
    to_get: z.string().min(1),
  })
  .superRefine((kind, context) => {
    const must = (holds: boolean, path: string, message: string) => {
      if (!holds) context.addIssue({ code: "custom", path: [path], message });
    };
    must((kind.way === "sign") === (kind.givers.length === 0), "givers", "named, unless it is signed for oneself");
    const gives = kind.way === "designate" || kind.way === "apply";
    must(gives === kind.roles.length > 0, "roles", "named exactly where a role is given with it");
    must(kind.way === "apply" || kind.meets.length === 0, "meets", "only for what is applied for");
    must(kind.way === "record" || !kind.assessed, "assessed", "only for what is recorded");
    must(kind.lasts !== "until" || kind.way !== "sign", "lasts", "nobody chooses the end of the own statement");
  });

const grantKindsSchema = z.strictObject({
  kinds: z.record(z.string().regex(/^[a-z][a-z-]*$/), kindSchema),
});

export type GrantKind = z.output<typeof kindSchema> & { id: string };
export type GrantKinds = ReadonlyMap<string, GrantKind>;

const file = "grants.yaml";

/** Reads `grants.yaml` and compares it with the policy. A profile whose roles need nothing may do without the file. */
export const loadGrantKinds = (profileDir: string, policy: AccessPolicy): GrantKinds => {
  const declared = existsSync(join(profileDir, file)) ? readProfileYaml(profileDir, file, grantKindsSchema).kinds : {};
  const kinds = new Map(Object.entries(declared).map(([id, kind]) => [id, { id, ...kind }]));
  const issues = [
    ...unmetNeeds(policy, kinds),
    ...[...kinds.values()].flatMap((kind) => wrongRoles(policy, kinds, kind)),
  ];
  if (issues.length > 0) throw new ProfileError(issues);
  return kinds;
};

const issue = (message: string): ProfileIssue => ({ file, line: 1, column: 1, message });

const unmetNeeds = (policy: AccessPolicy, kinds: GrantKinds): ProfileIssue[] =>
  Object.entries(policy.roles).flatMap(([name, role]) =>
    needsOf(role)
      .filter((need) => !kinds.has(need))
      .map((need) => issue(`the role ${name} needs ${need}, and no such kind is here`)),
  );

const wrongRoles = (policy: AccessPolicy, kinds: GrantKinds, kind: GrantKind): ProfileIssue[] => {
  const action = actionOf[kind.way];
  return [
    ...kind.meets.filter((one) => !kinds.has(one)).map((one) => issue(`kinds.${kind.id}: there is no kind ${one}`)),
    ...[...kind.givers, ...kind.roles]
      .filter((role) => !findRole(policy, role))
      .map((role) => issue(`kinds.${kind.id}: there is no role ${role}`)),
    ...kind.givers
      .filter((role) => findRole(policy, role) && action && !findRole(policy, role)?.actions.includes(action))
      .map((role) => issue(`kinds.${kind.id}: the role ${role} lacks the action ${action}`)),
  ];
};

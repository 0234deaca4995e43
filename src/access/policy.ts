// The profile's access.yaml: which role may do what, and how far. No policy, no access: what is not granted here is denied.

import { z } from "zod";
import { readProfileYaml } from "../platform/index.ts";
import { type Action, actions, type Reach } from "./actions.ts";

const roleSchema = z.strictObject({
  title: z.string().min(1),
  reach: z.enum(["district", "state"]),
  actions: z.array(z.enum(actions)),
});

const accessPolicySchema = z.strictObject({
  roles: z.record(z.string().regex(/^[a-z][a-z-]*$/), roleSchema),
});

export type RolePolicy = { title: string; reach: Reach; actions: Action[] };
export type AccessPolicy = { roles: Record<string, RolePolicy> };

/** Reads and checks `access.yaml`; an unknown action or a misspelled key is a profile error with file, line and column. */
export function loadAccessPolicy(profileDir: string): AccessPolicy {
  return readProfileYaml(profileDir, "access.yaml", accessPolicySchema);
}

export function findRole(policy: AccessPolicy, role: string): RolePolicy | undefined {
  return Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined;
}

// What each audience may see, from the profile's disclosure.yaml.
import { z } from "zod";
import type { SuppressionPolicy } from "../disclosure/index.ts";
import { readProfileYaml } from "../platform/index.ts";
import type { Audience } from "./report.ts";

const policy = z.strictObject({
  minimum: z.int().min(0),
  candidates: z.int().min(1),
  whole_group: z.enum(["withhold", "publish"]),
});
const policies = z.strictObject({
  internal: policy,
  public: policy.refine(({ minimum }) => minimum >= 2, "a public table needs a minimum of at least 2"),
});

/** Throws ProfileError with file, line and column. */
export const loadPolicies = (profileDir: string): Record<Audience, SuppressionPolicy> => {
  const { internal, public: open } = readProfileYaml(profileDir, "disclosure.yaml", policies);
  const named = (audience: Audience, { whole_group, ...rest }: z.output<typeof policy>): SuppressionPolicy => ({
    ...rest,
    audience,
    wholeGroup: whole_group,
  });
  return { internal: named("internal", internal), public: named("public", open) };
};

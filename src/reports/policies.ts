// What each audience may see, from the profile's disclosure.yaml.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { SuppressionPolicy } from "../disclosure/index.ts";
import { ProfileError, readProfileYaml } from "../platform/index.ts";
import type { ReportDefinition } from "./definition.ts";
import type { Audience } from "./report.ts";

const policy = z.strictObject({
  minimum: z.int().min(0),
  candidates: z.int().min(1),
  whole_group: z.enum(["withhold", "publish"]),
});
const policies = z.strictObject({
  internal: policy,
  public: policy
    .extend({ linked: z.array(z.string()).default([]) })
    .refine(({ minimum }) => minimum >= 2, "a public table needs a minimum of at least 2"),
});
const file = "disclosure.yaml";

export type Policies = Record<Audience, SuppressionPolicy> & {
  /** Reports protected together for the public, in this order. */
  linked: readonly string[];
};

/** For a profile that declares no report: nothing would be shown to anybody. */
const nothing = {
  minimum: Number.MAX_SAFE_INTEGER,
  candidates: 1,
  whole_group: "withhold",
  linked: [] as string[],
} as const;

/** Throws ProfileError with file, line and column; also where two public reports of one collection would not be protected together. */
export const loadPolicies = (profileDir: string, definitions: ReadonlyMap<string, ReportDefinition>): Policies => {
  const declared = definitions.size > 0 || existsSync(join(profileDir, file));
  const { internal, public: open } = declared
    ? readProfileYaml(profileDir, file, policies)
    : { internal: nothing, public: nothing };
  const problem = contradiction(open.linked, definitions);
  if (problem) throw new ProfileError([{ file, line: 1, column: 1, message: `public: linked: ${problem}` }]);
  const named = (audience: Audience, { minimum, candidates, whole_group }: z.output<typeof policy>) => ({
    audience,
    minimum,
    candidates,
    wholeGroup: whole_group,
  });
  return { internal: named("internal", internal), public: named("public", open), linked: open.linked };
};

const contradiction = (
  linked: readonly string[],
  definitions: ReadonlyMap<string, ReportDefinition>,
): string | undefined => {
  if (new Set(linked).size < linked.length) return "a report is named twice";
  for (const id of linked) {
    const definition = definitions.get(id);
    if (!definition) return `there is no report ${id}`;
    if (!definition.audiences.includes("public")) return `${id} is not for the public`;
    if (!definition.grain) return `${id} declares no grain`;
    if (definition.measures.filter(({ kind }) => kind === "count").length !== 1) return `${id} needs exactly one count`;
  }
  const open = [...definitions.values()].filter(({ audiences }) => audiences.includes("public"));
  for (const { id, collection } of open) {
    const beside = open.find((other) => other.id !== id && other.collection === collection);
    if (beside && !linked.includes(id))
      return `${id} is public beside ${beside.id}, so that it must be named: each could give away what the other withholds`;
  }
  return undefined;
};

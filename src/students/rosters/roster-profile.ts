// What a profile says about rosters: which role of its policy a OneRoster role stands for, and where a file carries the
// state's number. Reads rosters.yaml; a profile without it links nobody and matches by the district's own number.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type AccessPolicy, loadAccessPolicy } from "../../access/index.ts";
import { readProfileYaml } from "../../platform/index.ts";
import { rosterRoles } from "./layout.ts";

const schema = z.strictObject({
  /** OneRoster role -> roles of access.yaml: the first that the policy has is given. */
  roles: z.partialRecord(z.enum(rosterRoles), z.array(z.string()).min(1)).default({}),
  state_identifier: z
    .strictObject({
      /** Types in `userIds`, written {type:number}. */
      user_id_types: z.array(z.string()).default([]),
      /** Columns of users.csv, as metadata.stateId. */
      columns: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** The binding says that an end date is the first day that no longer counts; some systems write the last that does. */
  end_dates: z.enum(["exclusive", "inclusive"]).default("exclusive"),
});

export type RosterProfile = z.output<typeof schema>;

export const noRosterProfile: RosterProfile = schema.parse({});

/** Throws ProfileError: a role that the policy does not have, or one that reaches the whole state, is no role for a roster. */
export const loadRosterProfile = (profileDir: string, policy?: AccessPolicy): RosterProfile => {
  const file = "rosters.yaml";
  if (!existsSync(join(profileDir, file))) return noRosterProfile;
  const { roles } = policy ?? loadAccessPolicy(profileDir);
  return readProfileYaml(
    profileDir,
    file,
    schema.superRefine((profile, context) => {
      for (const [from, given] of Object.entries(profile.roles))
        for (const [at, role] of given.entries()) {
          const path = ["roles", from, at];
          if (!Object.hasOwn(roles, role))
            context.addIssue({ code: "custom", path, message: `access.yaml has no role ${role}` });
          else if (roles[role]?.reach === "state")
            context.addIssue({
              code: "custom",
              path,
              message: `${role} reaches the whole state: no roster gives that`,
            });
        }
    }),
  );
};

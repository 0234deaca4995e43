// What a profile says about schools beyond the published table: calendar, towns, special schools. Reads directory/ of the profile.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readProfileCsv, readProfileYaml } from "../platform/index.ts";
import { GRADES, type Grade } from "./model.ts";

const monthDay = z.string().regex(/^\d\d-\d\d$/, "a month and day as MM-DD");
const span = z.strictObject({ earliest: monthDay, latest: monthDay });
const isoDay = z.iso.date();

const calendar = z.strictObject({
  published: z.record(z.string(), z.string()).default({}),
  first_day: span,
  last_day: span,
  half_days_in_session: z.int().positive(),
  active_from: isoDay,
  town_of_district: z.enum(["same-number", "none"]),
  contact: z.strictObject({
    given_names: z.array(z.string()).min(1),
    family_names: z.array(z.string()).min(1),
    mail_domain: z.string(),
    phone_prefix: z.string(),
  }),
});

const grades = z.string().transform((text, context): Grade[] => {
  const words = text.split(" ").filter((word) => word !== "");
  for (const word of words)
    if (!(GRADES as readonly string[]).includes(word)) context.addIssue(`"${word}" is no grade (${GRADES.join(" ")})`);
  return words as Grade[];
});

const town = z.strictObject({
  number: z.coerce.number().int(),
  name: z.string().min(1),
  district: z.coerce.number().int(),
});
const specialSchool = z.strictObject({
  number: z.coerce.number().int(),
  name: z.string().min(1),
  kind: z.enum(["nonpublic", "out-of-state"]),
  grades,
});

export type Conventions = z.output<typeof calendar> & {
  towns: z.output<typeof town>[];
  specialSchools: z.output<typeof specialSchool>[];
};

/** Throws ProfileError with file, line and column. */
export const loadConventions = (profileDir: string): Conventions => ({
  ...readProfileYaml(profileDir, "directory/calendar.yaml", calendar),
  towns: readProfileCsv(profileDir, "directory/towns.csv", town),
  specialSchools: readProfileCsv(profileDir, "directory/special-schools.csv", specialSchool),
});

/** A profile without the folder has no conventions: its directories come whole, from files or rosters. */
export const checkConventions = (profileDir: string): void => {
  if (existsSync(join(profileDir, "directory"))) loadConventions(profileDir);
};

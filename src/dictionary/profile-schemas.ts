// The form of a line in the profile's dictionary files, checked by zod. One schema a file; no cross-checks here.
import { z } from "zod";
import { defaultTimeZone } from "../platform/index.ts";

const flagged = z.enum(["yes", "no"]).transform((text) => text === "yes");
const optionalText = z.string().transform((text) => text.trim() || undefined);
const year = z
  .string()
  .regex(/^(\d{4})?$/, "must be a school year (the year in which it ends) or blank")
  .transform((text) => (text ? Number(text) : undefined));
const isoDate = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, "must be a date as YYYY-MM-DD or blank")
  .transform((text) => text || undefined);
const count = z
  .string()
  .regex(/^\d+$/, "must be a whole number")
  .transform((text) => Number(text));
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, "must be letters and digits, starting with a letter");
const names = z.string().transform((text) =>
  text
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean),
);
const filled = z.string().min(1, "must be filled");

export const elementSchema = z.object({
  collection: filled,
  position: count,
  number: z.string(),
  name,
  long_name: filled,
  sql_name: z.string().regex(/^([a-z][a-z0-9_]*)?$/, "must be lower-case letters, digits and _"),
  type: z.enum(["integer", "decimal", "date", "text"]),
  format: z.string(),
  min_length: count,
  max_length: count,
  required: z.enum(["yes", "no", "conditional"]),
  definition: filled,
  purpose: z.string(),
  code_set: optionalText,
  ceds_id: z
    .string()
    .regex(/^(\d{6})?$/, "must be the six digits of a CEDS element or blank")
    .transform((text) => text || undefined),
  valid_from: year,
  valid_to: year,
  warehouse: flagged,
  level: z.enum(["1", "2", "3", "4"]).transform((text) => Number(text) as 1 | 2 | 3 | 4),
  notes: z.string(),
  source: z.string(),
});

export const codeSchema = z.object({
  code_set: filled,
  code: filled,
  label: filled,
  valid_from: isoDate,
  valid_to: isoDate,
  notes: z.string(),
  source: z.string(),
});

export const ruleSchema = z.object({
  collection: names,
  scope: z.enum(["row", "batch", "district", "state"]),
  rule_id: z.string().regex(/^[A-Z][A-Z0-9]*-[A-Z0-9]+$/, "must look like ENR-001"),
  severity: z.enum(["error", "warning", "confirm"]),
  check: z.enum(["cel", "file", "sql", "built-in", "planned"]),
  elements: names,
  when: z.string(),
  must: z.string(),
  sql: z
    .string()
    .regex(/^([\w-]+\.sql)?$/, "must be the name of a file in rules/")
    .transform((text) => text || undefined),
  condition: filled,
  message: filled,
  remedy: filled,
  valid_from: year,
  valid_to: year,
  source: z.string(),
});

const schoolDay = z.string().regex(/^(starting|ending) \d{2}-\d{2}$/, 'must look like "starting 10-01"');

const collectionSchema = z.looseObject({
  name: filled,
  description: z.string().default(""),
  count_date: schoolDay.optional(),
  window_date: schoolDay,
  window: z.looseObject({ opens: schoolDay, closes: schoolDay }),
  dates: z.record(z.string().regex(/^[a-z][a-z_]*$/), schoolDay).default({}),
  roles: z.strictObject({
    student: name,
    district: name,
    school: name,
    grade: name,
    entry_date: name,
    exit_date: name,
    birth_date: name.optional(),
    sau: name.optional(),
    status: name.optional(),
    entry_code: name.optional(),
    exit_code: name.optional(),
  }),
  file_rules: z
    .strictObject({
      required: z.string().optional(),
      column_count: z.string().optional(),
      too_long: z.string().optional(),
      empty: z.string().optional(),
      unreadable: z.record(z.string(), z.string()).default({}),
    })
    .default({ unreadable: {} }),
});

/** Loose: other modules keep their own settings of a collection beside these. */
export const collectionsSchema = z.record(z.string().regex(/^[A-Z0-9][A-Z0-9-]*$/), collectionSchema);

const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat("en-US", { timeZone: name }));
  } catch {
    return false;
  }
};

export const profileSchema = z.looseObject({
  name: filled,
  title: filled,
  identifier: z.string().default("student identifier"),
  time_zone: z
    .string()
    .refine(isTimeZone, "must be an IANA time zone, such as America/Chicago")
    .default(defaultTimeZone),
  grade_codes: z.record(z.string(), z.array(z.string())).default({}),
});

// What kind of value each column of the record holds, to read a filter's text into it. Whatever is not named is text.
import { z } from "zod";
import { Problem } from "../../platform/index.ts";
import type { VisibleField } from "./visible.ts";

export type ValueKind = "text" | "number" | "day" | "yes-no";

const kinds: Record<string, ValueKind> = {
  birth_date: "day",
  entry_date: "day",
  exit_date: "day",
  start_date: "day",
  end_date: "day",
  noted_on: "day",
  taken_on: "day",
  starts: "day",
  ends: "day",
  military_connected: "yes-no",
  homeless: "yes-no",
  current_district: "number",
  current_school: "number",
  district: "number",
  school: "number",
  school_year: "number",
  half_days_present: "number",
  half_days_absent: "number",
  in_school_suspensions: "number",
  out_of_school_suspensions: "number",
  scale_score: "number",
};

export const kindOf = (column: string): ValueKind => (Object.hasOwn(kinds, column) && kinds[column]) || "text";

const schemas = {
  // PostgreSQL's text knows no NUL.
  text: z
    .string()
    .max(200)
    .refine((text) => !text.includes("\0")),
  number: z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number),
  day: z.iso.date(),
  "yes-no": z.enum(["yes", "no", "true", "false"]).transform((word) => word === "yes" || word === "true"),
};
const forms = {
  text: "a text of at most 200 characters",
  number: "a whole number",
  day: "a day as 2025-10-15",
  "yes-no": "yes or no",
};

/** Throws `invalid-input` in words about the field, never in the database's. */
export const readValue = (field: VisibleField, text: string): string | number | boolean => {
  const kind = kindOf(field.column);
  const parsed = schemas[kind].safeParse(text.trim());
  if (!parsed.success) throw new Problem("invalid-input", { detail: `${field.title}: ${forms[kind]} is needed.` });
  return parsed.data;
};

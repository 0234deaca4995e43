// The map of fields that the matcher is given: which columns of the files play which role. Read from YAML.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { Problem } from "../../platform/index.ts";
import { type DateFormat, findDateFormat } from "../text/calendar-date.ts";

const column = z.string().trim().min(1);
const oneColumn = z
  .union([column, z.strictObject({ column })])
  .transform((each) => (typeof each === "string" ? each : each.column));
const dob = z
  .union([column, z.strictObject({ column, format: z.string().optional() })])
  .transform((each) => (typeof each === "string" ? { column: each, format: undefined } : each));

const fieldMap = z.strictObject({
  id: oneColumn,
  first: oneColumn.optional(),
  middle: oneColumn.optional(),
  last: oneColumn.optional(),
  dob: dob.optional(),
  /** Where `dob` is a plain column name. */
  dob_format: z.string().optional(),
  format: z.string().optional(),
  sex: oneColumn.optional(),
  town: oneColumn.optional(),
  postcode: oneColumn.optional(),
  ssn: oneColumn.optional(),
  guardian: oneColumn.optional(),
  extra: z.array(column).default([]),
});

const roles = ["first", "middle", "last", "sex", "town", "postcode", "ssn", "guardian"] as const;

export type MappedField = { role: (typeof roles)[number] | "dob" | "extra"; column: string };
export type FieldMap = { id: string; fields: MappedField[]; dateFormat: DateFormat | undefined };

/** Throws `field-map-invalid`. */
export const parseFieldMap = (text: string, file: string): FieldMap => {
  const wrong = (detail: string): never => {
    throw new Problem("field-map-invalid", { file, detail });
  };
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    return wrong((error as Error).message);
  }
  const read = fieldMap.safeParse(data);
  if (!read.success)
    return wrong(read.error.issues.map(({ path, message }) => `${path.join(".") || "the map"}: ${message}`).join("; "));
  const map = read.data;
  const fields: MappedField[] = [];
  for (const role of roles) if (map[role] !== undefined) fields.push({ role, column: map[role] });
  if (map.dob) fields.push({ role: "dob", column: map.dob.column });
  for (const name of map.extra) fields.push({ role: "extra", column: name });
  if (fields.length === 0) wrong("besides id, at least one role to compare by is needed");
  const columns = [map.id, ...fields.map(({ column: name }) => name)];
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) wrong(`the column ${twice} plays two roles`);
  const format = map.dob?.format ?? map.dob_format ?? map.format;
  const dateFormat = format === undefined ? undefined : findDateFormat(format);
  if (format !== undefined && !dateFormat) wrong(`dob: ${format} is no date format; write it like YYYY-MM-DD`);
  return { id: map.id, fields, dateFormat };
};

/** Throws `file-unreadable`, `field-map-invalid`. */
export const readFieldMap = (file: string): FieldMap => {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Problem("file-unreadable", { file, detail: (error as Error).message }, { cause: error });
  }
  return parseFieldMap(text, file);
};

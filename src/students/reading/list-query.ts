// From what a reader asks of a list to its SQL: filter, order, columns, each over visible fields only. Pure.
// Conditions use `=` and `^@` alone: they are leakproof and keep their index under row security.

import { readValue } from "./field-values.ts";
import { columnsOf, getStudentField, keyOf, type VisibleFields } from "./visible.ts";

export type Filter = { field: string; value: string };
export type ListRequest = {
  filters?: Filter[];
  /** A field; `-field` for the other way round. */
  sort?: string | undefined;
  /** Fields to answer with; default: all that are visible. */
  fields?: string[] | undefined;
  /** Where no fields are asked for: those of these that are visible. */
  preferred?: readonly string[];
  offset?: number;
  limit?: number;
};

export type Conditions = { where: string; values: unknown[] };

/** A name is sought by how it begins, whatever its case and accents; anything else by being the same. */
export const conditionsOf = (fields: VisibleFields, filters: readonly Filter[]): Conditions => {
  const conditions: string[] = [];
  const values: unknown[] = [];
  // All fields are looked at before any value: a hidden field's answer must not depend on what was asked of it.
  const named = filters.map(({ field, value }) => ({ field: getStudentField(fields, field), value }));
  for (const { field, value } of named) {
    if (value.trim() === "") continue;
    const key = keyOf(field);
    values.push(readValue(field, value));
    conditions.push(key ? `${key} ^@ students.name_key($${values.length})` : `${field.column} = $${values.length}`);
  }
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "", values };
};

/** By name where names are visible; the number without meaning makes the order whole. */
export const orderOf = (fields: VisibleFields, sort: string | undefined): string => {
  const down = sort?.startsWith("-");
  const field = sort === undefined || sort === "" ? undefined : getStudentField(fields, down ? sort.slice(1) : sort);
  const names = ["last_name", "first_name"].flatMap((column) =>
    fields.has(`student.${column}`) ? `${column}_key` : [],
  );
  const first = field && (keyOf(field) ?? field.column);
  const rest = [...names, "student_id"].filter((column) => column !== first);
  const all = first ? [`${first}${down ? " DESC NULLS LAST" : ""}`, ...rest] : rest;
  return `ORDER BY ${all.join(", ")}`;
};

export const listColumns = (fields: VisibleFields, { fields: asked, preferred }: ListRequest): string[] => {
  if (asked && asked.length > 0) return [...new Set(asked.map((name) => getStudentField(fields, name).column))];
  return columnsOf(fields, "student").filter((column) => preferred?.includes(column) ?? true);
};

// What an export's file holds: fields of students and of at most one other table of the record, a row for each. Pure.
import type { RecordTableName } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import type { Value } from "../reading/store.ts";
import { getField, type VisibleField, type VisibleFields } from "../reading/visible.ts";

export type FilePlan = { header: string[]; columns: string[]; table?: RecordTableName; fields: VisibleField[] };

/** Tables that join a student's rows to the student. Classes are no part of a file: a roster is one already. */
const joined: readonly RecordTableName[] = [
  "enrollment",
  "program",
  "special_education",
  "economic_status",
  "health_note",
  "attendance",
  "assessment",
];

/** Throws `field-unknown`, and `export-tables` for fields of two tables besides the student. */
export const planFile = (visible: VisibleFields, asked: readonly string[]): FilePlan => {
  const fields = [...new Set(asked)].map((name) => {
    const field = getField(visible, name);
    if (field.table !== "student" && !joined.includes(field.table)) throw new Problem("field-unknown", { field: name });
    return field;
  });
  const tables = [...new Set(fields.map(({ table }) => table))].filter((table) => table !== "student");
  if (tables.length > 1) throw new Problem("export-tables", {});
  return {
    header: fields.map(({ table, column, name }) => (table === "student" ? column : name)),
    columns: fields.map(({ table, column }) => `${table === "student" ? "s" : "t"}.${column}`),
    ...(tables[0] ? { table: tables[0] } : {}),
    fields,
  };
};

export const mayExport = (visible: VisibleFields, name: string): boolean => {
  const table = name.split(".")[0] as RecordTableName;
  return visible.has(name as VisibleField["name"]) && (table === "student" || joined.includes(table));
};

export const toCell = (value: Value): unknown => (typeof value === "boolean" ? (value ? "yes" : "no") : value);

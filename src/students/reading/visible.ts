// What of the record a reader may name: fields are asked for by name, and one that the reader does not see is answered
// like one that does not exist. Every column in SQL of this module comes from here. Pure.
import { type FieldName, findField, type RecordTableName, recordTables } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";

export type VisibleFields = ReadonlySet<FieldName>;
export type VisibleField = { name: FieldName; table: RecordTableName; column: string; title: string };

/** Columns of a table that the reader sees, in the order of the record. */
export const columnsOf = (fields: VisibleFields, table: RecordTableName): string[] =>
  Object.keys(recordTables[table].fields).filter((column) => fields.has(`${table}.${column}`));

/** The field asked for, as `birth_date` (of the student) or `enrollment.grade`. Throws `field-unknown`. */
export const getField = (fields: VisibleFields, asked: string): VisibleField => {
  const name = (asked.includes(".") ? asked : `student.${asked}`) as FieldName;
  const found = fields.has(name) ? findField(name) : undefined;
  if (!found) throw new Problem("field-unknown", { field: asked.slice(0, 100) });
  return { name, table: found.table, column: found.column, title: found.field.title };
};

/** As `getField`, for what lists, filters and sorts can name: fields of the student. */
export const getStudentField = (fields: VisibleFields, asked: string): VisibleField => {
  const field = getField(fields, asked);
  if (field.table !== "student") throw new Problem("field-unknown", { field: asked.slice(0, 100) });
  return field;
};

/** The stored column that searches and sorts by a field; undefined where the field itself does. */
export const keyOf = ({ table, column }: VisibleField): string | undefined =>
  findField(`${table}.${column}`)?.field.key;

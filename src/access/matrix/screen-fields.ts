// What a screen, a filter, a sort or a file may name for an actor: tables and fields with their titles, in the order of
// the record. A field that is not in here is, for this actor, a field that does not exist.
import type { Actor } from "../policy/actor.ts";
import { allFields, type FieldName, type RecordTableName, recordTableNames, tableOf } from "../policy/record-fields.ts";

export type ScreenField = { name: FieldName; column: string; title: string };
export type ScreenTable = { table: RecordTableName; title: string; fields: ScreenField[] };

/** Tables without a visible field are left out. */
export const screenTables = (actor: Actor): ScreenTable[] =>
  recordTableNames.flatMap((table) => {
    const fields = allFields
      .filter((one) => one.table === table && actor.grants.fields.has(one.name))
      .map(({ name, column, field }) => ({ name, column, title: field.title }));
    return fields.length > 0 ? [{ table, title: tableOf(table).title, fields }] : [];
  });

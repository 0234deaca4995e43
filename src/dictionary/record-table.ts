// The typed table that holds a collection's records: made from the elements, so a profile needs no migration of its own.
import { getCollection } from "./collection.ts";
import { elementColumn, elementsOf } from "./compile/columns.ts";
import type { Dictionary, ElementColumn } from "./types.ts";

export type RecordTable = {
  /** With its schema, e.g. collections.record_boy; partitioned by school year. */
  table: string;
  /** Name of a school year's partition, into which COPY goes directly. */
  partition(year: number): string;
  columns: ElementColumn[];
  /** Columns in the order of the checker's COPY lines of a school year. */
  copyColumns(year: number): string[];
};

/** Throws Problem `collection-unknown`. Holds all elements of the collection, whatever year they are valid in. */
export const recordTable = (dictionary: Dictionary, collectionId: string): RecordTable => {
  const collection = getCollection(dictionary, collectionId);
  const table = `collections.record_${collection.id.toLowerCase().replaceAll("-", "_")}`;
  const columns = elementsOf(dictionary, collection.id).map(elementColumn);
  return {
    table,
    partition: (year) => `${table}_${year}`,
    columns,
    copyColumns: (year) => [
      "batch_id",
      "row_number",
      ...elementsOf(dictionary, collection.id, year).map((element) => element.sqlName),
      "raw",
    ],
  };
};

/** SQL of the parent table, safe to run again: elements that the dictionary gained since are added, none is ever dropped. */
export const recordTableDdl = (dictionary: Dictionary, collectionId: string): string => {
  const { table, columns } = recordTable(dictionary, collectionId);
  const student = getCollection(dictionary, collectionId).roles.student;
  const key = columns.find((column) => column.name === student)!.sqlName;
  const name = table.split(".")[1]!;
  return `create table if not exists ${table} (
  school_year smallint not null,
  batch_id uuid not null,
  row_number integer not null,
  version integer not null default 1,
${columns.map((column) => `  ${column.sqlName} ${column.sqlType},`).join("\n")}
  raw jsonb,
  primary key (school_year, batch_id, row_number)
) partition by list (school_year);
${columns.map((column) => `alter table ${table} add column if not exists ${column.sqlName} ${column.sqlType};`).join("\n")}
create index if not exists ${name}_student on ${table} (${key});
`;
};

/** SQL of a school year's partition, safe to run again. Its school year is filled in, so COPY need not send it. */
export const recordPartitionDdl = (dictionary: Dictionary, collectionId: string, year: number): string => {
  const { table, partition } = recordTable(dictionary, collectionId);
  if (!Number.isInteger(year)) throw new TypeError("a school year is a whole number");
  return `create table if not exists ${partition(year)} partition of ${table} (school_year default ${year}) for values in (${year});
`;
};

// Records as numbers: each field's values are numbered, and a record is one row of those numbers. Threads share it.

import type { FieldKind } from "../compare/levels.ts";
import { buildValueTable, shared, type ValueTable } from "../compare/value-table.ts";

export type Role =
  | "first"
  | "middle"
  | "last"
  | "dob"
  | "sex"
  | "town"
  | "postcode"
  | "ssn"
  | "guardian"
  | "race"
  | "local"
  | "extra";

/** `name` is the role, or the column of an extra field. */
export type Field = { name: string; role: Role; kind: FieldKind };

/** A field's distinct folded texts ("" first) and, for each record, the number of its text. */
export type Column = Field & { texts: readonly string[]; numbers: Uint32Array };

export type RecordTable = {
  count: number;
  /** Records before it are of the first file, the others of the second; 0 when there is one file. */
  split: number;
  fields: readonly Field[];
  /** Row-major: the values of record r are at r * fields.length. */
  rows: Uint32Array;
  /** One a field; the parts of a name share one table, so that they can be compared crosswise. */
  values: readonly ValueTable[];
};

/** Fields that are cheap to compare come first; first and last name stand together. */
const place: Record<Role, number> = {
  sex: 0,
  race: 0,
  local: 1,
  ssn: 1,
  dob: 2,
  first: 3,
  last: 4,
  postcode: 5,
  middle: 6,
  town: 7,
  extra: 8,
  guardian: 9,
};

export const inScoringOrder = <F extends Field>(columns: readonly F[]): F[] =>
  [...columns].sort((a, b) => place[a.role] - place[b.role]);

const isName = ({ kind }: Field): boolean => kind === "name" || kind === "middle";

export const buildRecordTable = (
  columns: readonly Column[],
  split: number,
  table: (texts: readonly string[], field: Field) => ValueTable = (texts, field) =>
    buildValueTable(texts, isName(field)),
): RecordTable => {
  const ordered = inScoringOrder(columns);
  const count = ordered[0]?.numbers.length ?? 0;
  const width = ordered.length;
  const rows = new Uint32Array(shared(count * width * 4));
  const built = new Map<readonly string[], ValueTable>();
  const values = ordered.map((column, at) => {
    for (let record = 0; record < count; record++) rows[record * width + at] = column.numbers[record]!;
    const made = built.get(column.texts) ?? table(column.texts, column);
    built.set(column.texts, made);
    return made;
  });
  const fields = ordered.map(({ name, role, kind }) => ({ name, role, kind }));
  return { count, split, fields, rows, values };
};

/** How many pairs there are to find matches among. */
export const pairsOf = ({ count, split }: Pick<RecordTable, "count" | "split">): number =>
  split > 0 ? split * (count - split) : (count * (count - 1)) / 2;

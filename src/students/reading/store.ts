// SQL that reads students, each within `readAs`: over the views of the actor's own role, never over a table.
import { createHash } from "node:crypto";
import { type RecordTableName, viewName } from "../../access/index.ts";
import type { Tx } from "../../platform/index.ts";
import type { Conditions } from "./list-query.ts";

/** A value as the database gives it: days as YYYY-MM-DD. */
export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** Above this a count is not gone on with: it would cost more than the page. */
export const countLimit = 10_000;

const seen = (role: string, table: RecordTableName): string => `seen.${viewName(role, table)}`;

/** A statement that comes again and again is planned once a connection. Only of few texts: each is kept there. */
const names = new Map<string, string>();
const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known) return known;
  const name = `students.${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
  names.set(text, name);
  return name;
};

/**
 * `usual`: the role's own first page, without a filter. `counted`: each row says how many there are, which costs little
 * where the scope is a list of students, and would read the whole of a district or a state.
 */
export const selectStudents = async (
  tx: Tx,
  role: string,
  { where, values }: Conditions,
  list: { columns: string[]; order: string; offset: number; limit: number; usual: boolean; counted?: boolean },
): Promise<Row[]> => {
  const count = list.counted ? ["count(*) OVER () AS of_all"] : [];
  const text = `SELECT ${["student_id", ...list.columns, ...count].join(", ")} FROM ${seen(role, "student")} ${where} ${list.order}
     LIMIT ${Number(list.limit)} OFFSET ${Number(list.offset)}`;
  const { rows } = await tx.query<Row>(list.usual ? { name: nameOf(text), text } : { text, values });
  return rows;
};

/** At most `countLimit` + 1: more than can be said. */
export const countStudents = async (tx: Tx, role: string, { where, values }: Conditions): Promise<number> => {
  const text = `SELECT count(*) AS count FROM (SELECT FROM ${seen(role, "student")} ${where} LIMIT ${countLimit + 1}) found`;
  const { rows } = await tx.query<{ count: number }>(
    values.length === 0 ? { name: nameOf(text), text } : { text, values },
  );
  return rows[0]?.count ?? 0;
};

/** All of them, however many: for who wants a file of them. */
export const countAll = async (tx: Tx, role: string, { where, values }: Conditions): Promise<number> => {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*) AS count FROM ${seen(role, "student")} ${where}`,
    values,
  );
  return rows[0]?.count ?? 0;
};

/** What of a child table is shown: its columns, and in which order its rows stand. */
export type ChildTable = { table: RecordTableName; columns: string[]; order: string[] };

/** One student with the rows of each child table, in one statement; undefined for whom no row is visible. */
export const selectStudent = async (
  tx: Tx,
  role: string,
  student: number,
  columns: string[],
  children: ChildTable[],
): Promise<{ student: Row; children: Record<string, Row[]> } | undefined> => {
  const lists = children.map(({ table, columns, order }) => {
    const from =
      table === "class_roster" && columns.some((column) => column.startsWith("c."))
        ? `${seen(role, "class_roster")} t LEFT JOIN ${seen(role, "class")} c ON c.class_id = t.class_id`
        : `${seen(role, table)} t`;
    return `'${table}', (SELECT coalesce(json_agg(row_to_json(r)), '[]') FROM (
      SELECT ${columns.map(aliased).join(", ")} FROM ${from} WHERE t.student_id = $1 ORDER BY ${order.join(", ")} LIMIT 1000) r)`;
  });
  const text = `SELECT ${["student_id", ...columns].join(", ")}, json_build_object(${lists.join(",\n")}) AS children
     FROM ${seen(role, "student")} WHERE student_id = $1`;
  const { rows } = await tx.query<Row & { children: Record<string, Row[]> }>({
    name: nameOf(text),
    text,
    values: [student],
  });
  if (!rows[0]) return undefined;
  const { children: found, ...row } = rows[0];
  return { student: row as Row, children: found as Record<string, Row[]> };
};

/** Columns of the class stand beside those of the roster, which has days of its own. */
const aliased = (column: string): string =>
  column.startsWith("c.") ? `${column} AS class_${column.slice(2)}` : `t.${column}`;

export type ClassRow = { class_id: number; class: Row | null; student: Row | null };

/** The person's own classes of today with those in them whom the role's row policy shows. */
export const selectOwnClasses = async (
  tx: Tx,
  role: string,
  shown: { classColumns: string[]; studentColumns: string[]; order: string },
): Promise<ClassRow[]> => {
  const json = (alias: string, columns: string[]) =>
    `json_build_object(${columns.map((column) => `'${column}', ${alias}.${column}`).join(", ")})`;
  const classes = shown.classColumns.length > 0;
  // The lists of numbers first: joined to the function's rows the planner would walk the whole tables.
  const among = (table: RecordTableName, key: string) =>
    `(SELECT * FROM ${seen(role, table)} WHERE ${key} = ANY (ARRAY(SELECT ${key} FROM own)))`;
  const { rows } = await tx.query<ClassRow>(
    `WITH own AS MATERIALIZED (SELECT class_id, student_id FROM students.own_classes(current_user))
     SELECT o.class_id, ${classes ? json("c", shown.classColumns) : "NULL::json"} AS class,
       CASE WHEN s.student_id IS NOT NULL THEN ${json("s", ["student_id", ...shown.studentColumns])} END AS student
     FROM own o
     ${classes ? `LEFT JOIN ${among("class", "class_id")} c ON c.class_id = o.class_id` : ""}
     LEFT JOIN ${among("student", "student_id")} s ON s.student_id = o.student_id
     ORDER BY o.class_id, ${shown.order.replace("ORDER BY ", "").replace(/\b(\w+_key|student_id)\b/g, "s.$1")}`,
  );
  return rows;
};

/** Notes a try and says how many there were since, this one included; older ones are forgotten. */
export const countLocationTry = async (tx: Tx, account: string, now: Date, since: Date): Promise<number> => {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('students.location_try'), hashtext($1))", [account]);
  await tx.query("DELETE FROM students.location_try WHERE account_id = $1 AND at < $2", [account, since]);
  await tx.query("INSERT INTO students.location_try (account_id, at) VALUES ($1, $2)", [account, now]);
  const { rows } = await tx.query<{ count: number }>(
    "SELECT count(*) AS count FROM students.location_try WHERE account_id = $1",
    [account],
  );
  return rows[0]?.count ?? 0;
};

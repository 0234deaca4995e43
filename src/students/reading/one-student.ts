// One record, to follow the child: what of it the viewer may see, over districts and years.
import { type Actor, authorize, type RecordTableName, readAs } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { fieldsToday } from "./narrowing.ts";
import { organizationOf, type ReadingDeps } from "./read-students.ts";
import * as store from "./store.ts";
import { columnsOf, type VisibleFields } from "./visible.ts";

export type StudentTable = { table: RecordTableName; columns: string[]; rows: store.Row[] };
export type StudentRecord = { id: number; columns: string[]; values: store.Row; tables: StudentTable[] };

/** Latest first, by whatever of these the viewer sees. */
const orders: [table: RecordTableName, key: string, latest: string[]][] = [
  ["enrollment", "enrollment_id", ["entry_date", "school_year"]],
  ["program", "program_id", ["start_date"]],
  ["attendance", "attendance_id", ["school_year"]],
  ["assessment", "assessment_id", ["school_year", "taken_on"]],
  ["class_roster", "class_id", ["starts"]],
  ["special_education", "plan_id", ["start_date"]],
  ["economic_status", "status_id", ["school_year"]],
  ["health_note", "note_id", ["noted_on"]],
];

/** The tables of which the viewer sees a column. Classes are told by the class's own columns and the days in it. */
const childrenOf = (fields: VisibleFields): store.ChildTable[] =>
  orders.flatMap(([table, key, latest]) => {
    const own = columnsOf(fields, table);
    const ofClass =
      table === "class_roster" ? columnsOf(fields, "class").filter((column) => !own.includes(column)) : [];
    const columns = [...ofClass.map((column) => `c.${column}`), ...own];
    const order = [...latest.filter((column) => own.includes(column)), key].map((column) => `t.${column} DESC`);
    return own.length > 0 ? [{ table, columns, order }] : [];
  });

/** Ids are whole numbers; anything else names nobody, in the same words. */
export const idOf = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Problem("not-found", {});
  return Number(text);
};

/** Throws `not-found` alike for a student out of sight and for one who does not exist; that it was asked for is logged. */
export const readStudent = async (deps: ReadingDeps, actor: Actor, id: number): Promise<StudentRecord> => {
  authorize(actor, "student.view");
  const event = {
    action: "student.view",
    organization: organizationOf(actor),
    subject: `student:${id}`,
    details: (found: StudentRecord | undefined) => ({
      found: found !== undefined,
      ...(found ? { tables: found.tables.map(({ table }) => table) } : {}),
    }),
  };
  const record = await readAs(deps, actor, event, async (tx) => {
    const fields = await fieldsToday(tx, deps.policy, actor, id);
    const columns = columnsOf(fields, "student");
    const children = childrenOf(fields);
    const found = await store.selectStudent(tx, actor.role, id, columns, children);
    if (!found) return undefined;
    const tables = children.map(({ table, columns }) => ({
      table,
      columns: columns.map((column) => column.replace(/^c\./, "class_")),
      rows: found.children[table] ?? [],
    }));
    return { id, columns, values: found.student, tables };
  });
  if (!record) throw new Problem("not-found", {});
  return record;
};

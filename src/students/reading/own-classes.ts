// The classes that a person teaches today, each with its roster: the students in it whom the role's rows show.
import { type Actor, authorize, readAs } from "../../access/index.ts";
import { orderOf } from "./list-query.ts";
import { fieldsToday } from "./narrowing.ts";
import { organizationOf, type ReadingDeps, type StudentRow } from "./read-students.ts";
import * as store from "./store.ts";
import { columnsOf } from "./visible.ts";

export type OwnClass = { id: number; values: store.Row; students: StudentRow[] };
export type OwnClasses = { classColumns: string[]; studentColumns: string[]; classes: OwnClass[] };

export const readOwnClasses = async (deps: ReadingDeps, actor: Actor): Promise<OwnClasses> => {
  authorize(actor, "student.view");
  const event = {
    action: "student.classes",
    organization: organizationOf(actor),
    details: ({ classes }: OwnClasses) => ({
      classes: classes.map(({ id }) => id),
      students: [...new Set(classes.flatMap(({ students }) => students.map(({ id }) => id)))],
    }),
  };
  return readAs(deps, actor, event, async (tx) => {
    const fields = await fieldsToday(tx, deps.policy, actor);
    const classColumns = columnsOf(fields, "class");
    const studentColumns = columnsOf(fields, "student");
    const order = orderOf(fields, undefined);
    const rows = await store.selectOwnClasses(tx, actor.role, { classColumns, studentColumns, order });
    return { classColumns, studentColumns, classes: grouped(rows) };
  });
};

const grouped = (rows: store.ClassRow[]): OwnClass[] => {
  const classes = new Map<number, OwnClass>();
  for (const { class_id, class: values, student } of rows) {
    const one = classes.get(class_id) ?? { id: class_id, values: values ?? {}, students: [] };
    classes.set(class_id, one);
    if (!student) continue;
    const { student_id, ...shown } = student;
    one.students.push({ id: Number(student_id), values: shown });
  }
  return [...classes.values()];
};

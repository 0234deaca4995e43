// Finding one student of the whole state by facts that the person knows already: first name, last name, birth date, all
// three. The database shows nobody else to this right; here every try is counted, so that guessing is slow.

import { z } from "zod";
import { type Actor, authorize, can, type FieldName, readAs } from "../../access/index.ts";
import { Problem, withTransaction } from "../../platform/index.ts";
import { fieldsToday } from "./narrowing.ts";
import { organizationOf, type ReadingDeps, type StudentRow } from "./read-students.ts";
import * as store from "./store.ts";
import { columnsOf } from "./visible.ts";

const name = z.string().trim().min(1).max(100);
export const factsSchema = z.object({ first_name: name, last_name: name, birth_date: z.iso.date() });
export type Facts = z.output<typeof factsSchema>;

export type Located = { fields: FieldName[]; students: StudentRow[] };

/** Tries of one person within the hour. Enrolling a whole class by hand takes fewer. */
const triesAnHour = 60;
const hour = 3_600_000;
const refusal = { limit: triesAnHour, what: "searches within an hour", when: "in an hour" };

/** Whether the actor finds students by facts, instead of among the students of a scope. */
export const locates = ({ policy }: Pick<ReadingDeps, "policy">, actor: Actor): boolean =>
  can(actor, "student.search") && policy.roles[actor.role]?.rows === "located";

/** Throws `denied` for who searches otherwise, and `too-many-searches`. What was typed stays out of the log; who was found is in it. */
export const locateStudents = async (deps: ReadingDeps, actor: Actor, facts: Facts): Promise<Located> => {
  authorize(actor, "student.search");
  if (!locates(deps, actor)) throw new Problem("denied", { name: actor.name, action: "student.locate" });
  await countTry(deps, actor);
  const event = {
    action: "student.locate",
    organization: organizationOf(actor),
    details: ({ students }: Located) => ({ total: students.length, students: students.map(({ id }) => id) }),
  };
  const find = async (tx: Parameters<typeof fieldsToday>[0]): Promise<Located> => {
    const columns = columnsOf(await fieldsToday(tx, deps.policy, actor), "student");
    const order = "ORDER BY student_id";
    const list = { columns, order, offset: 0, limit: 5, usual: true };
    const rows = await store.selectStudents(tx, actor.role, { where: "", values: [] }, list);
    return {
      fields: columns.map((column): FieldName => `student.${column}`),
      students: rows.map(({ student_id, ...values }) => ({ id: Number(student_id), values })),
    };
  };
  return readAs(deps, actor, event, find, { facts });
};

/** In a transaction of its own: a try that fails later has counted. */
const countTry = async ({ db, clock }: ReadingDeps, actor: Actor): Promise<void> => {
  const now = clock.now();
  const tries = await withTransaction(db, (tx) =>
    store.countLocationTry(tx, actor.account, now, new Date(now.getTime() - hour)),
  );
  if (tries > triesAnHour) throw new Problem("too-many-searches", refusal);
};

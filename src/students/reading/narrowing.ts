// Dated grants may be limited to some fields: what a person then sees of the role's fields. The law is pure.
import type { AccessPolicy, Actor, FieldName } from "../../access/index.ts";
import type { Tx } from "../../platform/index.ts";
import type { VisibleFields } from "./visible.ts";

export type GrantedFields = {
  /** The grant gives the records of students that it names; else it is a condition of the whole role. */
  names_students: boolean;
  /** Null: not limited. */
  fields: string[] | null;
};

const within = (fields: VisibleFields, limit: readonly string[]): VisibleFields =>
  new Set([...fields].filter((name) => limit.includes(name)));

/**
 * A condition with fields limits always. Of grants that give students, one student's record shows what any grant naming
 * that student gives; a list, whose rows come from several grants, shows only what each of them gives.
 */
const narrowFields = (
  fields: VisibleFields,
  grants: readonly GrantedFields[],
  of: "one-student" | "list",
): VisibleFields => {
  const limits = (naming: boolean) => grants.filter(({ names_students }) => names_students === naming);
  let narrowed = fields;
  for (const { fields: limit } of limits(false)) if (limit) narrowed = within(narrowed, limit);
  const giving = limits(true).map((grant) => grant.fields);
  if (of === "list") {
    for (const limit of giving) if (limit) narrowed = within(narrowed, limit);
    return narrowed;
  }
  if (giving.length === 0 || giving.includes(null)) return narrowed;
  return within(narrowed, giving.flat() as FieldName[]);
};

/** Within `readAs`. Only roles that stand on dated grants pay for the question. */
export const fieldsToday = async (
  tx: Tx,
  policy: AccessPolicy,
  actor: Actor,
  student?: number,
): Promise<VisibleFields> => {
  const role = policy.roles[actor.role];
  if (!role || (role.rows !== "grant" && role.needs.length + role.needs_to_read.length === 0))
    return actor.grants.fields;
  const { rows } = await tx.query<GrantedFields>({
    name: "students.granted-fields",
    text: "SELECT names_students, fields FROM students.granted_fields(current_user, $1)",
    values: [student ?? null],
  });
  return narrowFields(actor.grants.fields, rows, student === undefined ? "list" : "one-student");
};

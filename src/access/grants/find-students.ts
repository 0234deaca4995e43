// Students by the numbers that a person wrote down, looked up by who decides: under the row security of the own role
// where it sees a district or all, else by the number alone.
import { recordEvent } from "../../audit/index.ts";
import { withTransaction } from "../../platform/index.ts";
import { organizationOf } from "../accounts/deps.ts";
import { viewName } from "../enforcement/policy-sql.ts";
import { readAs } from "../enforcement/read-as.ts";
import type { Actor } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import { findField } from "../policy/record-fields.ts";
import type { GrantDeps } from "./deps.ts";

/** `name` only where the reader is shown names. */
export type FoundStudent = { identifier: string; studentId: string; name?: string };

type Row = { identifier: string; student_id: string; name?: string };

const numbers = ["student.state_identifier", "student.local_identifier"] as const;
const names = ["student.first_name", "student.last_name"] as const;
const columnOf = (field: string): string => findField(field)?.column ?? "student_id";

/**
 * The students that exactly one record stands for; a number that two students have finds neither. `subject` is what
 * they are looked up for, in the audit log.
 */
export const findStudents = async (
  deps: GrantDeps,
  by: Actor,
  subject: string,
  identifiers: readonly string[],
): Promise<FoundStudent[]> => {
  const rows = await lookUp(deps, by, subject, identifiers);
  return identifiers.flatMap((identifier) => {
    const found = new Map(rows.filter((row) => row.identifier === identifier).map((row) => [row.student_id, row]));
    const [only] = found.size === 1 ? [...found.values()] : [];
    return only ? [{ identifier, studentId: only.student_id, ...(only.name && { name: only.name }) }] : [];
  });
};

const lookUp = async (deps: GrantDeps, by: Actor, subject: string, identifiers: readonly string[]): Promise<Row[]> => {
  const action = "student.looked-up";
  const organization = organizationOf(by.district);
  const details = (found: Row[]) => ({ identifiers, students: [...new Set(found.map((row) => row.student_id))] });
  const rows = findRole(deps.policy, by.role)?.rows;
  const searched = numbers.filter((field) => by.grants.fields.has(field)).map(columnOf);
  // Whoever may not read today for want of an own grant is denied, not led around by the number.
  if (rows === "all" || rows === "district")
    return readAs(deps, by, { action, subject, organization, details }, async (tx) => {
      if (searched.length === 0) return [];
      const named = names.filter((field) => by.grants.fields.has(field)).map(columnOf);
      const view = `seen.${viewName(by.role, "student")}`;
      const selects = searched.map(
        (
          column,
        ) => `SELECT ${column} AS identifier, student_id::text, concat_ws(' ', ${["NULL", ...named].join(", ")}) AS name
          FROM ${view} WHERE ${column} = ANY ($1::text[])`,
      );
      return (await tx.query(selects.join(" UNION ALL "), [identifiers])).rows as Row[];
    });
  return withTransaction(deps.db, async (tx) => {
    const district = by.grants.reach === "state" ? null : (by.district ?? -1);
    const text = "SELECT identifier, student_id::text FROM access.identified_students($1, $2)";
    const found = (await tx.query(text, [identifiers, district])).rows as Row[];
    const event = { actor: by.account, action, subject, organization };
    await recordEvent(tx, { ...event, details: { ...details(found), role: by.role } });
    return found;
  });
};

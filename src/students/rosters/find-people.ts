// Whom a person means who keeps classes and caseloads: a student that the person may see, an account that works there.
import { type AccessPolicy, type Actor, findField, readAs, viewName } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { type Clock, type Db, dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { organizationOf } from "../reading/read-students.ts";

export type FoundStudent = { id: number; name: string };
type Deps = { db: Db; clock: Clock };

/**
 * By the state's number or the district's, whole; read as the acting person's role, so that nobody is found who could
 * not be seen. Throws `member-unknown` alike for one out of sight and one who does not exist.
 */
export const findStudent = async (deps: Deps, by: Actor, key: string): Promise<FoundStudent> => {
  const wanted = key.trim();
  const columns = ["state_identifier", "local_identifier"].filter((column) => sees(by, `student.${column}`));
  if (columns.length === 0) throw new Problem("member-unknown", { detail: "Your role sees no student's number." });
  const found = await readAs(
    deps,
    by,
    {
      action: "student.find",
      organization: organizationOf(by),
      details: (rows: FoundStudent[]) => ({ found: rows.length, students: rows.map(({ id }) => id) }),
    },
    (tx) => selectStudents(tx, by, columns.map((column) => `${column} = $1`).join(" OR "), wanted),
  );
  const [student, second] = found;
  if (!student || second)
    throw new Problem("member-unknown", { detail: `No student whom you may see has the number ${wanted}.` });
  return student;
};

/** Those of `ids` that the actor's role sees today, with what it sees of their names; an event, also where it is nobody. */
export const seenStudents = async (
  deps: Deps,
  by: Actor,
  ids: readonly number[],
  action: string,
  subject: string,
): Promise<Map<number, string>> => {
  const organization = organizationOf(by);
  if (!by.grants.viewer || !by.assignment || ids.length === 0) {
    const details = { students: [], role: by.role };
    await withTransaction(deps.db, (tx) =>
      recordEvent(tx, { actor: by.account, action, subject, organization, details }),
    );
    return new Map();
  }
  const seen = await readAs(
    deps,
    by,
    { action, subject, organization, details: (rows: FoundStudent[]) => ({ students: rows.map(({ id }) => id) }) },
    (tx) => selectStudents(tx, by, "student_id = ANY ($1)", ids),
  );
  return new Map(seen.map(({ id, name }) => [id, name]));
};

/** Classes and caseloads show students: nobody gives them to oneself. */
export const assertAnother = (by: Actor, account: string): void => {
  if (account === by.account) throw new Problem("account-own", { name: by.name });
};

const sees = (by: Actor, field: string): boolean =>
  findField(field) !== undefined && by.grants.fields.has(field as never);

const selectStudents = async (tx: Tx, by: Actor, condition: string, value: unknown): Promise<FoundStudent[]> => {
  const named = ["last_name", "first_name"].filter((column) => sees(by, `student.${column}`));
  const numbered = ["local_identifier", "state_identifier"].filter((column) => sees(by, `student.${column}`));
  const parts = [
    named.length ? `nullif(concat_ws(', ', ${named.join(", ")}), '')` : "NULL",
    ...numbered,
    "'student ' || student_id",
  ];
  const text = `SELECT student_id AS id, coalesce(${parts.join(", ")}) AS name FROM seen.${viewName(by.role, "student")} WHERE ${condition} LIMIT 2000`;
  return (await tx.query<FoundStudent>(text, [value])).rows;
};

/** An open account that today holds, in the district, a role to which the relation shows students. Throws `member-unknown`. */
export const findColleague = async (
  { db, clock, policy }: Deps & { policy: AccessPolicy },
  who: { email: string; district: number | undefined; relation: string },
): Promise<{ id: string; name: string; district: number | null }> => {
  const roles = Object.entries(policy.roles).flatMap(([role, { relations }]) =>
    relations.includes(who.relation) ? [role] : [],
  );
  const email = who.email.trim();
  const { rows } = await db.query<{ id: string; name: string; district: number | null }>(
    `SELECT a.id, a.name, s.district FROM access.account a JOIN access.assignment s ON s.account_id = a.id
     WHERE a.email = lower($1) AND a.disabled_at IS NULL AND ($2::int IS NULL OR s.district = $2) AND s.ended_at IS NULL
       AND s.valid_from <= $3 AND (s.valid_to IS NULL OR s.valid_to >= $3) AND s.role = ANY ($4)
     ORDER BY s.created_at LIMIT 1`,
    [email, who.district ?? null, dayOf(clock), roles],
  );
  if (!rows[0])
    throw new Problem("member-unknown", { detail: `Nobody with the address ${email} has such a role there today.` });
  return rows[0];
};

// The only ways to the tables of students: a viewer reads under the row policies, with the audit event in the same
// transaction; the keeper writes what rosters and certified submissions say.
import { type AuditEvent, recordEvent } from "../../audit/index.ts";
import { type Clock, type Db, dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { type Actor, systemActor } from "../policy/actor.ts";

/** What is read, in the words of the audit log; the actor is added. `details` may be computed from what was found. */
export type ReadEvent<T> = Omit<AuditEvent, "actor" | "details"> & {
  details?: Record<string, unknown> | ((found: T) => Record<string, unknown>);
};

/**
 * Runs `work` as the actor's role of the database. Nothing is returned before the event is committed. `facts`: what the
 * person knows of a student, for the scope that finds by it.
 * Throws `denied` for an actor whose role sees no student or who acts in no assignment, and `operator-sees-no-student`
 * for the operator at the machine.
 */
export const readAs = async <T>(
  deps: { db: Db; clock: Clock },
  actor: Actor,
  event: ReadEvent<T>,
  work: (tx: Tx) => Promise<T>,
  how: { snapshot?: boolean; facts?: Record<string, string> } = {},
): Promise<T> => {
  const { viewer } = actor.grants;
  if (actor.role === systemActor.role) throw new Problem("operator-sees-no-student");
  if (!viewer || !actor.assignment) throw new Problem("denied", { name: actor.name, action: event.action });
  return withTransaction(
    deps.db,
    async (tx) => {
      await tx.query({
        name: "access.become-viewer",
        text: "SELECT set_config('rollbook.assignment', $1, true), set_config('rollbook.today', $2, true), set_config('rollbook.facts', $4, true), set_config('role', $3, true)",
        values: [actor.assignment, dayOf(deps.clock), viewer, how.facts ? JSON.stringify(how.facts) : ""],
      });
      const found = await work(tx);
      const details = typeof event.details === "function" ? event.details(found) : event.details;
      await recordEvent(tx, { ...event, actor: actor.account, details: { ...details, role: actor.role } });
      return found;
    },
    how,
  );
};

/** Writes students' records in the caller's transaction; afterwards the transaction is the program's again. */
export const keepAs = async <T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> => {
  await tx.query("SELECT set_config('role', 'rollbook_keeper', true)");
  const result = await work(tx);
  await tx.query("SELECT set_config('role', 'rollbook_app', true)");
  return result;
};

/**
 * From here on the transaction reads as the database's reader: the rows of the assignment's own district and no other's.
 * Throws `not-found` for somebody of a district without an assignment.
 */
export const becomeReader = async (tx: Tx, clock: Clock, { assignment }: Actor): Promise<void> => {
  if (!assignment) throw new Problem("not-found");
  await tx.query({
    name: "access.become-reader",
    text: "SELECT set_config('rollbook.assignment', $1, true), set_config('rollbook.today', $2, true), set_config('role', 'rollbook_reader', true)",
    values: [assignment, dayOf(clock)],
  });
};

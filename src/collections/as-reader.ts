// How a person reads submissions: someone of a district as the database's reader, which shows that district's rows and no
// other; someone of the state, and the program, as the program.
import type { Actor } from "../access/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../platform/index.ts";
import type { Context } from "./context.ts";

/** One transaction of reading, with its audit event. Throws `not-found` for somebody of a district without an assignment. */
export const asReader = <T>(
  ctx: Pick<Context, "db" | "clock">,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  withTransaction(ctx.db, async (tx) => {
    if (actor.grants.reach === "state") return work(tx);
    if (!actor.assignment) throw new Problem("not-found");
    await tx.query({
      name: "collections.become-reader",
      text: "SELECT set_config('rollbook.assignment', $1, true), set_config('rollbook.today', $2, true), set_config('role', 'rollbook_reader', true)",
      values: [actor.assignment, dayOf(ctx.clock)],
    });
    return work(tx);
  });

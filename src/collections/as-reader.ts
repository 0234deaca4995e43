// How a person reads submissions: someone of a district as the database's reader, which shows that district's rows and no
// other; someone of the state, and the program, as the program.
import { type Actor, becomeReader } from "../access/index.ts";
import { type Tx, withTransaction } from "../platform/index.ts";
import type { Context } from "./context.ts";

/** One transaction of reading, with its audit event. Throws `not-found` for somebody of a district without an assignment. */
export const asReader = <T>(
  ctx: Pick<Context, "db" | "clock">,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  withTransaction(ctx.db, async (tx) => {
    if (actor.grants.reach === "state") return work(tx);
    await becomeReader(tx, ctx.clock, actor);
    return work(tx);
  });

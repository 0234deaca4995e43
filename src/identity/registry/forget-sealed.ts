// Sealed numbers end some days after they were given or fetched: by then they stand in the districts' own folders.
import type { Clock, Db } from "../../platform/index.ts";
import { inRegistry } from "./as-registry.ts";
import { sealedDays } from "./seal-answer.ts";

/** Takes away what ended. In a transaction of its own. */
export const forgetSealed = (db: Db, clock: Clock): Promise<number> =>
  inRegistry({ db }, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE identity.request SET sealed = NULL
         WHERE sealed IS NOT NULL AND coalesce(fetched_at, asked_at) < $1::timestamptz - make_interval(days => $2)`,
      [clock.now(), sealedDays],
    );
    return rowCount ?? 0;
  });

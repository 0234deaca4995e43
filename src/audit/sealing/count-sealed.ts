// Counts what was sealed, for those who read the log: behind the sealer, never in the way of who writes an event.
import { type Db, withTransaction } from "../../platform/index.ts";
import { countEvents, setCounted, takeCounted } from "../store/counting.ts";
import { becomeSealer, findLatestCheckpoint } from "../store/sealing.ts";

/** Events of one transaction. */
const batchSize = 4000;

/** Counts until all that is sealed is counted, or another process is at it. */
export const countSealed = async (db: Db): Promise<void> => {
  while (await countBatch(db));
};

/** Whether something is left. */
const countBatch = (db: Db): Promise<boolean> =>
  withTransaction(db, async (tx) => {
    await becomeSealer(tx);
    const counted = await takeCounted(tx);
    const latest = await findLatestCheckpoint(tx);
    if (!counted || !latest || counted.size === latest.size) return false;
    // After a restore the sealed log may be shorter than what was counted: what the lost events added stays in the sums.
    const from = Math.min(counted.size, latest.size);
    const to = Math.min(from + batchSize, latest.size);
    await countEvents(tx, from, to);
    await setCounted(tx, to, to === latest.size ? latest.settledTo : Math.min(counted.settledTo, latest.settledTo));
    return to < latest.size;
  });

// How far the log is sealed and exported, for who watches over it.
import type { Db, Tx } from "../../platform/index.ts";
import { listExports } from "./reading.ts";
import { findLatestCheckpoint } from "./sealing.ts";

export type SealingState = {
  /** Events sealed, and when the last of them was. */
  sealed: number;
  sealedAt: string | undefined;
  /** Committed events that the sealer has not come to, and since when the oldest of them waits. */
  waiting: number;
  oldest: Date | null;
  /** The newest export of each target; `behind`: sealed events that it does not hold. */
  exports: { target: string; at: Date; size: number; behind: number }[];
};

export const readSealingState = async (q: Db | Tx): Promise<SealingState> => {
  const latest = await findLatestCheckpoint(q);
  const sealed = latest?.size ?? 0;
  const waiting = await q.query<{ waiting: number; oldest: Date | null }>(
    `SELECT count(*)::int AS waiting, min(at) AS oldest FROM audit.newest e
     WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id)`,
  );
  const exports = (await listExports(q)).map((one) => ({ ...one, behind: Math.max(0, sealed - one.size) }));
  return {
    ...{ sealed, sealedAt: /^sealed (\S+)$/m.exec(latest?.note ?? "")?.[1], exports },
    ...(waiting.rows[0] ?? { waiting: 0, oldest: null }),
  };
};

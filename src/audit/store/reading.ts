// The SQL of reading the sealed log in its order, for exports and verification. Run it in one REPEATABLE READ transaction.
import type { Db, Tx } from "../../platform/index.ts";
import type { EventRow } from "../record/event-encoding.ts";
import { eventColumns } from "./rows.ts";

/** A leaf of the tree with its event; `event` undefined where the event is gone from the database. */
export type SealedRow = { position: number; eventId: number; hash: Buffer; event: EventRow | undefined };

const pageSize = 5000;

/** Waits until no other export runs. */
export const takeExportLock = async (tx: Tx): Promise<void> => {
  await tx.query("SELECT pg_advisory_xact_lock(7285025)");
};

/** Must come first in the transaction: all it reads is of one moment. */
export const readOneView = async (tx: Tx): Promise<void> => {
  await tx.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
};

/** The tree's hashes from position `from` to before `to`. */
export const readHashes = async (tx: Tx, from: number, to: number): Promise<{ position: number; hash: Buffer }[]> =>
  (
    await tx.query<{ position: number; hash: Buffer }>(
      "SELECT position, hash FROM audit.leaf WHERE position >= $1 AND position < $2 ORDER BY position",
      [from, to],
    )
  ).rows;

type Row = Omit<EventRow, "id"> & { id: number | null; position: number; leafEvent: number; hash: Buffer };

/** The leaves from position `from` to before `to`, in pages. */
export const readSealed = async function* (tx: Tx, from: number, to: number): AsyncGenerator<SealedRow[], void> {
  for (let at = from; at < to; ) {
    const found = await tx.query<Row>(
      `SELECT l.position, l.event_id AS "leafEvent", l.hash, ${eventColumns}
       FROM audit.leaf l LEFT JOIN audit.event e ON e.id = l.event_id
       WHERE l.position >= $1 AND l.position < $2 ORDER BY l.position LIMIT ${pageSize}`,
      [at, to],
    );
    const last = found.rows.at(-1);
    if (!last) return;
    at = last.position + 1;
    yield found.rows.map(({ position, leafEvent, hash, id, ...event }) => ({
      ...{ position, hash, eventId: leafEvent },
      event: id === null ? undefined : { id, ...event },
    }));
  }
};

/** The signed notes with sizes over `after` up to `upTo`, by size. */
export const readNotes = async (
  tx: Db | Tx,
  after: number,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<{ size: number; note: string }[]> =>
  (
    await tx.query<{ size: number; note: string }>(
      "SELECT size, note FROM audit.checkpoint WHERE size > $1 AND size <= $2 ORDER BY size",
      [after, upTo],
    )
  ).rows;

export type Unsealed = { waiting: number; oldest: Date | null; behind: number; firstBehind: number | null };

/** Events without a place in the tree: waiting for the sealer, or put in behind it (numbered as if settled long ago). */
export const countUnsealed = async (tx: Tx, settledTo: number): Promise<Unsealed> =>
  (
    await tx.query<Unsealed>(
      `SELECT count(*) FILTER (WHERE id > $1) AS waiting, min(at) FILTER (WHERE id > $1) AS oldest,
         count(*) FILTER (WHERE id <= $1) AS behind, min(id) FILTER (WHERE id <= $1) AS "firstBehind"
       FROM audit.event e WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id)`,
      [settledTo],
    )
  ).rows[0]!;

/** The place of an event in the sealed log. */
export const findPosition = async (tx: Tx, eventId: number): Promise<number | undefined> =>
  (await tx.query<{ position: number }>("SELECT position FROM audit.leaf WHERE event_id = $1", [eventId])).rows[0]
    ?.position;

/** One more than the last leaf's position. */
export const findLeafEnd = async (tx: Tx): Promise<number> =>
  (await tx.query("SELECT coalesce(max(position) + 1, 0) AS end FROM audit.leaf")).rows[0].end;

/** The first leaf that lies beyond the first `size`. */
export const findLeafBeyond = async (
  tx: Tx,
  size: number,
): Promise<{ position: number; eventId: number } | undefined> =>
  (
    await tx.query<{ position: number; eventId: number }>(
      `SELECT position, event_id AS "eventId" FROM audit.leaf WHERE position >= $1 ORDER BY position LIMIT 1`,
      [size],
    )
  ).rows[0];

/** Where the log was exported to, the newest export of each target. */
export const listExports = async (db: Db | Tx): Promise<{ target: string; size: number; at: Date }[]> =>
  (
    await db.query<{ target: string; size: number; at: Date }>(
      "SELECT DISTINCT ON (target) target, size, at FROM audit.export ORDER BY target, id DESC",
    )
  ).rows;

export const insertExport = async (tx: Tx, made: { at: Date; target: string; size: number }): Promise<void> => {
  await tx.query("INSERT INTO audit.export (at, target, size) VALUES ($1, $2, $3)", [made.at, made.target, made.size]);
};

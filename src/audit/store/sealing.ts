// The SQL of sealing: which events are not sealed yet, and writing leaves and checkpoints.
import type { Db, Tx } from "../../platform/index.ts";
import type { EventRow } from "../record/event-encoding.ts";
import { eventColumns } from "./rows.ts";

export type StoredCheckpoint = {
  size: number;
  previousSize: number;
  peaks: Buffer;
  note: string;
  settledTo: number;
  waitingTo: number;
  /** Transactions, as pg_locks names them. */
  waitingFor: string[];
};

const sealingLock = 7_285_024;

const checkpointColumns = `size, previous_size AS "previousSize", peaks, note, settled_to AS "settledTo", waiting_to AS "waitingTo",
  waiting_for AS "waitingFor"`;

/** Takes the sealer's rights for this transaction: the program itself may write neither leaves nor checkpoints. */
export const becomeSealer = async (tx: Tx): Promise<void> => {
  await tx.query("SET LOCAL ROLE rollbook_sealer");
};

/** False while another process seals. Held to the end of the transaction, also when the process is killed. */
export const takeSealingLock = async (tx: Tx): Promise<boolean> =>
  (await tx.query("SELECT pg_try_advisory_xact_lock($1) AS taken", [sealingLock])).rows[0].taken;

export const findLatestCheckpoint = async (db: Db | Tx): Promise<StoredCheckpoint | undefined> => {
  const found = await db.query<StoredCheckpoint>(
    `SELECT ${checkpointColumns} FROM audit.checkpoint ORDER BY size DESC LIMIT 1`,
  );
  return found.rows[0];
};

export const findCheckpoint = async (db: Db | Tx, size: number): Promise<StoredCheckpoint | undefined> => {
  const found = await db.query<StoredCheckpoint>(`SELECT ${checkpointColumns} FROM audit.checkpoint WHERE size = $1`, [
    size,
  ]);
  return found.rows[0];
};

// The second bound says nothing new; it lets every plan leave the old leaves alone.
const unsealed = "e.id > $1 AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id AND l.event_id > $1)";

/** Whether a committed event after number `settledTo` is not sealed. */
export const hasUnsealed = async (tx: Tx, settledTo: number): Promise<boolean> =>
  (await tx.query(`SELECT EXISTS (SELECT FROM audit.event e WHERE ${unsealed}) AS found`, [settledTo])).rows[0].found;

/** The first `limit` unsealed events after number `settledTo`, by number. */
export const readUnsealed = async (tx: Tx, settledTo: number, limit: number): Promise<EventRow[]> =>
  (
    await tx.query<EventRow>(`SELECT ${eventColumns} FROM audit.event e WHERE ${unsealed} ORDER BY e.id LIMIT $2`, [
      settledTo,
      limit,
    ])
  ).rows;

export type Horizon = {
  /** The last event number given out, committed or not. */
  lastNumber: number;
  /** Every transaction that holds an event number up to `lastNumber` and is not over, and perhaps others. */
  running: string[];
};

/**
 * Two statements in this order. Whoever takes an event number holds a lock on the table from before that until its commit
 * can be seen; so a number up to `lastNumber` belongs to one who is listed here, or can be seen by the next statement.
 */
export const readHorizon = async (tx: Tx): Promise<Horizon> => {
  const last = await tx.query(
    "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END AS last FROM audit.event_id_seq",
  );
  const found = await tx.query<{ running: string[] }>(
    `SELECT coalesce(array_agg(DISTINCT virtualtransaction), '{}') AS running FROM pg_locks
     WHERE relation = 'audit.event'::regclass AND mode = 'RowExclusiveLock'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return { lastNumber: last.rows[0].last, running: found.rows[0]!.running };
};

export const insertLeaves = async (tx: Tx, from: number, ids: number[], hashes: Buffer[]): Promise<void> => {
  await tx.query(
    `INSERT INTO audit.leaf (position, event_id, hash)
     SELECT $1::bigint + place - 1, id, hash FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS given (id, hash, place)`,
    [from, ids, hashes],
  );
};

export const insertCheckpoint = async (tx: Tx, checkpoint: StoredCheckpoint): Promise<void> => {
  const { size, previousSize, peaks, note, settledTo, waitingTo, waitingFor } = checkpoint;
  await tx.query(
    `INSERT INTO audit.checkpoint (size, previous_size, peaks, note, settled_to, waiting_to, waiting_for)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [size, previousSize, peaks, note, settledTo, waitingTo, waitingFor],
  );
};

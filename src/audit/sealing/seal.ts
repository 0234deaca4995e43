// Sealing: appends the committed events that are not sealed yet to the tree and signs a checkpoint, in one transaction.
// Events are sealed in the order in which they are found committed, so a transaction that ends late only seals later:
// nothing can slip under what is sealed. A killed sealer leaves all of a sealing or nothing.
import { setImmediate as breathe } from "node:timers/promises";
import { type Clock, type Db, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { leafHash } from "../merkle/hashing.ts";
import { growTree, rootOf, type Tree } from "../merkle/tree.ts";
import { type EventRow, encodeEvent } from "../record/event-encoding.ts";
import {
  becomeSealer,
  findCheckpoint,
  findLatestCheckpoint,
  type Horizon,
  hasUnsealed,
  insertCheckpoint,
  insertLeaves,
  readHorizon,
  readUnsealed,
  type StoredCheckpoint,
  takeSealingLock,
} from "../store/sealing.ts";
import { type Checkpoint, checkpointHash, checkpointText, readCheckpoint } from "./checkpoint.ts";
import { findRemembered, remember } from "./remembered.ts";
import type { SealingKey } from "./sealing-key.ts";
import { openNote, signNote } from "./signed-note.ts";

export type SealContext = { db: Db; clock: Clock; dataDir: string; key: SealingKey };

/** `busy`: another process is sealing. `sealed` 0: nothing was waiting. */
export type Sealing = { busy: boolean; sealed: number; size: number; note: string | undefined };

/** Events of one transaction: so few that a crash repeats little and a web server's answers do not wait. */
const batchSize = 4000;

/** Seals until nothing waits. Throws `audit-log-altered` rather than sign on top of a log that is not the one sealed. */
export const sealAll = async (context: SealContext, limit = batchSize): Promise<Sealing> => {
  let sealed = 0;
  for (;;) {
    const one = await sealBatch(context, limit);
    sealed += one.sealed;
    if (one.busy || one.sealed < limit) return { ...one, sealed };
  }
};

const sealBatch = async ({ db, clock, dataDir, key }: SealContext, limit: number): Promise<Sealing> => {
  const sealing = await withTransaction(db, async (tx): Promise<Sealing> => {
    await becomeSealer(tx);
    if (!(await takeSealingLock(tx))) return { busy: true, sealed: 0, size: 0, note: undefined };
    const latest = await trustedLatest(tx, key, dataDir);
    const before = { size: latest?.size ?? 0, note: latest?.note };
    if (!(await hasUnsealed(tx, latest?.settledTo ?? 0))) return { busy: false, sealed: 0, ...before };

    const horizon = await readHorizon(tx);
    const events = await readUnsealed(tx, latest?.settledTo ?? 0, limit);
    const tree = growTree(latest && { size: latest.size, peaks: latest.peaks });
    await insertLeaves(
      tx,
      before.size,
      events.map(({ id }) => id),
      await appendEvents(tree, events),
    );
    const note = signCheckpoint(tree, latest, key, clock.now().toISOString());
    const { size, peaks } = tree.frontier();
    const settled = settle(latest, horizon, events.length < limit ? undefined : events.at(-1)?.id);
    await insertCheckpoint(tx, { size, previousSize: before.size, peaks, note, ...settled });
    return { busy: false, sealed: events.length, size, note };
  });
  if (sealing.sealed > 0 && sealing.note !== undefined) remember(dataDir, sealing.note);
  return sealing;
};

const appendEvents = async (tree: Tree, events: EventRow[]): Promise<Buffer[]> => {
  const hashes: Buffer[] = [];
  for (const event of events) {
    const hash = leafHash(encodeEvent(event));
    tree.append(hash);
    if (hashes.push(hash) % 250 === 0) await breathe();
  }
  return hashes;
};

const signCheckpoint = (tree: Tree, latest: Latest | undefined, key: SealingKey, sealedAt: string): string => {
  const origin = latest?.checkpoint.origin ?? key.ownOrigin;
  const text = checkpointText({
    ...{ origin, size: tree.size(), root: tree.root(), sealedAt },
    previousSize: latest?.size ?? 0,
    previousHash: checkpointHash(latest?.text ?? ""),
  });
  return signNote(text, key.signer(origin));
};

/**
 * What the next sealing need not look at any more. The numbers up to `waitingTo` are settled when every transaction that
 * could hold one is over; `lastSealed` is given where this batch may have left some of them.
 */
const settle = (
  latest: StoredCheckpoint | undefined,
  { lastNumber, running }: Horizon,
  lastSealed: number | undefined,
) => {
  const fresh = { waitingTo: lastNumber, waitingFor: running };
  if (!latest) return { settledTo: 0, ...fresh };
  const { settledTo, waitingTo, waitingFor } = latest;
  // A prepared transaction goes by another name than before it was prepared.
  if (running.some((one) => waitingFor.includes(one) || one.startsWith("-1/")))
    return { settledTo, waitingTo, waitingFor };
  return { settledTo: Math.max(settledTo, Math.min(waitingTo, lastSealed ?? waitingTo)), ...fresh };
};

type Latest = StoredCheckpoint & { checkpoint: Checkpoint; text: string };

/** The latest checkpoint, after proof that this installation signed it and remembers no other. */
const trustedLatest = async (tx: Tx, key: SealingKey, dataDir: string): Promise<Latest | undefined> => {
  const remembered = findRemembered(dataDir);
  const kept = remembered && (await findCheckpoint(tx, remembered.size));
  if (remembered && kept?.note !== remembered.note)
    throw new Problem("audit-log-altered", {
      detail: `the checkpoint over ${remembered.size} events, sealed ${remembered.sealedAt}, is not in the database`,
    });
  const latest = await findLatestCheckpoint(tx);
  if (!latest) return undefined;
  const origin = latest.note.slice(0, latest.note.indexOf("\n"));
  const text = openNote(latest.note, key.verifiers(origin));
  const checkpoint = text === undefined ? undefined : readCheckpoint(text);
  if (text === undefined || !checkpoint || checkpoint.size !== latest.size)
    throw new Problem("audit-log-altered", {
      detail: `the checkpoint over ${latest.size} events does not carry this installation's signature`,
    });
  if (!rootOf(latest.peaks).equals(checkpoint.root))
    throw new Problem("audit-log-altered", {
      detail: `the tree kept with the checkpoint over ${latest.size} events is not the one that was signed`,
    });
  return { ...latest, checkpoint, text };
};

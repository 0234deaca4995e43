// Makes the proof of one event against the newest checkpoint, from the leaves of the tree; reads them in stretches, so that
// a long log costs time and no memory.
import { type Db, Problem, type Tx, withTransaction } from "../platform/index.ts";
import { inclusionStretches } from "./merkle/proofs.ts";
import { growTree } from "./merkle/tree.ts";
import type { EventProof } from "./offline/proof-file.ts";
import { encodeEvent } from "./record/event-encoding.ts";
import { recordEvent } from "./record-event.ts";
import { findPosition, readHashes, readOneView, readSealed } from "./store/reading.ts";
import { findLatestCheckpoint } from "./store/sealing.ts";

const pageSize = 50_000;

/** Throws `audit-event-unsealed`, and `audit-log-altered` where the event or a leaf is gone. The proof shows the event: it is told before. */
export const proveEvent = async (db: Db, actor: string, eventId: number): Promise<EventProof> => {
  await withTransaction(db, (tx) => recordEvent(tx, { actor, action: "audit.proved", subject: `event:${eventId}` }));
  return withTransaction(db, async (tx) => {
    await readOneView(tx);
    const position = await findPosition(tx, eventId);
    const latest = await findLatestCheckpoint(tx);
    if (position === undefined || !latest || position >= latest.size)
      throw new Problem("audit-event-unsealed", { event: eventId });
    const [sealed] = (await readSealed(tx, position, position + 1).next()).value ?? [];
    if (!sealed?.event)
      throw new Problem("audit-log-altered", { detail: `event ${eventId} is gone from the database` });
    const hashes: string[] = [];
    for (const { from, to } of inclusionStretches(position, latest.size))
      hashes.push((await rootOf(tx, from, to)).toString("base64"));
    return {
      ...{ kind: "rollbook-audit-proof", version: 1, event: encodeEvent(sealed.event).toString(), position },
      ...{ hashes, checkpoint: latest.note },
    } as EventProof;
  });
};

const rootOf = async (tx: Tx, from: number, to: number): Promise<Buffer> => {
  const tree = growTree();
  for (let at = from; at < to; at += pageSize)
    for (const { position, hash } of await readHashes(tx, at, Math.min(at + pageSize, to))) {
      if (position !== from + tree.size())
        throw new Problem("audit-log-altered", { detail: `position ${from + tree.size()} is missing from the tree` });
      tree.append(hash);
    }
  if (tree.size() !== to - from)
    throw new Problem("audit-log-altered", { detail: `position ${from + tree.size()} is missing from the tree` });
  return tree.root();
};

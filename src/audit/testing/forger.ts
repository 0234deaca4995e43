// A forger for tests: rebuilds the tree and the checkpoints over whatever events the database holds now, signed with a
// key of his choice, as somebody with all rights on the database can.
import type { Tx } from "../../platform/index.ts";
import { leafHash } from "../merkle/hashing.ts";
import { growTree } from "../merkle/tree.ts";
import { type EventRow, encodeEvent } from "../record/event-encoding.ts";
import { checkpointHash, checkpointText, readCheckpoint } from "../sealing/checkpoint.ts";
import { bodyOf, type NoteSigner, signNote } from "../sealing/signed-note.ts";
import { eventColumns } from "../store/rows.ts";

/** Makes leaves and checkpoints of the same sizes and times (as far as events reach) say what the events say now. */
export const forgeTree = async (tx: Tx, signer: NoteSigner): Promise<void> => {
  const events = (await tx.query<EventRow>(`SELECT ${eventColumns} FROM audit.event e ORDER BY e.id`)).rows;
  const checkpoints = (await tx.query("SELECT size, note FROM audit.checkpoint ORDER BY size")).rows;
  await tx.query("DELETE FROM audit.leaf");
  const tree = growTree();
  let before = { size: 0, text: "" };
  for (const { size, note } of checkpoints) {
    for (const event of events.slice(tree.size(), size)) {
      const hash = leafHash(encodeEvent(event));
      await tx.query("INSERT INTO audit.leaf VALUES ($1, $2, $3)", [tree.size(), event.id, hash]);
      tree.append(hash);
    }
    const old = readCheckpoint(bodyOf(note)!)!;
    const text = checkpointText({
      ...{ ...old, size: tree.size(), root: tree.root() },
      ...{ previousSize: before.size, previousHash: checkpointHash(before.text) },
    });
    before = { size: tree.size(), text };
    await tx.query("UPDATE audit.checkpoint SET size = $2, note = $3, peaks = $4 WHERE size = $1", [
      ...[size, tree.size(), signNote(text, signer)],
      tree.frontier().peaks,
    ]);
  }
};

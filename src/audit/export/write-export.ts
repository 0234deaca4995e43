// Exporting the sealed log: new segments and checkpoints beside the old ones, which are never touched. Segments first,
// then the checkpoints that cover them: an export that is cut off leaves events that the next one goes on from.
import { type Clock, type Db, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { encodeEvent } from "../record/event-encoding.ts";
import { recordEvent } from "../record-event.ts";
import { readCheckpoint } from "../sealing/checkpoint.ts";
import type { SealingKey } from "../sealing/sealing-key.ts";
import { bodyOf } from "../sealing/signed-note.ts";
import { insertExport, readHashes, readNotes, readOneView, readSealed, takeExportLock } from "../store/reading.ts";
import { findCheckpoint, findLatestCheckpoint } from "../store/sealing.ts";
import {
  blockSize,
  checkpointsName,
  eventsName,
  hashesName,
  latestCheckpointName,
  missingLine,
  publicKeyName,
  type Range,
  rangesIn,
} from "./layout.ts";
import type { ExportTarget } from "./target.ts";

export type ExportContext = { db: Db; clock: Clock; key: SealingKey };

/** `events` and `checkpoints` were added; the export now reaches to `size`. */
export type Exported = { target: string; events: number; checkpoints: number; size: number };

/**
 * One at a time. The event is written before data leaves. Throws `audit-export-differs` where the target holds another
 * log, `audit-log-altered` where the tree has a hole.
 */
export const writeExport = async (context: ExportContext, target: ExportTarget, actor: string): Promise<Exported> => {
  const { db, clock } = context;
  await withTransaction(db, (tx) =>
    recordEvent(tx, { actor, action: "audit.export", details: { target: target.name } }),
  );
  return withTransaction(db, async (outer) => {
    await takeExportLock(outer);
    const exported = await withTransaction(db, async (tx) => {
      await readOneView(tx);
      return addToExport(tx, context, target);
    });
    await insertExport(outer, { at: clock.now(), target: target.name, size: exported.size });
    return exported;
  });
};

const addToExport = async (tx: Tx, { key }: ExportContext, target: ExportTarget): Promise<Exported> => {
  const names = await target.list();
  const exportedTo = await lastExported(tx, names, target);
  const latest = await findLatestCheckpoint(tx);
  const size = latest?.size ?? 0;
  const start = contiguousEnd(rangesIn(names, "events", "ndjson"));
  if (!latest || size === exportedTo) return { target: target.name, events: 0, checkpoints: 0, size };
  for (let from = start; from < size; ) {
    const to = Math.min(size, (Math.floor(from / blockSize) + 1) * blockSize);
    await writeSegment(tx, target, { from, to });
    from = to;
  }
  const notes = await readNotes(tx, exportedTo, size);
  const origin = readCheckpoint(bodyOf(latest.note) ?? "")?.origin ?? key.ownOrigin;
  const keys = key.verifiers(origin).map(({ text }) => `${text}\n`);
  await target.put(publicKeyName, [Buffer.from(keys.join(""))]);
  const lines = notes.map(({ note }) => `${JSON.stringify(note)}\n`).join("");
  await target.put(checkpointsName({ from: exportedTo, to: size }), [Buffer.from(lines)]);
  await target.put(latestCheckpointName, [Buffer.from(latest.note)]);
  return { target: target.name, events: Math.max(0, size - start), checkpoints: notes.length, size };
};

/** Size of the last checkpoint in the target, once the database is known to hold the same one. */
const lastExported = async (tx: Tx, names: string[], target: ExportTarget): Promise<number> => {
  const range = rangesIn(names, "checkpoints", "ndjson").at(-1);
  if (!range) return 0;
  const line = (await target.read(checkpointsName(range))).toString().trimEnd().split("\n").at(-1) ?? "";
  const stored = await findCheckpoint(tx, range.to);
  if (stored && JSON.stringify(stored.note) === line) return range.to;
  throw new Problem("audit-export-differs", {
    detail: `${target.name} ends with a checkpoint over ${range.to} events that this database does not hold.`,
  });
};

const contiguousEnd = (ranges: Range[]): number => {
  let end = 0;
  for (const { from, to } of ranges) if (from === end) end = to;
  return end;
};

/** The hashes first: where the events lie, their hashes lie too. */
const writeSegment = async (tx: Tx, target: ExportTarget, range: Range): Promise<void> => {
  const hashes = await readHashes(tx, range.from, range.to);
  const gap = hashes.findIndex(({ position }, at) => position !== range.from + at);
  const held = gap < 0 ? hashes.length : gap;
  if (held !== range.to - range.from)
    throw new Problem("audit-log-altered", {
      detail: `position ${range.from + held} of the sealed log is missing from the tree`,
    });
  await target.put(hashesName(range), [Buffer.concat(hashes.map(({ hash }) => hash))]);
  await target.put(eventsName(range), linesOf(tx, range));
};

const linesOf = async function* (tx: Tx, range: Range): AsyncIterable<Uint8Array> {
  for await (const page of readSealed(tx, range.from, range.to))
    yield Buffer.concat(
      page.flatMap(({ eventId, event }) => [event ? encodeEvent(event) : Buffer.from(missingLine(eventId)), lineBreak]),
    );
};

const lineBreak = Buffer.from("\n");

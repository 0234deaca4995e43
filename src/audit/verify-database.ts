// Verifies the log where it lives: events against the tree, the tree against the signed checkpoints, all of it against
// the checkpoint remembered outside the database and against the exports that can be reached. Also tells what no export
// can show: events that were never sealed.
import { existsSync, readdirSync } from "node:fs";
import { type Db, type Tx, withTransaction } from "../platform/index.ts";
import { blockSize, missingLine, type Range, rangesIn } from "./export/layout.ts";
import { hashBytes, leafHash } from "./merkle/hashing.ts";
import { called } from "./offline/diagnose.ts";
import { type BlockResult, compareBlock, readHashesOf } from "./offline/hash-block.ts";
import { judge } from "./offline/judge.ts";
import { lineReader } from "./offline/lines.ts";
import { checkNotes } from "./offline/read-checkpoints.ts";
import { type Fault, inOrder, type Verdict } from "./offline/verdict.ts";
import { chain, rootsOf, type VerifyOptions, verifyExport } from "./offline/verify-export.ts";
import { encodeEvent } from "./record/event-encoding.ts";
import { readCheckpoint } from "./sealing/checkpoint.ts";
import { findRemembered } from "./sealing/remembered.ts";
import type { SealingKey } from "./sealing/sealing-key.ts";
import { bodyOf } from "./sealing/signed-note.ts";
import {
  countUnsealed,
  findLeafBeyond,
  findLeafEnd,
  listExports,
  readNotes,
  readOneView,
  readSealed,
} from "./store/reading.ts";
import { findLatestCheckpoint } from "./store/sealing.ts";

export type VerifyContext = VerifyOptions & { db: Db; dataDir: string; key: SealingKey };

export const verifyDatabase = (context: VerifyContext): Promise<Verdict> =>
  withTransaction(context.db, async (tx) => {
    await readOneView(tx);
    const remembered = findRemembered(context.dataDir);
    const trusted = readCheckpoint(bodyOf(remembered?.note ?? "") ?? "");
    const notes = (await readNotes(tx, 0)).map(({ size, note }) => ({ note, where: `database, size ${size}` }));
    const origin = trusted?.origin ?? notes[0]?.note.split("\n", 1)[0] ?? context.key.ownOrigin;
    const trust = { keys: context.key.verifiers(origin), checkpoints: trusted ? [trusted] : [] };
    const { checkpoints, faults } = checkNotes(notes, trust.keys);
    const sealed = checkpoints.at(-1)?.size ?? 0;
    const exports = await exportsWithin(context, tx, trust, sealed);
    // Also what no checkpoint here covers any more is compared with those that lie elsewhere.
    const elsewhere = Math.max(trusted?.size ?? 0, ...exports.folders.map(({ proven }) => proven));
    const end = Math.max(sealed, Math.min(elsewhere, await findLeafEnd(tx)));
    const cuts = [...new Set([...checkpoints, ...trust.checkpoints].map(({ size }) => size))]
      .filter((size) => size <= end)
      .sort((one, other) => one - other);
    const blocks: BlockResult[] = [];
    for (let from = 0; from < end; from += blockSize) {
      const to = Math.min(from + blockSize, end);
      const block = await readBlock(tx, { from, to, cuts: cuts.filter((cut) => cut > from && cut <= to) }, exports);
      blocks.push(block);
      context.onEvents?.(to - from);
    }
    const all = [...faults, ...exports.faults, ...(await unsealedFaults(tx, sealed))];
    const verdict = judge({
      trust,
      signed: checkpoints,
      notes: notes.length,
      end,
      blocks,
      roots: rootsOf(blocks, cuts),
      faults: all,
    });
    return { ...verdict, ...(await aboutDatabase(tx, verdict, exports)) };
  });

type Place = { from: number; to: number; cuts: number[] };

/** A position without a leaf counts as nothing found where nothing was expected: the checkpoints contradict it. */
const readBlock = async (tx: Tx, { from, to, cuts }: Place, exports: Exports): Promise<BlockResult> => {
  const found = Buffer.alloc((to - from) * hashBytes);
  const expected = Buffer.alloc(found.length);
  const odd = new Map<number, string>();
  let bytes = 0;
  let next = from;
  for await (const page of readSealed(tx, from, to))
    for (const { position, eventId, hash, event } of page) {
      if (position !== next) exports.faults.push(leavesGone(next, position));
      next = position + 1;
      const line = event && encodeEvent(event);
      const ownHash = line ? leafHash(line) : Buffer.alloc(hashBytes);
      if (!ownHash.equals(hash)) odd.set(position - from, line?.toString() ?? missingLine(eventId));
      found.set(ownHash, (position - from) * hashBytes);
      expected.set(hash, (position - from) * hashBytes);
      bytes += line?.length ?? 0;
    }
  if (next < to) exports.faults.push(leavesGone(next, to));
  for (const compared of exports.folders) compareWithExport(compared, from, found, exports.faults);
  return compareBlock({ ...{ from, to, cuts, bytes, found, expected }, text: (place) => odd.get(place) ?? "" });
};

const leavesGone = (from: number, to: number): Fault => ({
  ...{ kind: "missing", position: from, before: to },
  detail: `the tree's leaves from position ${from} to ${to - 1} are gone from the database`,
});

type Exports = { folders: Folder[]; faults: Fault[]; unread: string[] };
type Folder = { dir: string; segments: Range[]; proven: number; differs: boolean };

/** The exports that were made to folders that can be reached from here, each verified by itself first. */
const exportsWithin = async (
  { hashBlocks }: VerifyContext,
  tx: Tx,
  trust: Parameters<typeof verifyExport>[1],
  sealed: number,
): Promise<Exports> => {
  const exports: Exports = { folders: [], faults: [], unread: [] };
  for (const { target } of await listExports(tx)) {
    if (!existsSync(target)) {
      exports.unread.push(target);
      continue;
    }
    const own = await verifyExport(target, { keys: trust.keys, checkpoints: [] }, { hashBlocks });
    for (const fault of own.faults)
      exports.faults.push({ ...fault, detail: `in the export ${target}: ${fault.detail}` });
    if (own.proven > sealed)
      exports.faults.push({
        ...{ kind: "truncated", position: sealed, before: own.proven },
        detail: `the export ${target} proves ${own.proven} events, the database's checkpoints cover only ${sealed}`,
      });
    const names = readdirSync(target, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
    const { segments } = chain(rangesIn(names, "events", "ndjson"));
    exports.folders.push({ dir: target, segments, proven: own.proven, differs: false });
  }
  return exports;
};

/** Names the first event of the block that is another one in the export. */
const compareWithExport = (folder: Folder, from: number, found: Buffer, faults: Fault[]): void => {
  if (folder.differs) return;
  const count = Math.min(found.length / hashBytes, folder.proven - from);
  if (count <= 0) return;
  const to = from + count;
  const inside = folder.segments.filter((segment) => segment.from >= from && segment.from < to);
  const exported = readHashesOf(folder.dir, inside);
  for (let place = 0; place < count; place++) {
    const [start, end] = [place * hashBytes, (place + 1) * hashBytes];
    if (found.compare(exported, start, end, start, end) === 0) continue;
    folder.differs = true;
    const original = called(lineReader(folder.dir, inside)(place));
    const detail = `position ${from + place} does not hold what the export ${folder.dir} holds there: ${original}`;
    faults.push({ kind: "differs-from-export", position: from + place, detail });
    return;
  }
};

const unsealedFaults = async (tx: Tx, end: number): Promise<Fault[]> => {
  const faults: Fault[] = [];
  const { behind, firstBehind } = await countUnsealed(tx, (await findLatestCheckpoint(tx))?.settledTo ?? 0);
  if (behind > 0)
    faults.push({
      ...{ kind: "inserted", position: end, eventId: firstBehind ?? undefined },
      detail: `${behind} events, the first of them number ${firstBehind}, stand among long sealed ones and were never sealed`,
    });
  const beyond = await findLeafBeyond(tx, end);
  if (beyond !== undefined)
    faults.push({
      ...{ kind: "inserted", position: beyond.position, eventId: beyond.eventId },
      detail: `the tree has a leaf at position ${beyond.position} (event ${beyond.eventId}) that no checkpoint covers`,
    });
  return faults;
};

const aboutDatabase = async (tx: Tx, verdict: Verdict, { folders, unread }: Exports) => {
  const { waiting, oldest } = await countUnsealed(tx, (await findLatestCheckpoint(tx))?.settledTo ?? 0);
  const saysNotProven = [...verdict.saysNotProven];
  if (waiting > 0)
    saysNotProven.push(
      `Anything about ${waiting} events that wait for the sealer, the oldest since ${oldest?.toISOString()}.`,
    );
  for (const target of unread) saysNotProven.push(`That the export ${target} agrees: it cannot be reached from here.`);
  if (folders.length === 0 && unread.length === 0)
    saysNotProven.push(
      "That the log agrees with a copy off this machine: it was never exported (rollbook audit export --to DIR).",
    );
  const saysProven = [...verdict.saysProven];
  for (const { dir, proven, differs } of folders)
    if (!differs && proven > 0) saysProven.push(`The database agrees with the export ${dir} on its ${proven} events.`);
  return { saysProven, saysNotProven, faults: inOrder(verdict.faults) };
};

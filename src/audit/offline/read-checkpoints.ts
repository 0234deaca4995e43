// The checkpoints of an export: whether each is signed by a trusted key and follows from the one before.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkpointsName, type Range } from "../export/layout.ts";
import { type Checkpoint, checkpointHash, readCheckpoint } from "../sealing/checkpoint.ts";
import { bodyOf, type NoteVerifier, openNote } from "../sealing/signed-note.ts";
import type { Fault } from "./verdict.ts";

export type NoteList = { note: string; where: string }[];

/** The notes of an export in the order of its files. */
export const readNoteFiles = (dir: string, ranges: Range[]): { notes: NoteList; faults: Fault[] } => {
  const notes: NoteList = [];
  const faults: Fault[] = [];
  for (const range of ranges) {
    const name = checkpointsName(range);
    const lines = readFileSync(join(dir, name), "utf8").split("\n");
    if (lines.at(-1) === "") lines.pop();
    for (const [at, line] of lines.entries()) {
      const where = `${name}, line ${at + 1}`;
      const note = parsed(line);
      if (note !== undefined) notes.push({ note, where });
      else faults.push({ kind: "unreadable", position: range.from, detail: `${where} is no checkpoint` });
    }
  }
  return { notes, faults };
};

const parsed = (line: string): string | undefined => {
  try {
    const note: unknown = JSON.parse(line);
    return typeof note === "string" ? note : undefined;
  } catch {
    return undefined;
  }
};

type Read = { checkpoint: Checkpoint; hash: Buffer; note: string; where: string };

/** The checkpoints that hold, by size, and what is wrong with the others. Without keys no signature is looked at. */
export const checkNotes = (
  notes: NoteList,
  keys: readonly NoteVerifier[],
): { checkpoints: Checkpoint[]; faults: Fault[] } => {
  const faults: Fault[] = [];
  const all: Read[] = [];
  for (const { note, where } of notes) {
    const text = bodyOf(note) ?? "";
    const checkpoint = readCheckpoint(text);
    if (checkpoint) all.push({ checkpoint, hash: checkpointHash(text), note, where });
    else
      faults.push({
        kind: "unreadable",
        position: all.at(-1)?.checkpoint.size ?? 0,
        detail: `${where} is no checkpoint`,
      });
  }
  const checkpoints: Checkpoint[] = [];
  let before: Read | undefined;
  for (const read of keys.length > 0 ? signedOf(all, keys, faults) : all) {
    const fault = breakBetween(before, read.checkpoint);
    if (fault) faults.push({ ...fault, detail: `${fault.detail} (${read.where})` });
    if (fault?.kind === "forged-checkpoint") continue;
    checkpoints.push(read.checkpoint);
    before = read;
  }
  return { checkpoints, faults };
};

/**
 * Those that a trusted key vouches for. A checkpoint names the hash of the one before, so one signature at the end vouches
 * for a whole chain: a year of sealing every few seconds has a million checkpoints, too many to check each signature.
 */
const signedOf = (all: Read[], keys: readonly NoteVerifier[], faults: Fault[]): Read[] => {
  const signed: Read[] = [];
  let after: Checkpoint | undefined;
  for (let at = all.length - 1; at >= 0; at--) {
    const { checkpoint, hash, note, where } = all[at]!;
    const vouched = after?.previousSize === checkpoint.size && after.previousHash.equals(hash);
    if (vouched || openNote(note, keys) !== undefined) {
      signed.push(all[at]!);
      after = checkpoint;
    } else {
      const { size, sealedAt } = checkpoint;
      const detail = `the checkpoint over ${size} events, sealed ${sealedAt}, is not signed by a trusted key (${where})`;
      faults.push({ kind: "forged-checkpoint", position: size, detail });
    }
  }
  return signed.reverse();
};

const breakBetween = (
  before: { checkpoint: Checkpoint; hash: Buffer } | undefined,
  { origin, size, previousSize, previousHash }: Checkpoint,
): Fault | undefined => {
  const last = before?.checkpoint;
  if (last && (origin !== last.origin || size <= last.size)) {
    const detail = `the checkpoint over ${size} events of ${origin} cannot follow the one over ${last.size} of ${last.origin}`;
    return { kind: "forged-checkpoint", position: size, detail };
  }
  if (previousSize !== (last?.size ?? 0)) {
    const detail = `the checkpoint over ${previousSize} events, which the one over ${size} names, is not there`;
    return { kind: "missing-checkpoint", position: previousSize, detail };
  }
  if (previousHash.equals(before?.hash ?? checkpointHash(""))) return undefined;
  const detail = `the checkpoints over ${previousSize} and ${size} events contradict each other: two logs were signed`;
  return { kind: "forged-checkpoint", position: size, detail };
};

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

/** The checkpoints that hold, by size, and what is wrong with the others. Without keys no signature is looked at. */
export const checkNotes = (
  notes: NoteList,
  keys: readonly NoteVerifier[],
): { checkpoints: Checkpoint[]; faults: Fault[] } => {
  const checkpoints: Checkpoint[] = [];
  const faults: Fault[] = [];
  let before: { checkpoint: Checkpoint; text: string } | undefined;
  for (const { note, where } of notes) {
    const text = bodyOf(note) ?? "";
    const checkpoint = readCheckpoint(text);
    const size = checkpoint?.size ?? before?.checkpoint.size ?? 0;
    if (!checkpoint) {
      faults.push({ kind: "unreadable", position: size, detail: `${where} is no checkpoint` });
      continue;
    }
    if (keys.length > 0 && openNote(note, keys) === undefined) {
      const detail = `the checkpoint over ${size} events, sealed ${checkpoint.sealedAt}, is not signed by a trusted key (${where})`;
      faults.push({ kind: "forged-checkpoint", position: size, detail });
      continue;
    }
    const fault = breakBetween(before, checkpoint);
    if (fault) faults.push({ ...fault, detail: `${fault.detail} (${where})` });
    if (fault?.kind === "forged-checkpoint") continue;
    checkpoints.push(checkpoint);
    before = { checkpoint, text };
  }
  return { checkpoints, faults };
};

const breakBetween = (
  before: { checkpoint: Checkpoint; text: string } | undefined,
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
  if (previousHash.equals(checkpointHash(before?.text ?? ""))) return undefined;
  const detail = `the checkpoints over ${previousSize} and ${size} events contradict each other: two logs were signed`;
  return { kind: "forged-checkpoint", position: size, detail };
};

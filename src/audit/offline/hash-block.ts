// One block of an export: the hashes of its lines, whether they are the hashes that lie beside them, and the tree's roots
// at the sizes asked for. Blocks are independent of each other: threads hash them side by side.
import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventsName, hashesName, type Range } from "../export/layout.ts";
import { hashBytes } from "../merkle/hashing.ts";
import { growTree } from "../merkle/tree.ts";
import { diagnose, type LineFault } from "./diagnose.ts";
import { eachLine, lineReader } from "./lines.ts";

export type BlockWork = {
  dir: string;
  /** Positions of the block; the segments cover them. */
  from: number;
  to: number;
  segments: Range[];
  /** Sizes of the whole log, in (from, to], at which the tree is wanted. */
  cuts: number[];
};

/** Roots of the block alone, for each of the cuts and then for the whole block; undefined where it ends before. */
export type Roots = (Uint8Array | undefined)[];

export type BlockResult = {
  from: number;
  to: number;
  lines: number;
  bytes: number;
  ofLines: Roots;
  /** From the hashes beside the lines, which are the same unless they `differ`. */
  ofHashes: Roots;
  differ: boolean;
  faults: LineFault[];
};

/** Throws where a file of the block cannot be read. */
export const hashBlock = ({ dir, from, to, segments, cuts }: BlockWork): BlockResult => {
  const expected = readHashesOf(dir, segments);
  let found = Buffer.allocUnsafe((to - from) * hashBytes);
  let lines = 0;
  let bytes = 0;
  for (const segment of segments)
    eachLine(join(dir, eventsName(segment)), (buffer, start, end) => {
      buffer[start - 1] = 0;
      if ((lines + 1) * hashBytes > found.length)
        found = Buffer.concat([found, Buffer.allocUnsafe(found.length + 1024)]);
      found.write(hash("sha256", buffer.subarray(start - 1, end), "binary"), lines * hashBytes, "binary");
      lines++;
      bytes += end - start + 1;
    });
  found = found.subarray(0, lines * hashBytes);
  return compareBlock({ from, to, cuts, bytes, found, expected, text: lineReader(dir, segments) });
};

export type FoundBlock = {
  from: number;
  to: number;
  cuts: number[];
  bytes: number;
  /** Hashes of the events that are there, and of those that should be. */
  found: Buffer;
  expected: Buffer;
  /** The event at a place of `found`, as its line. */
  text(place: number): string;
};

export const compareBlock = ({ from, to, cuts, bytes, found, expected, text }: FoundBlock): BlockResult => {
  const differ = !found.equals(expected);
  const comparable = expected.length === (to - from) * hashBytes;
  const ends = [...cuts, to].map((cut) => cut - from);
  const ofLines = rootsAt(found, ends);
  return {
    ...{ from, to, lines: found.length / hashBytes, bytes, differ, ofLines },
    ofHashes: differ ? rootsAt(expected, ends) : ofLines,
    faults: differ && comparable ? diagnose({ from, found, expected, text }) : [],
  };
};

/** Without the hashes the events are still proven by the checkpoints; only less can be said of what is wrong. */
export const readHashesOf = (dir: string, segments: readonly Range[]): Buffer =>
  Buffer.concat(
    segments.flatMap((segment) => {
      const path = join(dir, hashesName(segment));
      return existsSync(path) ? [readFileSync(path)] : [];
    }),
  );

const rootsAt = (hashes: Buffer, ends: number[]): Roots => {
  const tree = growTree();
  return ends.map((end) => {
    if (end * hashBytes > hashes.length) return undefined;
    for (let at = tree.size(); at < end; at++) tree.append(hashes.subarray(at * hashBytes, (at + 1) * hashBytes));
    return tree.root();
  });
};

// A growing Merkle tree that remembers only its peaks: the roots of its perfect subtrees, largest first (one for each
// binary one of its size). Appending costs O(1) hashes on average, the root O(log n): sealing never reads the old log.
import { hash } from "node:crypto";
import { emptyRoot, hashBytes, nodeHash } from "./hashing.ts";

/** Size and peaks (their hashes one after the other): all that is needed to go on. */
export type Frontier = { size: number; peaks: Buffer };

export type Tree = {
  size(): number;
  /** Appends a leaf's hash, or the root of a perfect subtree of 2^level leaves where the size is a multiple of that. */
  append(hash: Uint8Array, level?: number): void;
  root(): Buffer;
  frontier(): Frontier;
};

/** More peaks than a tree can have whose size is a safe integer. */
const most = 54;

/** Goes on from `start`. Throws RangeError when its peaks do not fit its size. */
export const growTree = (start: Frontier = { size: 0, peaks: Buffer.alloc(0) }): Tree => {
  if (!isFrontier(start)) throw new RangeError(`${start.peaks.length} bytes of peaks do not fit ${start.size} leaves`);
  let size = start.size;
  let used = start.peaks.length;
  const peaks = Buffer.alloc(most * hashBytes);
  start.peaks.copy(peaks);
  const pair = Buffer.alloc(1 + 2 * hashBytes, 1);

  const append = (leaf: Uint8Array, level = 0): void => {
    const width = 2 ** level;
    if (size % width !== 0) throw new RangeError(`a subtree of ${width} leaves cannot follow ${size} leaves`);
    peaks.set(leaf, used);
    used += hashBytes;
    // Every binary one at the end of the size is a peak that the new one completes to a larger one.
    for (let rest = size / width; rest % 2 === 1; rest = (rest - 1) / 2) {
      used -= hashBytes;
      peaks.copy(pair, 1, used - hashBytes, used + hashBytes);
      peaks.write(hash("sha256", pair, "binary"), used - hashBytes, "binary");
    }
    size += width;
  };

  const frontier = (): Frontier => ({ size, peaks: Buffer.from(peaks.subarray(0, used)) });
  return { size: () => size, append, root: () => rootOf(peaks.subarray(0, used)), frontier };
};

/** Whether the peaks are as many as the size has binary ones. */
export const isFrontier = ({ size, peaks }: Frontier): boolean => {
  if (!Number.isSafeInteger(size) || size < 0) return false;
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return peaks.length === ones * hashBytes;
};

/** The root over peaks, largest first. */
export const rootOf = (peaks: Buffer): Buffer => {
  if (peaks.length === 0) return emptyRoot;
  let root: Buffer = Buffer.from(peaks.subarray(peaks.length - hashBytes));
  for (let at = peaks.length - 2 * hashBytes; at >= 0; at -= hashBytes)
    root = nodeHash(peaks.subarray(at, at + hashBytes), root);
  return root;
};

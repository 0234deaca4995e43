// Proofs over a Merkle tree of leaf hashes: that a leaf is in it (RFC 6962, 2.1.1) and that a larger tree only added to a
// smaller one (2.1.2). Checking follows RFC 9162, 2.1.3.2 and 2.1.4.2. Pure; a proof is made from the leaf hashes.
import { nodeHash } from "./hashing.ts";
import { growTree } from "./tree.ts";

/** Reads the hash of the leaf at a position. */
export type LeafAt = (position: number) => Uint8Array;

const treeRoot = (leafAt: LeafAt, from: number, to: number): Buffer => {
  const tree = growTree();
  for (let position = from; position < to; position++) tree.append(leafAt(position));
  return tree.root();
};

/** The largest power of two below `size`: where RFC 6962 splits a tree of more than one leaf. */
const split = (size: number): number => {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
};

/** The stretches of leaves whose roots make the proof of the leaf at `index` among the first `size`; nearest first. */
export const inclusionStretches = (index: number, size: number): { from: number; to: number }[] => {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const stretches: { from: number; to: number }[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      stretches.unshift({ from: middle, to });
      to = middle;
    } else {
      stretches.unshift({ from, to: middle });
      from = middle;
    }
  }
  return stretches;
};

/** The hashes that, with the leaf at `index`, give the root of the first `size` leaves; nearest first. */
export const inclusionProof = (leafAt: LeafAt, index: number, size: number): Buffer[] =>
  inclusionStretches(index, size).map(({ from, to }) => treeRoot(leafAt, from, to));

export type Inclusion = {
  leaf: Uint8Array;
  index: number;
  size: number;
  root: Uint8Array;
  proof: readonly Uint8Array[];
};

/** Whether the proof shows that `leaf` stands at `index` of the tree with that size and root. */
export const includes = ({ leaf, index, size, root, proof }: Inclusion): boolean => {
  if (!(index >= 0 && index < size)) return false;
  let place = index;
  let last = size - 1;
  let hash: Uint8Array = leaf;
  for (const other of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(other, hash);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else hash = nodeHash(hash, other);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && Buffer.compare(hash, root) === 0;
};

/** The hashes that show that the tree of `second` leaves begins with the tree of `first` leaves. */
export const consistencyProof = (leafAt: LeafAt, first: number, second: number): Buffer[] => {
  if (!(first > 0 && first <= second)) throw new RangeError(`no proof leads from ${first} to ${second} leaves`);
  const part = (size: number, from: number, to: number, whole: boolean): Buffer[] => {
    if (size === to - from) return whole ? [] : [treeRoot(leafAt, from, to)];
    const left = split(to - from);
    const middle = from + left;
    return size <= left
      ? [...part(size, from, middle, whole), treeRoot(leafAt, middle, to)]
      : [...part(size - left, middle, to, false), treeRoot(leafAt, from, middle)];
  };
  return part(first, 0, second, true);
};

export type Consistency = {
  first: { size: number; root: Uint8Array };
  second: { size: number; root: Uint8Array };
  proof: readonly Uint8Array[];
};

/** Whether the proof shows that the second tree only added leaves to the first. */
export const extendsTree = ({ first, second, proof }: Consistency): boolean => {
  if (!(first.size > 0 && first.size <= second.size)) return false;
  if (first.size === second.size) return proof.length === 0 && Buffer.compare(first.root, second.root) === 0;
  let place = first.size - 1;
  let last = second.size - 1;
  while (place % 2 === 1) {
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  // A first tree that is itself perfect is its own first node, and the proof leaves it out.
  const nodes = place === 0 ? [first.root, ...proof] : [...proof];
  const start = nodes.shift();
  if (start === undefined) return false;
  let firstRoot = start;
  let secondRoot = start;
  for (const other of nodes) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      firstRoot = nodeHash(other, firstRoot);
      secondRoot = nodeHash(other, secondRoot);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else secondRoot = nodeHash(secondRoot, other);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && Buffer.compare(firstRoot, first.root) === 0 && Buffer.compare(secondRoot, second.root) === 0;
};

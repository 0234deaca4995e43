// What a reader can conclude about withheld cells from one sum at a time, again and again until nothing more follows.
import type { Lattice } from "./lattice.ts";

export type Bounds = { low: Float64Array; high: Float64Array };
/** Cells whose range became too narrow, and for every cell the sum that narrowed it (-1: none did). */
export type Narrowed = { cells: number[]; cause: Int32Array };

/**
 * Tightens `bounds` in place: along every sum, a withheld cell lies between what the others leave at most and at least.
 * `narrow(cell, values)` says whether so few values are too few; such cells are returned, with the sum that made them so.
 */
export const propagate = (
  lattice: Lattice,
  bounds: Bounds,
  narrow: (cell: number, values: number) => boolean,
): Narrowed => {
  const { low, high } = bounds;
  const queue = lattice.relations.map((_, index) => index);
  const queued = new Uint8Array(lattice.relations.length).fill(1);
  const found = new Set<number>();
  const cause = new Int32Array(lattice.values.length).fill(-1);
  const set = (cell: number, newLow: number, newHigh: number, relation: number): void => {
    if (newLow <= low[cell]! && newHigh >= high[cell]!) return;
    low[cell] = Math.max(low[cell]!, newLow);
    high[cell] = Math.min(high[cell]!, newHigh);
    if (low[cell]! > high[cell]!) throw new RangeError("these bounds contradict the sums");
    if (!found.has(cell)) {
      cause[cell] = relation;
      if (narrow(cell, high[cell]! - low[cell]! + 1)) found.add(cell);
    }
    requeue(cell, relation);
  };
  const requeue = (cell: number, relation: number): void => {
    for (const other of lattice.relationsOf[cell]!)
      if (other !== relation && !queued[other]) {
        queued[other] = 1;
        queue.push(other);
      }
  };
  for (let next = 0; next < queue.length; next++) {
    const index = queue[next]!;
    queued[index] = 0;
    const { parent, children } = lattice.relations[index]!;
    let sumLow = 0;
    let sumHigh = 0;
    let unbounded = 0;
    for (const child of children) {
      sumLow += low[child]!;
      if (high[child] === Infinity) unbounded++;
      else sumHigh += high[child]!;
    }
    set(parent, sumLow, unbounded ? Infinity : sumHigh, index);
    const parentLow = low[parent]!;
    const parentHigh = high[parent]!;
    for (const child of children) {
      if (low[child] === high[child]) continue;
      const othersUnbounded = unbounded - (high[child] === Infinity ? 1 : 0);
      const othersHigh = sumHigh - (high[child] === Infinity ? 0 : high[child]!);
      set(child, othersUnbounded ? 0 : parentLow - othersHigh, parentHigh - (sumLow - low[child]!), index);
    }
  }
  return { cells: [...found], cause };
};

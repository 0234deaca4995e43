// Sorts records by a 32-bit key: three passes of eleven bits over keys and records packed side by side. Stable.

const bits = 11;
const size = 1 << bits;
const mask = size - 1;

export type Sorted = { keys: Uint32Array; records: Uint32Array };

/** Sorts the first `count` entries. What is given is overwritten; what comes back may be the same arrays. */
export const radixSort = (keys: Uint32Array, records: Uint32Array, count: number): Sorted => {
  let from: Sorted = { keys, records };
  let to: Sorted = { keys: new Uint32Array(count), records: new Uint32Array(count) };
  const starts = new Uint32Array(size + 1);
  for (let shift = 0; shift < 32; shift += bits) {
    starts.fill(0);
    const { keys: oldKeys, records: oldRecords } = from;
    const { keys: newKeys, records: newRecords } = to;
    for (let at = 0; at < count; at++) starts[((oldKeys[at]! >>> shift) & mask) + 1]!++;
    for (let digit = 0; digit < size; digit++) starts[digit + 1]! += starts[digit]!;
    for (let at = 0; at < count; at++) {
      const digit = (oldKeys[at]! >>> shift) & mask;
      const place = starts[digit]!;
      starts[digit] = place + 1;
      newKeys[place] = oldKeys[at]!;
      newRecords[place] = oldRecords[at]!;
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
};

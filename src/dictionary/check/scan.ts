// Finds the cells of one row in a buffer of bytes. Hot: no strings, no objects, nothing allocated. Knows CSV, no rules.

/** What was met in a row; everything but an empty set goes through the slow path. */
export const met = { quote: 1, doubled: 2, space: 4, high: 8, nul: 16, astray: 32 } as const;

/** Slots of the `info` array that `scanRow` fills. */
export const slot = { cells: 0, met: 1, lineBreaks: 2, ended: 3 } as const;

/**
 * Scans one row from `from`. Fills `starts` and `ends` (byte offsets without the quotes) and `info`; returns the offset
 * after the row's line break, or -1 when the row does not end before `end` and more bytes may come (`last` false), or
 * when a quoted cell is still open at the end of the file. Line ends: LF, CRLF, CR.
 */
export const scanRow = (
  bytes: Uint8Array,
  from: number,
  end: number,
  last: boolean,
  starts: Int32Array,
  ends: Int32Array,
  info: Int32Array,
): number => {
  const room = starts.length;
  let cells = 0;
  let start = from;
  let at = from;
  let seen = 0;
  let high = 0;
  let breaks = 0;
  for (;;) {
    if (at === start && at < end && bytes[at] === 34) {
      // A quoted cell: up to the next quote that is not doubled.
      seen |= met.quote;
      at++;
      for (;;) {
        if (at >= end) {
          info[slot.met] = seen;
          return -1;
        }
        const byte = bytes[at]!;
        if (byte === 34) {
          if (at + 1 >= end && !last) return -1;
          if (at + 1 >= end || bytes[at + 1] !== 34) break;
          seen |= met.doubled;
          at += 2;
          continue;
        }
        if (byte === 10) breaks++;
        else if (byte === 0) seen |= met.nul;
        else if (byte === 32 || byte === 9) seen |= met.space;
        high |= byte;
        at++;
      }
      if (cells < room) {
        starts[cells] = start + 1;
        ends[cells] = at;
      }
      cells++;
      at++;
      // Only a comma or the end of the row may follow the closing quote; anything else is passed over, and noted.
      while (at < end && bytes[at] !== 44 && bytes[at] !== 10 && bytes[at] !== 13) {
        const byte = bytes[at]!;
        if (byte !== 32 && byte !== 9) seen |= met.astray;
        high |= byte;
        at++;
      }
      if (at < end && bytes[at] === 44) {
        start = ++at;
        continue;
      }
    } else {
      while (at < end) {
        const byte = bytes[at]!;
        if (byte > 44) {
          high |= byte;
          at++;
          continue;
        }
        if (byte === 44) {
          if (cells < room) {
            starts[cells] = start;
            ends[cells] = at;
          }
          cells++;
          start = ++at;
          if (at < end && bytes[at] === 34) break;
          continue;
        }
        if (byte === 10 || byte === 13) break;
        if (byte === 0) seen |= met.nul;
        else if (byte === 32 || byte === 9) seen |= met.space;
        at++;
      }
      if (at === start && at < end && bytes[at] === 34) continue;
      if (at >= end && !last) return -1;
      if (cells < room) {
        starts[cells] = start;
        ends[cells] = at;
      }
      cells++;
    }
    // The end of the row: a line break, or the end of the file.
    if (at >= end) {
      if (!last) return -1;
      info[slot.ended] = 0;
    } else {
      if (bytes[at] === 13) {
        if (at + 1 >= end && !last) return -1;
        if (at + 1 < end && bytes[at + 1] === 10) at++;
      }
      at++;
      info[slot.ended] = 1;
    }
    info[slot.cells] = cells;
    info[slot.met] = high > 127 ? seen | met.high : seen;
    info[slot.lineBreaks] = breaks;
    return at;
  }
};

/** Makes doubled quotes single in place; returns the new end of the cell. Only for a row that is known to be whole. */
export const undouble = (bytes: Uint8Array, start: number, end: number): number => {
  let to = start;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    bytes[to++] = byte;
    if (byte === 34 && at + 1 < end && bytes[at + 1] === 34) at++;
  }
  return to;
};

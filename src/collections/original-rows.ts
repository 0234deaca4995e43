// Cuts a file into its rows as the checker counts them, bytes untouched: to write beside each row what is wrong in it.
// A quoted cell may hold line breaks; one that never ends is given up at its first line. Pure.

const longestRow = 1 << 18;
const quote = 34;
const comma = 44;
const lf = 10;
const cr = 13;

export type OriginalRow = { text: Buffer; lineEnd: Buffer; blank: boolean };

export async function* originalRows(source: AsyncIterable<Uint8Array>): AsyncGenerator<OriginalRow> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let row = nextRow(rest, from, false); row; row = nextRow(rest, from, false)) {
      yield row.row;
      from = row.next;
    }
    rest = rest.subarray(from);
  }
  let from = 0;
  for (let row = nextRow(rest, from, true); row; row = nextRow(rest, from, true)) {
    yield row.row;
    from = row.next;
  }
}

type Cut = { row: OriginalRow; next: number };

const nextRow = (bytes: Buffer, from: number, last: boolean): Cut | undefined => {
  if (from >= bytes.length) return undefined;
  const end = rowEnd(bytes, from, last);
  if (end >= 0 && end - from <= longestRow) {
    // A CR that ends the chunk may be half of a CRLF.
    if (bytes[end] === cr && end + 1 >= bytes.length && !last) return undefined;
    return cut(bytes, from, end);
  }
  if (!last && bytes.length - from <= longestRow) return undefined;
  const line = lineEnd(bytes, from);
  return cut(bytes, from, line);
};

const cut = (bytes: Buffer, from: number, end: number): Cut => {
  const next = end >= bytes.length ? end : bytes[end] === cr && bytes[end + 1] === lf ? end + 2 : end + 1;
  const text = bytes.subarray(from, end);
  return { row: { text, lineEnd: bytes.subarray(end, next), blank: text.length === 0 }, next };
};

/** Offset of what ends the row: a line break, or the end of the file outside quotes. -1 where the bytes end first. */
const rowEnd = (bytes: Buffer, from: number, last: boolean): number => {
  let quoted = false;
  let cellStart = true;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === quote) {
        if (bytes[at + 1] === quote) at++;
        else quoted = false;
      }
      continue;
    }
    if (byte === quote && cellStart) quoted = true;
    else if (byte === lf || byte === cr) return at;
    cellStart = byte === comma;
  }
  return last && !quoted ? bytes.length : -1;
};

const lineEnd = (bytes: Buffer, from: number): number => {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === lf || bytes[at] === cr) return at;
  return bytes.length;
};

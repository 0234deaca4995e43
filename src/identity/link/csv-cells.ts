// Reads the cells of a CSV file (RFC 4180) as ranges of bytes, a chunk at a time. Knows no columns and makes no strings.

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;

export type RowSink = {
  /** A cell of the current row, with the blanks around it taken off. The bytes are good only during the call. */
  cell(column: number, bytes: Uint8Array, start: number, end: number): void;
  /** The row is over; it had so many cells and began on that line. */
  row(cells: number, line: number): void;
};

/** Push chunks, then end. Rows without any character are passed over. */
export class CsvCells {
  private rest = new Uint8Array(0);
  private line = 1;
  private begun = false;

  private readonly sink: RowSink;
  private readonly separator: number;

  constructor(sink: RowSink, separator: "," | "\t" = ",") {
    this.sink = sink;
    this.separator = separator.charCodeAt(0);
  }

  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + chunk.length);
      bytes.set(this.rest);
      bytes.set(chunk, this.rest.length);
    }
    this.rest = bytes.slice(this.rows(bytes, false));
  }

  /** Throws when the file ends inside a quoted cell. */
  end(): void {
    const end = this.rows(this.rest, true);
    if (end < this.rest.length) throw new Error(`line ${this.line}: the quoted cell that begins here never ends`);
  }

  /** Reads whole rows; returns where the first unfinished one starts. */
  private rows(bytes: Uint8Array, last: boolean): number {
    let at = 0;
    if (!this.begun && bytes.length >= 3) {
      this.begun = true;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
    }
    let nextQuote = place(bytes, quote, at);
    while (at < bytes.length) {
      const feed = bytes.indexOf(lineFeed, at);
      if (nextQuote < at) nextQuote = place(bytes, quote, at);
      const plain = feed >= 0 ? feed < nextQuote : nextQuote === none;
      const end = plain ? (feed >= 0 || !last ? feed : bytes.length) : quotedRowEnd(bytes, nextQuote, last);
      if (end < 0) return at;
      this.row(bytes, at, end);
      at = end + 1;
    }
    return Math.min(at, bytes.length);
  }

  private row(bytes: Uint8Array, from: number, to: number): void {
    const line = this.line++;
    let end = to;
    if (end > from && bytes[end - 1] === carriageReturn) end--;
    if (end === from) return;
    let cells = 0;
    let at = from;
    for (;;) {
      let start = at;
      while (start < end && bytes[start] === space) start++;
      if (start < end && bytes[start] === quote) at = this.quoted(bytes, start + 1, end, cells++);
      else {
        at = start;
        while (at < end && bytes[at] !== this.separator) at++;
        let stop = at;
        while (stop > start && bytes[stop - 1]! <= space) stop--;
        this.sink.cell(cells++, bytes, start, stop);
      }
      if (at >= end) break;
      at++;
    }
    this.sink.row(cells, line);
  }

  /** A quoted cell; returns where the comma after it is, or the row's end. */
  private quoted(bytes: Uint8Array, from: number, end: number, column: number): number {
    const plain = new Uint8Array(end - from);
    let size = 0;
    let at = from;
    for (; at < end; at++) {
      if (bytes[at] === quote) {
        if (bytes[at + 1] !== quote || at + 1 >= end) break;
        at++;
      }
      if (bytes[at] === lineFeed) this.line++;
      plain[size++] = bytes[at]!;
    }
    let start = 0;
    while (start < size && plain[start]! <= space) start++;
    while (size > start && plain[size - 1]! <= space) size--;
    this.sink.cell(column, plain, start, size);
    while (at < end && bytes[at] !== this.separator) at++;
    return at;
  }
}

const none = Number.POSITIVE_INFINITY;

const place = (bytes: Uint8Array, byte: number, from: number): number => {
  const at = bytes.indexOf(byte, from);
  return at < 0 ? none : at;
};

/** Where a row with quotes ends: line feeds within them belong to cells. -1 when the end is not there yet. */
const quotedRowEnd = (bytes: Uint8Array, firstQuote: number, last: boolean): number => {
  let inside = false;
  for (let at = firstQuote; at < bytes.length; at++) {
    if (bytes[at] === quote) inside = !inside;
    else if (bytes[at] === lineFeed && !inside) return at;
  }
  return last && !inside ? bytes.length : -1;
};

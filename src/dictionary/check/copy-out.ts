// Writes checked records as lines of PostgreSQL's text COPY into one reusable buffer. No strings for clean records.
// A line: batch id, row number, one field an element, raw texts as JSON (or \N) of cells that could not be typed.
import type { ElementColumn } from "../types.ts";
import { UNKNOWN } from "./cells.ts";

const size = 1 << 18;
const encoder = new TextEncoder();
const tab = 9;

export type CopyOut = {
  /** `bad`: 1 for each cell that must be NULL; `raw`: JSON text of what stood there, or "" when nothing is bad. */
  record(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    values: Int32Array,
    bad: Uint8Array,
    row: number,
    raw: string,
  ): void;
  flush(): void;
};

export const copyOut = (columns: ElementColumn[], batch: string, write: (bytes: Uint8Array) => void): CopyOut => {
  let out = new Uint8Array(size);
  let at = 0;
  const kinds = Uint8Array.from(columns, (column) => ["integer", "date", "decimal", "text"].indexOf(column.type));
  const prefix = encoder.encode(`${batch}\t`);

  const flush = () => {
    if (at > 0) write(out.subarray(0, at));
    at = 0;
  };
  const reserve = (room: number) => {
    if (at + room <= out.length) return;
    flush();
    if (room > out.length) out = new Uint8Array(room);
  };
  const putWhole = (value: number) => {
    let rest = value;
    if (rest < 0) {
      out[at++] = 45;
      rest = -rest;
    }
    let width = 1;
    for (let bound = 10; rest >= bound; bound *= 10) width++;
    for (let place = at + width - 1; place >= at; place--) {
      const next = (rest / 10) | 0;
      out[place] = 48 + rest - next * 10;
      rest = next;
    }
    at += width;
  };
  const putDay = (day: number) => {
    let rest = day;
    for (const place of [9, 8, 6, 5, 3, 2, 1, 0]) {
      const next = (rest / 10) | 0;
      out[at + place] = 48 + rest - next * 10;
      rest = next;
    }
    out[at + 4] = 45;
    out[at + 7] = 45;
    at += 10;
  };
  const putText = (bytes: Uint8Array, start: number, end: number) => {
    for (let from = start; from < end; from++) {
      const byte = bytes[from]!;
      if (byte === 92 || (byte <= 13 && byte >= 8)) {
        out[at++] = 92;
        // \b \t \n \v \f \r
        out[at++] =
          byte === 92
            ? 92
            : byte === 9
              ? 116
              : byte === 10
                ? 110
                : byte === 13
                  ? 114
                  : byte === 8
                    ? 98
                    : byte === 11
                      ? 118
                      : 102;
      } else out[at++] = byte;
    }
  };
  const putNull = () => {
    out[at++] = 92;
    out[at++] = 78;
  };

  return {
    flush,
    record(bytes, starts, ends, values, bad, row, raw) {
      const width = ends[columns.length - 1]! - starts[0]!;
      reserve(prefix.length + 2 * width + columns.length * 12 + raw.length * 6 + 32);
      out.set(prefix, at);
      at += prefix.length;
      putWhole(row);
      for (let column = 0; column < kinds.length; column++) {
        out[at++] = tab;
        const kind = kinds[column];
        const start = starts[column]!;
        const end = ends[column]!;
        if (bad[column] === 1 || end === start) putNull();
        else if (kind === 0) values[column] === UNKNOWN ? putNull() : putWhole(values[column]!);
        else if (kind === 1) values[column] === UNKNOWN ? putNull() : putDay(values[column]!);
        else putText(bytes, start, end);
      }
      out[at++] = tab;
      if (raw === "") putNull();
      else {
        const text = encoder.encode(raw);
        putText(text, 0, text.length);
      }
      out[at++] = 10;
    },
  };
};

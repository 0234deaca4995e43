// Reads the lines of a file of any length, as bytes, without copying them. There is always a byte before a line that its
// reader may overwrite: the prefix of the leaf's hash goes there.
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { eventsName, type Range } from "../export/layout.ts";

const chunkSize = 1 << 20;

/** `take` gets the line as bytes `from` to before `to`; they are good until it returns. */
export const eachLine = (path: string, take: (bytes: Buffer, from: number, to: number) => void): void => {
  const file = openSync(path, "r");
  try {
    let buffer = Buffer.allocUnsafe(1 + chunkSize);
    let filled = 1;
    for (;;) {
      const size = readSync(file, buffer, filled, buffer.length - filled, null);
      if (size === 0) break;
      const all = buffer.subarray(0, filled + size);
      let start = 1;
      for (let end = all.indexOf(10, filled); end >= 0; end = all.indexOf(10, end + 1)) {
        take(buffer, start, end);
        start = end + 1;
      }
      buffer.copyWithin(1, start, all.length);
      filled = 1 + all.length - start;
      if (filled === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
    }
    if (filled > 1) take(buffer, 1, filled);
  } finally {
    closeSync(file);
  }
};

/** Reads lines again by their number; the block's files are read once, at the first line asked for. */
export const lineReader = (dir: string, segments: Range[]): ((line: number) => string) => {
  let texts: string[] | undefined;
  return (line) => {
    if (!texts) {
      const all: string[] = [];
      for (const segment of segments)
        eachLine(join(dir, eventsName(segment)), (bytes, from, to) => all.push(bytes.toString("utf8", from, to)));
      texts = all;
    }
    return texts[line] ?? "";
  };
};

// The checker of a file: takes chunks of bytes of any size, gives findings and typed rows, keeps one buffer and nothing
// else. Runs in Node and in the browser: no Node modules here. The result does not depend on how the bytes are cut.
import type { Checker, CheckResult, CheckSink, DirectoryContext, Layout } from "../types.ts";
import * as cells from "./cells.ts";
import { longer } from "./cells.ts";
import { type CopyOut, copyOut } from "./copy-out.ts";
import { ageOn, dayCount } from "./days.ts";
import { directoryTables, laterDay } from "./directory-tables.ts";
import { findingMaker } from "./finding-maker.ts";
import { judged, judgeFirstBytes } from "./first-bytes.ts";
import { recogniseHeader } from "./header.ts";
import { met, scanRow, slot } from "./scan.ts";
import { tidyRow } from "./tidy-row.ts";

/** What a generated validator module exports. */
export type ValidatorModule = {
  layout: Layout;
  link(parts: {
    R: object;
    T: ReturnType<typeof directoryTables> | null;
    S: Int32Array;
    E: Int32Array;
    V: Int32Array;
    D: Float64Array;
    fail(rule: number, column: number): void;
    misread(column: number, tooLong: boolean): void;
  }): {
    fast(bytes: Uint8Array, from: number): number;
    slow(bytes: Uint8Array): void;
    rules(bytes: Uint8Array): void;
  };
};

const runtime = { ...cells, longer, ageOn, dayCount, laterDay };

/** A row longer than this is no record; also how far an open quote is followed. */
const longestRow = 1 << 18;
const bufferSize = 1 << 20;
/** After so many rows with a broken quote the rest of the file is not worth reading. */
const mostBrokenQuotes = 100;

/** `batch`: first field of COPY lines. `inside`: the bytes start at a row in the middle of a file. */
export type CheckerOptions = { batch?: string; inside?: boolean };

export const checkerOf = (
  validator: ValidatorModule,
  context: DirectoryContext | undefined,
  sink: CheckSink,
  { batch = "", inside = false }: CheckerOptions = {},
): Checker => {
  const { layout } = validator;
  const width = layout.columns.length;
  // One byte more than is ever filled: the 0 that ends the fast path.
  const buffer = new Uint8Array(bufferSize + 1);
  const starts = new Int32Array(Math.max(width * 2, 64));
  const ends = new Int32Array(starts.length);
  const values = new Int32Array(width);
  const bad = new Uint8Array(width);
  const info = new Int32Array(4);
  const tables = context ? directoryTables(context, layout.gradeCodes) : null;
  const place = { row: 0, line: 1 };
  const findings = findingMaker(layout, place, sink);
  const { file } = layout;

  let filled = 0;
  let bytesSeen = 0;
  let records = 0;
  let started = inside;
  let stopped = false;
  let skipping = false;
  let complete = true;
  let brokenQuotes = 0;
  let badEncoding = false;
  let expectHeader = !inside;
  let anyBad = false;

  const markBad = (column: number) => {
    bad[column] = 1;
    anyBad = true;
  };
  const fail = (rule: number, column: number) => findings.cell(rule, column, buffer, starts[column]!, ends[column]!);
  const misread = (column: number, tooLong: boolean) => {
    markBad(column);
    fail(tooLong ? file.tooLong : layout.unreadable[column]!, column);
  };
  const decimals = new Float64Array(width);
  const row = validator.link({ R: runtime, T: tables, S: starts, E: ends, V: values, D: decimals, fail, misread });
  const copy: CopyOut | undefined = sink.copy && copyOut(layout.columns, batch, (bytes) => sink.copy?.(bytes));

  const record = () => {
    row.rules(buffer);
    records++;
    if (copy) {
      const raw = anyBad ? findings.rawTexts(bad, buffer, starts, ends) : "";
      copy.record(buffer, starts, ends, values, bad, place.row, raw);
    }
    if (anyBad) {
      bad.fill(0);
      anyBad = false;
    }
  };

  /** A row that holds more than plain ASCII cells, or not the right number of them. */
  const unusualRow = (count: number, seen: number, ended: boolean, from: number, to: number) => {
    const shown = Math.min(count, starts.length);
    const tidied = tidyRow(buffer, starts, ends, shown, seen);
    if (expectHeader) {
      expectHeader = false;
      const texts = Array.from({ length: shown }, (_, at) => findings.text(buffer, starts[at]!, ends[at]!));
      const { header, misplaced } = recogniseHeader(texts, layout.columns);
      if (header) {
        if (misplaced.length > 0) findings.row(file.header, misplaced[0]!, texts[misplaced[0]! - 1]!);
        return;
      }
    }
    place.row++;
    if (tidied.notUtf8 >= 0 && !badEncoding) {
      badEncoding = true;
      findings.cell(
        file.encoding,
        Math.min(tidied.notUtf8, width - 1),
        buffer,
        starts[tidied.notUtf8]!,
        ends[tidied.notUtf8]!,
      );
    }
    if (tidied.nul >= 0)
      findings.cell(file.nul, Math.min(tidied.nul, width - 1), buffer, starts[tidied.nul]!, ends[tidied.nul]!);
    if (seen & met.astray) {
      brokenQuotes++;
      return findings.row(file.quote, 0, findings.text(buffer, from, to));
    }
    if (count < width && !ended) {
      complete = false;
      return findings.row(file.truncated, 0, findings.text(buffer, from, to));
    }
    if (count !== width) return findings.row(file.columnCount, 0, `${count} columns, not ${width}`);
    for (const column of tidied.bad) markBad(column);
    row.slow(buffer);
    record();
  };

  /** The row at `from` has no end within `longestRow` bytes (or the file): passes to the next line. */
  const endlessRow = (from: number, to: number): number => {
    place.row++;
    expectHeader = false;
    complete = false;
    const line = nextLine(buffer, from, to);
    // Line breaks lie in the row, so a quoted cell has swallowed them.
    const quoted = line >= 0;
    const text = findings.text(buffer, from, line >= 0 ? line : to);
    findings.row(quoted ? file.quote : file.rowLength, 0, text);
    if (quoted) brokenQuotes++;
    if (brokenQuotes > mostBrokenQuotes) return stop();
    place.line++;
    if (line >= 0) return line;
    skipping = true;
    return to;
  };

  const stop = (): number => {
    stopped = true;
    complete = false;
    return filled;
  };

  /** Works through the whole rows in the buffer; `last` says that no more bytes come. */
  const work = (last: boolean) => {
    let at = 0;
    if (!started) {
      if (filled < judged && !last) return;
      started = true;
      const first = judgeFirstBytes(buffer.subarray(0, Math.min(filled, judged)));
      at = first.skip;
      if (first.fault) {
        findings.row(file.encoding, 0, first.fault);
        stop();
      }
    }
    buffer[filled] = 0;
    while (!stopped && at < filled) {
      if (skipping) {
        const line = nextLine(buffer, at, filled);
        if (line < 0) {
          at = filled;
          break;
        }
        at = line;
        // A CR at the end of the buffer may be half of a CRLF.
        if (line === filled && buffer[line - 1] === 13 && !last) {
          at--;
          break;
        }
        skipping = false;
        continue;
      }
      if (!expectHeader) {
        const next = row.fast(buffer, at);
        if (next >= 0) {
          place.row++;
          record();
          place.line++;
          at = next;
          continue;
        }
      }
      const next = scanRow(buffer, at, filled, last, starts, ends, info);
      if (next < 0 || next - at > longestRow) {
        if (next < 0 && filled - at <= longestRow) {
          if (!last) break;
          complete = false;
          at = openAtEnd(at);
          continue;
        }
        at = endlessRow(at, Math.min(filled, at + longestRow));
        continue;
      }
      const count = info[slot.cells]!;
      const seen = info[slot.met]!;
      const breaks = info[slot.lineBreaks]!;
      if (count === width && seen === 0 && !expectHeader) {
        place.row++;
        row.slow(buffer);
        record();
      } else if (count > 1 || seen !== 0 || ends[0]! > starts[0]!)
        unusualRow(count, seen, info[slot.ended] === 1, at, next);
      if (brokenQuotes > mostBrokenQuotes) stop();
      place.line += 1 + breaks;
      at = next;
    }
    if (stopped) filled = 0;
    else if (at > 0) {
      buffer.copyWithin(0, at, filled);
      filled -= at;
    }
  };

  /** A quoted cell is still open where the file ends: reported at its row; the lines after it are read as rows. */
  const openAtEnd = (from: number): number => {
    place.row++;
    expectHeader = false;
    brokenQuotes++;
    const line = nextLine(buffer, from, filled);
    findings.row(line >= 0 ? file.quote : file.truncated, 0, findings.text(buffer, from, line >= 0 ? line : filled));
    if (brokenQuotes > mostBrokenQuotes) return stop();
    place.line++;
    return line >= 0 ? line : filled;
  };

  return {
    atRowStart: () => started && filled === 0 && !skipping && !stopped && place.row > 0,
    push(chunk) {
      bytesSeen += chunk.length;
      for (let from = 0; from < chunk.length && !stopped; ) {
        const take = Math.min(chunk.length - from, bufferSize - filled);
        buffer.set(chunk.subarray(from, from + take), filled);
        filled += take;
        from += take;
        work(false);
      }
    },
    end(): CheckResult {
      work(true);
      if (place.row === 0 && !stopped && !inside) findings.row(file.empty, 0, "");
      copy?.flush();
      return {
        rows: place.row,
        records,
        bytes: bytesSeen,
        findings: findings.bySeverity,
        byRule: findings.byRule(),
        complete,
        lines: place.line - 1,
        notChecked: tables ? [] : layout.rules.filter((rule) => rule.needsDirectory).map((rule) => rule.id),
      };
    },
  };
};

/** Offset after the first line break from `from`, or -1. */
const nextLine = (bytes: Uint8Array, from: number, end: number): number => {
  for (let at = from; at < end; at++) {
    if (bytes[at] === 10) return at + 1;
    // A CR at the very end may be half of a CRLF; the LF alone would only be a blank line.
    if (bytes[at] === 13) return bytes[at + 1] === 10 && at + 1 < end ? at + 2 : at + 1;
  }
  return -1;
};

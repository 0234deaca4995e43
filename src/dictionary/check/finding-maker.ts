// Turns "rule 7 broken in column 3" into a finding with place, value, message and remedy, and counts them.
import type { CheckSink, Layout, RowFinding, Severity } from "../types.ts";

const longestValue = 200;
const longestRaw = 4000;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const western = new TextDecoder("windows-1252");
const nulShown = "\u2400";

/** Most values are a few plain letters or digits: these need no decoder. */
const plain = (bytes: Uint8Array, start: number, end: number): string | undefined => {
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < 32 || byte > 126) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
};

/** Text of some bytes for people, cut to `most` characters; what is not UTF-8 is read as Windows-1252. */
const shown = (bytes: Uint8Array, start: number, end: number, most: number): string => {
  if (end - start <= 24) {
    const text = plain(bytes, start, end);
    if (text !== undefined) return text;
  }
  // Never cut inside a character.
  let stop = Math.min(end, start + most * 4);
  if (stop < end) while (stop > start && (bytes[stop]! & 0xc0) === 0x80) stop--;
  const part = bytes.subarray(start, stop);
  let text: string;
  try {
    text = utf8.decode(part);
  } catch {
    text = western.decode(part);
  }
  return [...text.replaceAll("\0", nulShown)].slice(0, most).join("");
};

export const findingMaker = (layout: Layout, place: { row: number; line: number }, sink: CheckSink) => {
  const counts = new Uint32Array(layout.rules.length);
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, confirm: 0 };

  const make = (position: number, column: number, value: string) => {
    const rule = layout.rules[position]!;
    counts[position]!++;
    bySeverity[rule.severity]++;
    const finding: RowFinding = {
      row: place.row,
      line: place.line,
      column,
      element: layout.columns[column - 1]?.name ?? "",
      ruleId: rule.id,
      severity: rule.severity,
      value,
      message: rule.message,
      remedy: rule.remedy,
    };
    sink.finding(finding);
  };

  return {
    bySeverity,
    byRule: (): Record<string, number> => {
      const found: Record<string, number> = {};
      for (const [at, rule] of layout.rules.entries()) if (counts[at]! > 0) found[rule.id] = counts[at]!;
      return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
    },
    /** A finding about one cell; `column` from 0. */
    cell: (rule: number, column: number, bytes: Uint8Array, start: number, end: number) =>
      make(rule, column + 1, shown(bytes, start, end, longestValue)),
    /** A finding about a row or the file; `column` from 1, or 0. */
    row: (rule: number, column: number, value: string) => make(rule, column, value),
    text: (bytes: Uint8Array, start: number, end: number) => shown(bytes, start, end, longestValue).trim(),
    /** The raw texts of bad cells as JSON, by the name of their database column. */
    rawTexts: (bad: Uint8Array, bytes: Uint8Array, starts: Int32Array, ends: Int32Array): string =>
      JSON.stringify(
        Object.fromEntries(
          layout.columns.flatMap((column, at) =>
            bad[at] === 1 ? [[column.sqlName, shown(bytes, starts[at]!, ends[at]!, longestRaw)]] : [],
          ),
        ),
      ),
  };
};

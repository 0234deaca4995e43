// Code sets as JavaScript: a generated function gives the position of a cell's code in its set, tables give the days
// that each code is in force. '05' and '5' are one code for a whole-number element.
import { dayNumber } from "../school-days.ts";
import type { Code } from "../types.ts";

const earliest = 0;
const latest = 99991231;

export type CodeEntry = { from: number; to: number; low: number; high: number; text: string };

/** A code as the compiler uses it; `low`..`high` for whole numbers (`7`, `1-50`, `11+`). */
export const codeEntry = (code: Code): CodeEntry => {
  const range = /^(\d+)(?:-(\d+)|(\+))?$/.exec(code.code);
  const low = range ? Number(range[1]) : Number.NaN;
  return {
    from: code.validFrom ? dayNumber(code.validFrom) : earliest,
    to: code.validTo ? dayNumber(code.validTo) : latest,
    low,
    high: range?.[3] ? 999_999_999 : range?.[2] ? Number(range[2]) : low,
    text: code.code,
  };
};

/** Entries in force on `day`; all of them when no day is given. */
export const inForce = (entries: CodeEntry[], day?: number): CodeEntry[] =>
  day === undefined ? entries : entries.filter((entry) => entry.from <= day && day <= entry.to);

const table = (values: number[]) => `new Int32Array([${values.join(",")}])`;

/** Tables of the first and last day of each entry, for `name_from` and `name_to`. */
export const daysSource = (name: string, entries: CodeEntry[]): string =>
  `const ${name}_from = ${table(entries.map((entry) => entry.from))}, ${name}_to = ${table(entries.map((entry) => entry.to))};`;

/** `const name = (v) => position or -1` over whole numbers. */
export const integerCodes = (name: string, entries: CodeEntry[]): string => {
  const largest = entries.reduce((most, entry) => Math.max(most, Math.min(entry.high, 9999)), 0);
  const small = new Int16Array(largest + 1).fill(-1);
  const wide: string[] = [];
  for (const [position, entry] of entries.entries())
    if (entry.high <= largest) small.fill(position, entry.low, entry.high + 1);
    else wide.push(`if (v >= ${entry.low} && v <= ${entry.high}) return ${position};`);
  return `const ${name}_at = new Int16Array([${small.join(",")}]);
const ${name} = (v) => { if (v >= 0 && v <= ${largest}) { const at = ${name}_at[v]; if (at >= 0) return at; } ${wide.join(" ")} return -1; };`;
};

/** `const name = (B, s, e) => position or -1` over the bytes of a text cell. */
export const textCodes = (name: string, texts: string[]): string => {
  const byLength = new Map<number, { bytes: Uint8Array; position: number }[]>();
  for (const [position, text] of texts.entries()) {
    const bytes = new TextEncoder().encode(text);
    byLength.set(bytes.length, [...(byLength.get(bytes.length) ?? []), { bytes, position }]);
  }
  const cases = [...byLength].map(([length, codes]) => {
    if (length <= 4 && length > 0) {
      const packed = Array.from({ length }, (_, at) => (at ? `B[s + ${at}] << ${8 * at}` : "B[s]")).join(" | ");
      const pack = (bytes: Uint8Array) => bytes.reduce((sum, byte, at) => sum | (byte << (8 * at)), 0);
      const arms = codes.map((code) => `case ${pack(code.bytes)}: return ${code.position};`).join(" ");
      return `case ${length}: switch (${packed}) { ${arms} } return -1;`;
    }
    const tests = codes.map(
      (code) =>
        `if (${[...code.bytes].map((byte, at) => `B[s + ${at}] === ${byte}`).join(" && ") || "true"}) return ${code.position};`,
    );
    return `case ${length}: ${tests.join(" ")} return -1;`;
  });
  return `const ${name} = (B, s, e) => { switch (e - s) { ${cases.join("\n")} } return -1; };`;
};

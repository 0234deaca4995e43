// The distinct values of one or several columns as typed arrays, which threads can share: letters, words, nicknames.
// Value 0 is blank. Values are compared by their numbers; whoever holds only numbers cannot see a text.
import { nicknameGroups } from "../text/nicknames.ts";

/** Encodings of the values as bit strings of `words` 32-bit words, for comparing without seeing. */
export type BitTable = { words: number; bits: Uint32Array; counts: Uint16Array };

export type ValueTable = {
  size: number;
  letters: Uint16Array;
  /** Where a value's letters start; one more entry than values. */
  starts: Uint32Array;
  /** Which letters a value has, one bit each (by the low five bits of their codes). */
  has: Uint32Array;
  /** Hashes of the first and last word, 0 when too short to mean anything. */
  firstWord: Uint32Array;
  lastWord: Uint32Array;
  /** 1 when the value has several words. */
  compound: Uint8Array;
  /** Up to four nickname groups a value, 0 for none. */
  nicknames: Uint16Array;
  encoded?: BitTable | undefined;
};

export const nicknamesKept = 4;
const shortestWord = 3;

/** 32 bits, never 0. */
export const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
};

/** Threads share what is large. What is small is copied to them: to share it costs far more than to make it. */
export const shared = (bytes: number): ArrayBuffer | SharedArrayBuffer =>
  bytes < leastShared ? new ArrayBuffer(Math.max(bytes, 4)) : new SharedArrayBuffer(bytes);
const leastShared = 1 << 16;

/** `texts[0]` is the blank. Words and nicknames are looked at only where `names` says so. */
export const buildValueTable = (texts: readonly string[], names: boolean): ValueTable => {
  const size = texts.length;
  let length = 0;
  for (const text of texts) length += text.length;
  const table: ValueTable = {
    size,
    letters: new Uint16Array(shared(length * 2)),
    starts: new Uint32Array(shared((size + 1) * 4)),
    has: new Uint32Array(shared(size * 4)),
    firstWord: new Uint32Array(shared(size * 4)),
    lastWord: new Uint32Array(shared(size * 4)),
    compound: new Uint8Array(shared(size)),
    nicknames: new Uint16Array(shared(names ? size * nicknamesKept * 2 : 0)),
  };
  let at = 0;
  for (const [value, text] of texts.entries()) {
    table.starts[value] = at;
    let has = 0;
    for (let letter = 0; letter < text.length; letter++) {
      const code = text.charCodeAt(letter);
      table.letters[at++] = code;
      has |= 1 << (code & 31);
    }
    table.has[value] = has;
    fillWords(table, value, text);
    if (!names) continue;
    const groups = nicknameGroups(text);
    for (let group = 0; group < Math.min(groups.length, nicknamesKept); group++)
      table.nicknames[value * nicknamesKept + group] = groups[group]!;
  }
  table.starts[size] = at;
  return table;
};

const fillWords = (table: ValueTable, value: number, text: string): void => {
  const first = text.indexOf(" ");
  const words = first < 0 ? [text, text] : [text.slice(0, first), text.slice(text.lastIndexOf(" ") + 1)];
  table.compound[value] = first < 0 ? 0 : 1;
  table.firstWord[value] = words[0]!.length < shortestWord ? 0 : hashText(words[0]!);
  table.lastWord[value] = words[1]!.length < shortestWord ? 0 : hashText(words[1]!);
};

export const lengthOf = (table: ValueTable, value: number): number => table.starts[value + 1]! - table.starts[value]!;

// Encoded records: each value becomes a keyed bit string (Bloom filter of its pairs of letters) before anything is compared, and
// each blocking key a keyed hash. Who has no key can neither read a value nor test a guess; equal values stay equal.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { Problem } from "../../platform/index.ts";
import type { FieldKind } from "../compare/levels.ts";
import type { BitTable, ValueTable } from "../compare/value-table.ts";

export const words = 16;
const bits = words * 32;

/** How many bits each piece of a value sets, by kind: short values need more of them to be told apart. */
const marks: Record<FieldKind, number> = { name: 10, middle: 12, text: 8, date: 12, code: 12, choice: 12 };

/** What a value is taken apart into. Pieces of dates and codes know their place, those of names only their neighbours. */
const piecesOf = (kind: FieldKind, text: string): string[] => {
  if (kind === "choice") return [text];
  if (kind === "date" || kind === "code") {
    const pieces: string[] = [];
    for (let at = 0; at < text.length; at++) pieces.push(`${at}${text[at]}`);
    if (kind === "date" && text.length === 8)
      pieces.push(`y${text.slice(0, 4)}`, `p${text.slice(4, 6)}`, `p${text.slice(6)}`, `m${text.slice(4)}`);
    else for (let at = 0; at + 1 < text.length; at++) pieces.push(text.slice(at, at + 2));
    return pieces;
  }
  const padded = `_${text}_`;
  const pieces = new Set<string>();
  for (let at = 0; at + 1 < padded.length; at++) pieces.add(padded.slice(at, at + 2));
  return [...pieces];
};

export type Encoder = {
  hash(text: string): number;
  table(texts: readonly string[], field: { kind: FieldKind }): ValueTable;
};

export const encoder = (key: Buffer): Encoder => {
  const keyed = (text: string): Buffer => createHmac("sha512", key).update(text).digest();
  const places = new Map<string, Buffer>();
  const digestOf = (piece: string): Buffer => {
    const known = places.get(piece) ?? keyed(`piece:${piece}`);
    places.set(piece, known);
    return known;
  };
  return {
    hash: (text) => keyed(`block:${text}`).readUInt32LE(0) || 1,
    table(texts, { kind }) {
      const size = texts.length;
      const shared = (bytes: number) => new SharedArrayBuffer(Math.max(bytes, 4));
      const encoded: BitTable = {
        words,
        bits: new Uint32Array(shared(size * words * 4)),
        counts: new Uint16Array(shared(size * 2)),
      };
      for (let value = 1; value < size; value++) {
        for (const piece of piecesOf(kind, texts[value]!)) {
          const digest = digestOf(piece);
          for (let mark = 0; mark < marks[kind]; mark++) {
            const bit = digest.readUInt16LE(mark * 2) % bits;
            const word = value * words + (bit >>> 5);
            if (((encoded.bits[word]! >>> (bit & 31)) & 1) === 1) continue;
            encoded.bits[word]! |= 1 << (bit & 31);
            encoded.counts[value]!++;
          }
        }
      }
      return blind(size, encoded);
    },
  };
};

/** A table that holds the encodings and no letter. */
export const blind = (size: number, encoded: BitTable): ValueTable => ({
  size,
  letters: new Uint16Array(0),
  starts: new Uint32Array(0),
  has: new Uint32Array(0),
  firstWord: new Uint32Array(0),
  lastWord: new Uint32Array(0),
  compound: new Uint8Array(0),
  nicknames: new Uint16Array(0),
  encoded,
});

export const keyVariable = "ROLLBOOK_LINK_KEY";
const shortest = 16;

/** The key from a file, or from the environment. Throws `link-key-missing`; never says what the key is. */
export const readLinkKey = (file: string | undefined, env: NodeJS.ProcessEnv = process.env): Buffer => {
  let text = env[keyVariable];
  if (file !== undefined)
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      throw new Problem("file-unreadable", { file, detail: (error as Error).message }, { cause: error });
    }
  const key = text?.trim() ?? "";
  if (key.length < shortest) throw new Problem("link-key-missing", { variable: keyVariable, shortest });
  return Buffer.from(key);
};

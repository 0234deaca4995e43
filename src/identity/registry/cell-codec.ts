// How cells are kept: as they are, or as keyed encodings of them. The matcher reads either by the same columns.
import type { FieldKind } from "../compare/levels.ts";
import { ones } from "../compare/ones.ts";
import type { BitTable, ValueTable } from "../compare/value-table.ts";
import { blind, encoder, words } from "../link/encode.ts";
import { type CellRole, type Cells, cellRoles } from "./facts.ts";
import { type KeyHash, keyedHash, plainHash } from "./match-keys.ts";

export type CellCodec = {
  hash: KeyHash;
  /** Cells as they are kept. */
  keep(cells: Cells): Cells;
  /** The table of values that the scorer compares; absent: that of plain texts. */
  table?: (texts: readonly string[]) => ValueTable;
};

export const cellKinds: Record<CellRole, FieldKind> = {
  ...{ first: "name", middle: "middle", last: "name", guardian: "name" },
  ...{ dob: "date", ssn: "code", town: "text" },
  ...{ sex: "choice", race: "choice", suffix: "choice", local: "choice" },
};

export const plainCodec: CellCodec = { hash: plainHash, keep: (cells) => cells };

/** Without the key (32 bytes, kept outside the database) no encoding can be read, nor a guess tested. */
export const encodedCodec = (key: Buffer): CellCodec => {
  const { table } = encoder(key);
  const encode = (kind: FieldKind, text: string): string => {
    if (text === "") return "";
    const { bits } = table(["", text], { kind }).encoded!;
    return Buffer.from(bits.buffer, words * 4, words * 4).toString("base64");
  };
  return {
    hash: keyedHash(key),
    keep: (cells) => Object.fromEntries(cellRoles.map((role) => [role, encode(cellKinds[role], cells[role])])) as Cells,
    table: decoded,
  };
};

const decoded = (texts: readonly string[]): ValueTable => {
  const encoded: BitTable = {
    words,
    bits: new Uint32Array(texts.length * words),
    counts: new Uint16Array(texts.length),
  };
  const bytes = Buffer.from(encoded.bits.buffer);
  for (const [value, text] of texts.entries()) {
    if (text === "") continue;
    bytes.write(text, value * words * 4, "base64");
    for (let at = 0; at < words; at++) encoded.counts[value]! += ones(encoded.bits[value * words + at]!);
  }
  return blind(texts.length, encoded);
};

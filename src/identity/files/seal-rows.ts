// Rows of a file with their new numbers, packed and encrypted under the file's key: nobody without it reads them again.
import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { openAnswer, sealAnswer } from "../registry/seal-answer.ts";

export type SealedRow = {
  /** Cells as they stood in the file. */
  input: readonly string[];
  /** The new number, where nothing else may know it. */
  number?: string | undefined;
};

/** What the registry keeps of the file's bytes: with the key in it, so that nobody can try which file it was. */
export const hashOfFile = (key: string, digest: Buffer): Buffer =>
  createHash("sha256").update(`file:${key}:`).update(digest).digest();

/** A row's own key: whoever has the file's has it too, and nobody else. */
export const keyOfRow = (key: string, row: number): string =>
  createHash("sha256").update(`row:${row}:${key}`).digest("base64url");

const place = (file: string, firstRow: number): string => `${file}:${firstRow}`;

export const sealRows = (key: string, file: string, firstRow: number, rows: readonly SealedRow[]): Buffer =>
  sealAnswer(key, place(file, firstRow), deflateRawSync(JSON.stringify(rows), { level: 1 }).toString("base64"));

/** Undefined when the key is another one. */
export const openRows = (key: string, file: string, firstRow: number, sealed: Buffer): SealedRow[] | undefined => {
  const packed = openAnswer(key, place(file, firstRow), sealed);
  return packed === undefined ? undefined : JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString());
};

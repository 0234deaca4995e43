// The last checkpoint that this machine sealed, in a file outside the database: whoever rewrites the database and makes
// it look as if nothing had been sealed yet does not get the new story signed.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "./checkpoint.ts";
import { bodyOf } from "./signed-note.ts";

export type Remembered = { size: number; sealedAt: string; note: string };

const fileOf = (dataDir: string): string => join(dataDir, "audit", "last-checkpoint.txt");

export const findRemembered = (dataDir: string): Remembered | undefined => {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return undefined;
  const note = readFileSync(file, "utf8");
  const checkpoint = readCheckpoint(bodyOf(note) ?? "");
  // A file that cannot be read is as good as a contradiction: somebody has to look.
  return checkpoint ? { size: checkpoint.size, sealedAt: checkpoint.sealedAt, note } : { size: 0, sealedAt: "?", note };
};

export const remember = (dataDir: string, note: string): void => {
  mkdirSync(join(dataDir, "audit"), { recursive: true, mode: 0o700 });
  const draft = `${fileOf(dataDir)}.${process.pid}`;
  const file = openSync(draft, "w", 0o600);
  writeSync(file, note);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, fileOf(dataDir));
};

/** Puts the file aside, after a restore that an operator answers for. */
export const forget = (dataDir: string, size: number): void =>
  renameSync(fileOf(dataDir), join(dataDir, "audit", `checkpoint-before-restore-${size}.txt`));

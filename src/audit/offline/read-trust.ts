// What an auditor names as trusted: public keys and older checkpoints, as text or in files.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publicKeyName } from "../export/layout.ts";
import { readCheckpoint } from "../sealing/checkpoint.ts";
import { bodyOf, readVerifier } from "../sealing/signed-note.ts";
import type { Trust } from "./verify-export.ts";

/** Says what is wrong with a named key or checkpoint. */
export class TrustError extends Error {}

/** `keys`: public keys, or files with one on each line. `checkpoints`: files with a checkpoint each. */
export const readTrust = (keys: readonly string[], checkpoints: readonly string[]): Trust => ({
  keys: keys.flatMap((given) => {
    const own = readVerifier(given);
    if (own) return [own];
    const found = linesOf(given).flatMap((line) => readVerifier(line) ?? []);
    if (found.length === 0) throw new TrustError(`${given} is neither a public key nor a file with one`);
    return found;
  }),
  checkpoints: checkpoints.map((file) => {
    const checkpoint = readCheckpoint(bodyOf(linesOf(file).join("\n")) ?? "");
    if (!checkpoint) throw new TrustError(`${file} holds no checkpoint`);
    return checkpoint;
  }),
});

const linesOf = (file: string): string[] => {
  if (!existsSync(file)) throw new TrustError(`there is no file ${file}`);
  return readFileSync(file, "utf8").split("\n");
};

/** The key that an export says is its own: good for comparing with one on paper, and for nothing else. */
export const claimedKey = (dir: string): string => {
  const file = join(dir, publicKeyName);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "(none)";
};

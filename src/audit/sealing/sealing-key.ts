// The key that checkpoints are signed with, and the name of the log. Whoever has it can sign another log: it is kept apart
// from the database, and its public half is given to auditors on paper.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSecret } from "../../platform/index.ts";
import { type NoteSigner, type NoteVerifier, readVerifier, signerOf } from "./signed-note.ts";

export type SealingKey = {
  /** Signs as the log called `origin`. */
  signer(origin: string): NoteSigner;
  /** Name of a log that begins with this key. */
  ownOrigin: string;
  /** The own public key under that name and the former ones: whose checkpoints this installation goes on from. */
  verifiers(origin: string): NoteVerifier[];
};

/** ROLLBOOK_SECRET_AUDIT_SEAL or DATA/secrets/audit-seal; former public keys, one a line, in DATA/audit/former-keys.txt. */
export const loadSealingKey = (dataDir: string): SealingKey => {
  const seed = loadSecret(dataDir, "audit-seal");
  const publicKey = signerOf("rollbook-audit", seed).verifier.text.split("+")[2] ?? "";
  const file = join(dataDir, "audit", "former-keys.txt");
  const former = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line) => readVerifier(line) ?? [])
    : [];
  return {
    signer: (origin) => signerOf(origin, seed),
    ownOrigin: `rollbook-audit-${createHash("sha256").update(publicKey).digest("hex").slice(0, 12)}`,
    verifiers: (origin) => [signerOf(origin, seed).verifier, ...former],
  };
};

// `audit-verify.js prove FILE`: checks the proof of one event. Ends with 0 when proven, 1 when not.
import { existsSync, readFileSync } from "node:fs";
import { checkProof, type ProofVerdict, readProof } from "./proof-file.ts";
import { TrustError } from "./read-trust.ts";
import type { Trust } from "./verify-export.ts";

/** Throws TrustError where there is no such file, or where it is no proof. */
export const checkProofFile = (file: string, trust: Trust): ProofVerdict => {
  if (!existsSync(file)) throw new TrustError(`there is no file ${file}`);
  const proof = readProof(readFileSync(file, "utf8"));
  if (!proof) throw new TrustError(`${file} holds no proof of an event`);
  if (trust.keys.length + trust.checkpoints.length === 0)
    throw new TrustError("Name a public key (--key) or a checkpoint (--checkpoint) that did not come with the proof.");
  return checkProof(proof, trust);
};

export const describeProof = ({ proven, says, event }: ProofVerdict): string[] =>
  proven ? [`PROVEN: ${says}`, event ?? ""] : [`NOT PROVEN: ${says}.`];

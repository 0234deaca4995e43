// The proof of one event, as a file: the event's bytes, its position, the hashes beside its way to the root, and the signed
// checkpoint with that root. Whoever has the public key, or a checkpoint, checks it without the log. Needs nothing but Node.
import { hashBytes, leafHash } from "../merkle/hashing.ts";
import { includes } from "../merkle/proofs.ts";
import { readCheckpoint } from "../sealing/checkpoint.ts";
import { bodyOf, openNote } from "../sealing/signed-note.ts";
import type { Trust } from "./verify-export.ts";

export type EventProof = {
  kind: "rollbook-audit-proof";
  version: 1;
  /** The line that was hashed, as exports have it. */
  event: string;
  position: number;
  /** Base64, nearest first. */
  hashes: string[];
  checkpoint: string;
};

/** Undefined where the text is none. */
export const readProof = (text: string): EventProof | undefined => {
  try {
    const found = JSON.parse(text) as Partial<EventProof> | null;
    const whole =
      found?.kind === "rollbook-audit-proof" &&
      found.version === 1 &&
      typeof found.event === "string" &&
      Number.isSafeInteger(found.position) &&
      Array.isArray(found.hashes) &&
      found.hashes.every((hash) => typeof hash === "string") &&
      typeof found.checkpoint === "string";
    return whole ? (found as EventProof) : undefined;
  } catch {
    return undefined;
  }
};

export type ProofVerdict = {
  proven: boolean;
  /** What the event says, where it is proven. */
  event: string | undefined;
  says: string;
};

/** Without a key, the checkpoint must be one of the trusted ones to the byte. */
export const checkProof = ({ event, position, hashes, checkpoint: note }: EventProof, trust: Trust): ProofVerdict => {
  const not = (says: string): ProofVerdict => ({ proven: false, event: undefined, says });
  const checkpoint = readCheckpoint(bodyOf(note) ?? "");
  if (!checkpoint) return not("the checkpoint of the proof is none");
  const { size, root, origin, sealedAt } = checkpoint;
  const trusted = trust.checkpoints.some((one) => one.origin === origin && one.size === size && one.root.equals(root));
  if (!trusted && openNote(note, trust.keys) === undefined)
    return not(`the checkpoint over ${size} events is neither signed by a trusted key nor a trusted one`);
  const proof = hashes.map((hash) => Buffer.from(hash, "base64"));
  if (proof.some((hash) => hash.length !== hashBytes)) return not("a hash of the proof has not 32 bytes");
  if (!includes({ leaf: leafHash(Buffer.from(event)), index: position, size, root, proof }))
    return not(
      `this event does not stand at position ${position} of the log that the checkpoint over ${size} events signs`,
    );
  const says = `This event stands at position ${position} of the log ${origin}, among the ${size} events sealed by ${sealedAt}.`;
  return { proven: true, event, says };
};

// A checkpoint: the signed statement that the log had so many events with this root (c2sp.org/tlog-checkpoint), with two
// lines of our own: when it was sealed, and the checkpoint before it. Pure.
import { createHash } from "node:crypto";

export type Checkpoint = {
  /** Name of the log; also the name of its key. */
  origin: string;
  /** Number of events sealed. */
  size: number;
  root: Buffer;
  /** ISO date-time, UTC. */
  sealedAt: string;
  /** Size of the checkpoint before, and the hash of its text; size 0 and the hash of no text for the first. */
  previousSize: number;
  previousHash: Buffer;
};

export const checkpointText = ({ origin, size, root, sealedAt, previousSize, previousHash }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString("base64")}\nsealed ${sealedAt}\nprevious ${previousSize} ${previousHash.toString("base64")}\n`;

const form =
  /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\nsealed (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\nprevious (0|[1-9]\d{0,15}) ([A-Za-z0-9+/]{43}=)\n$/;

/** The checkpoint of a text; undefined where the text is none. */
export const readCheckpoint = (text: string): Checkpoint | undefined => {
  const match = form.exec(text);
  if (!match) return undefined;
  const [, origin = "", size, root = "", sealedAt = "", previousSize, previousHash = ""] = match;
  const checkpoint = {
    ...{ origin, size: Number(size), root: Buffer.from(root, "base64"), sealedAt },
    ...{ previousSize: Number(previousSize), previousHash: Buffer.from(previousHash, "base64") },
  };
  return checkpointText(checkpoint) === text ? checkpoint : undefined;
};

/** What the next checkpoint says of this one. */
export const checkpointHash = (text: string): Buffer => createHash("sha256").update(text).digest();

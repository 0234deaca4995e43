// From roots and differences to a verdict. Pure. The rule of the house: a sentence under "proven" follows from a signature
// or a trusted checkpoint and nothing else; whatever does not is said under "not proven".
import type { Checkpoint } from "../sealing/checkpoint.ts";
import type { BlockResult } from "./hash-block.ts";
import { type Fault, inOrder, type Verdict } from "./verdict.ts";
import type { Trust } from "./verify-export.ts";

/** Roots at one size, from the lines and from the hashes that lie beside them. */
export type Rooted = { ofLines: Buffer | undefined; ofHashes: Buffer | undefined };

export type Evidence = {
  trust: Trust;
  /** Checkpoints of the export that are signed by a trusted key and follow each other. */
  signed: Checkpoint[];
  notes: number;
  /** Events that the files claim to hold. */
  end: number;
  blocks: BlockResult[];
  roots: Map<number, Rooted>;
  faults: Fault[];
};

export const judge = ({ trust, signed, notes, end, blocks, roots, faults: before }: Evidence): Verdict => {
  const anchors = anchorsOf(trust, signed);
  const faults = [...before];
  const differences = blocks.flatMap((block) => block.faults);
  let proven = 0;
  let latest: Checkpoint | undefined;
  let broken = false;
  for (const { checkpoint, trusted } of anchors) {
    const { size, root } = checkpoint;
    const found = roots.get(size);
    if (found?.ofLines?.equals(root)) {
      // What holds at a later checkpoint holds at all: an earlier one that does not was a lie of the signer.
      proven = size;
      latest = checkpoint;
    } else if (size > end) {
      faults.push(truncated(checkpoint, end, trusted));
      break;
    } else if (!broken) {
      broken = true;
      const exact = found?.ofHashes?.equals(root);
      const within = ({ position }: Fault) => position >= proven && position < size;
      const inside = differences.filter(within);
      const holeKnown = before.some((fault) => fault.kind === "missing" && within(fault));
      if (exact && inside.length > 0) faults.push(...inside);
      else if (!holeKnown) faults.push(rewritten(checkpoint, proven, trusted, inside));
    } else if (found?.ofHashes?.equals(root)) {
      const known = new Set(faults.map(({ position }) => position));
      faults.push(...differences.filter(({ position }) => position < size && !known.has(position)));
    }
  }
  for (const { from, to, lines, differ, faults: own } of blocks) {
    const first = own[0]?.position ?? from;
    if (differ && lines === to - from && first < proven) faults.push(hashesAltered(from, to));
    // More or fewer lines than the file is named for, and no checkpoint that would have noticed.
    else if (lines !== to - from) faults.push(...own.filter((fault) => !faults.includes(fault)));
  }
  if (anchors.length === 0 && (notes === 0 || faults.length === 0)) faults.push(nothingSigned(notes));
  const sorted = inOrder(faults);
  return {
    ...{ verified: sorted.length === 0, log: anchors[0]?.checkpoint.origin, events: end, proven, checkpoints: notes },
    latest: latest && { size: latest.size, sealedAt: latest.sealedAt, root: latest.root.toString("base64") },
    ...{ faults: sorted, ...sentences({ proven, latest, end, sorted, trust }) },
  };
};

type Anchor = { checkpoint: Checkpoint; trusted: boolean };

/** Signed and trusted checkpoints by size; a trusted one stands before a signed one of the same size. */
const anchorsOf = (trust: Trust, signed: Checkpoint[]): Anchor[] =>
  [
    ...trust.checkpoints.map((checkpoint) => ({ checkpoint, trusted: true })),
    ...signed.map((checkpoint) => ({ checkpoint, trusted: false })),
  ].sort((one, other) => one.checkpoint.size - other.checkpoint.size);

const named = ({ size, sealedAt }: Checkpoint, trusted: boolean): string =>
  `the ${trusted ? "trusted " : ""}checkpoint over ${size} events, sealed ${sealedAt}`;

const truncated = (checkpoint: Checkpoint, end: number, trusted: boolean): Fault => ({
  ...{ kind: "truncated", position: end, before: checkpoint.size },
  detail: `${checkpoint.size - end} events from position ${end} on are gone: ${named(checkpoint, trusted)}, covers them`,
});

const rewritten = (checkpoint: Checkpoint, from: number, trusted: boolean, inside: Fault[]): Fault => {
  const where =
    checkpoint.size === from + 1
      ? `the event at position ${from} is`
      : `events from position ${from} to ${checkpoint.size - 1} are`;
  const first = inside[0] ? `; the first that also differs from the export's own hashes: ${inside[0].detail}` : "";
  return {
    ...{ kind: "rewritten", position: from, before: checkpoint.size, eventId: inside[0]?.eventId },
    detail: `${where} not what was sealed, and the hashes were changed with them: ${named(checkpoint, trusted)}, contradicts${first}`,
  };
};

const hashesAltered = (from: number, to: number): Fault => ({
  ...{ kind: "hashes-altered", position: from, before: to },
  detail: `the hashes beside the events from position ${from} to ${to - 1} were changed; the events themselves are proven`,
});

const nothingSigned = (notes: number): Fault =>
  notes === 0
    ? {
        kind: "truncated",
        position: 0,
        detail: "there is no checkpoint: nothing here was ever sealed, or all of it is gone",
      }
    : { kind: "forged-checkpoint", position: 0, detail: "no checkpoint is signed by a trusted key" };

type Told = { proven: number; latest: Checkpoint | undefined; end: number; sorted: Fault[]; trust: Trust };

const sentences = ({ proven, latest, end, sorted, trust }: Told) => {
  const saysProven: string[] = [];
  const by =
    trust.keys.length > 0
      ? `a holder of the key ${trust.keys.map(({ text }) => text).join(" or ")}`
      : "a trusted checkpoint";
  if (latest) {
    saysProven.push(`The first ${proven} events are, to the byte and in their order, those that ${by} vouched for.`);
    saysProven.push(`Nobody without the key changed, removed, added or moved one of them after ${latest.sealedAt}.`);
  } else saysProven.push("Nothing.");
  for (const checkpoint of trust.checkpoints)
    if (proven >= checkpoint.size && !sorted.some(({ position }) => position < checkpoint.size))
      saysProven.push(
        `Not even a holder of the key changed the first ${checkpoint.size} events since the trusted checkpoint of ${checkpoint.sealedAt}.`,
      );
  const saysNotProven = [
    "That every event was written: what a program or a person kept out of the log before it was sealed is in no log.",
    "That what the events say is true: they are as they were when they were sealed, a few seconds after they were written.",
    `That nothing followed: compare the newest checkpoint here${latest ? ` (${latest.size} events, ${latest.sealedAt})` : ""} with the one that the operator shows.`,
  ];
  if (trust.checkpoints.length === 0)
    saysNotProven.push(
      "That no holder of the key rewrote the whole log: give an older checkpoint that you kept (--checkpoint).",
    );
  if (trust.keys.length === 0) saysNotProven.push("Who signed the checkpoints: give the public key (--key).");
  if (end > proven) saysNotProven.push(`Anything about the ${end - proven} events after the first ${proven}.`);
  return { saysProven, saysNotProven };
};

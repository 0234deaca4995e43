// Verifies an export against a trusted key or checkpoint: no database, no network, nothing but the files. Every event is
// hashed; the tree is compared at every checkpoint, so that what is wrong is named as exactly as mathematics allows.
import { readdirSync } from "node:fs";
import { blockLevel, blockSize, eventsName, type Range, rangesIn } from "../export/layout.ts";
import { growTree, rootOf } from "../merkle/tree.ts";
import type { Checkpoint } from "../sealing/checkpoint.ts";
import type { NoteVerifier } from "../sealing/signed-note.ts";
import type { BlockResult, BlockWork, Roots } from "./hash-block.ts";
import { judge, type Rooted } from "./judge.ts";
import { checkNotes, readNoteFiles } from "./read-checkpoints.ts";
import type { Fault, Verdict } from "./verdict.ts";

/** At least one of them must come from elsewhere than the export. */
export type Trust = { keys: NoteVerifier[]; checkpoints: Checkpoint[] };

/** Hashes blocks, in any order, and gives the results in theirs. */
export type HashBlocks = (works: BlockWork[], onDone?: (events: number) => void) => Promise<BlockResult[]>;

export type VerifyOptions = { hashBlocks: HashBlocks; onEvents?: ((events: number) => void) | undefined };

/** Throws where the folder or one of its files cannot be read. */
export const verifyExport = async (dir: string, trust: Trust, options: VerifyOptions): Promise<Verdict> => {
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  const { notes, faults: unreadable } = readNoteFiles(dir, rangesIn(names, "checkpoints", "ndjson"));
  const { checkpoints, faults: forged } = checkNotes(notes, trust.keys);
  // Without a key the checkpoints of the export are hearsay: only the trusted ones are compared.
  const signed = trust.keys.length > 0 ? checkpoints : [];
  const wanted = [...signed, ...trust.checkpoints].map(({ size }) => size);
  const { segments, end, fault: gap } = chain(rangesIn(names, "events", "ndjson"));
  const cuts = [...new Set(wanted)].filter((size) => size > 0 && size <= end).sort((one, other) => one - other);
  const blocks = await options.hashBlocks(blocksOf(dir, segments, cuts), options.onEvents);
  return judge({
    ...{ trust, signed, notes: notes.length, end, blocks },
    roots: rootsOf(blocks, cuts),
    faults: [...unreadable, ...forged, ...(gap ? [gap] : [])],
  });
};

/** The segments that follow each other from position 0, and what is wrong with the first that does not. */
export const chain = (ranges: Range[]): { segments: Range[]; end: number; fault: Fault | undefined } => {
  const segments: Range[] = [];
  let end = 0;
  for (const range of ranges) {
    const { from, to } = range;
    if (from > end) {
      const detail = `the file with the events from position ${end} on is not there; the next one begins at ${from}`;
      return { segments, end, fault: { kind: "missing", position: end, before: from, detail } };
    }
    if (from < end || Math.floor(from / blockSize) !== Math.floor((to - 1) / blockSize)) {
      const detail = `${eventsName(range)} does not fit the files before it`;
      return { segments, end, fault: { kind: "unreadable", position: from, detail } };
    }
    segments.push(range);
    end = to;
  }
  return { segments, end, fault: undefined };
};

const blocksOf = (dir: string, segments: Range[], cuts: number[]): BlockWork[] => {
  const works: BlockWork[] = [];
  for (const segment of segments) {
    const last = works.at(-1);
    if (last && Math.floor(last.from / blockSize) === Math.floor(segment.from / blockSize)) {
      last.segments.push(segment);
      last.to = segment.to;
    } else works.push({ dir, from: segment.from, to: segment.to, segments: [segment], cuts: [] });
  }
  let next = 0;
  for (const work of works) for (; next < cuts.length && cuts[next]! <= work.to; next++) work.cuts.push(cuts[next]!);
  return works;
};

/** The root of the whole log at each cut: from the lines, and from the hashes beside them; undefined where neither can be. */
export const rootsOf = (blocks: BlockResult[], cuts: number[]): Map<number, Rooted> => {
  const roots = new Map<number, Rooted>();
  const lines = wholeTree();
  const hashes = wholeTree();
  let next = 0;
  for (const block of blocks) {
    const inside = cuts.slice(next).filter((cut) => cut <= block.to);
    next += inside.length;
    const fromLines = lines(block, block.ofLines, inside);
    const fromHashes = hashes(block, block.ofHashes, inside);
    for (const [at, cut] of inside.entries()) roots.set(cut, { ofLines: fromLines[at], ofHashes: fromHashes[at] });
  }
  return roots;
};

/** Puts blocks together to the whole tree, as long as none is missing. */
const wholeTree = () => {
  const tree = growTree();
  let whole = true;
  return ({ from, to }: BlockResult, own: Roots, cuts: number[]): (Buffer | undefined)[] => {
    const before = tree.frontier().peaks;
    // A block's root stands for the peaks that it is made of: they are the last ones, and roots are built from the end.
    const rootWith = (root: Uint8Array | undefined) =>
      root && whole ? rootOf(Buffer.concat([before, root])) : undefined;
    const roots = cuts.map((_, at) => rootWith(own[at]));
    const last = own.at(-1);
    if (!last) whole = false;
    else if (whole && to - from === blockSize) tree.append(last, blockLevel);
    return roots;
  };
};

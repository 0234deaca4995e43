// Reads a file once: its bytes go to the checker and the file store, typed records go to the database while it is read.
// The database's pace holds back the reading.
import { createHash } from "node:crypto";
import { type CheckResult, createChecker } from "../dictionary/index.ts";
import { copyIn, type SchoolYear, type Tx } from "../platform/index.ts";
import { byteChannel } from "./byte-channel.ts";
import type { Context } from "./context.ts";
import { FindingSpool } from "./store/finding-spool.ts";

export type LoadedFile = { check: CheckResult; sha256: string; bytes: number; findings: FindingSpool };
export type FileToLoad = {
  collection: string;
  year: SchoolYear;
  batchId: string;
  source: AsyncIterable<Uint8Array>;
  onBytes?: (bytes: number) => void;
  /** Looks at the loaded records before anything is kept; what it throws refuses the file. */
  accept?: () => Promise<void>;
};

/** A file that was not read to its end as a whole; nothing of it may be kept. */
export class NotWholeError extends Error {
  readonly findings: FindingSpool;
  constructor(findings: FindingSpool) {
    super("the file is not whole");
    this.findings = findings;
  }
}

/** Throws NotWholeError; the caller's transaction must then be rolled back. */
export const loadFile = async (ctx: Context, tx: Tx, file: FileToLoad): Promise<LoadedFile> => {
  const findings = new FindingSpool();
  let ready: Buffer[] = [];
  const checker = createChecker(
    ctx.compiledOf(file.collection, file.year),
    await ctx.checkContextOf(file.year),
    { finding: (finding) => findings.add(finding), copy: (bytes) => ready.push(Buffer.from(bytes)) },
    { batch: file.batchId },
  );
  const toStore = byteChannel();
  const accepted = decision();
  const stored = ctx.files.put(toStore, accepted.made);
  stored.catch(() => toStore.stop());
  let check: CheckResult | undefined;
  let bytes = 0;

  const records = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.source) {
      bytes += chunk.length;
      checker.push(chunk);
      await toStore.write(chunk);
      file.onBytes?.(bytes);
      const lines = ready;
      ready = [];
      yield* lines;
    }
    check = checker.end();
    if (check.complete) toStore.end(); // the file goes to disk while the database takes the last records
    yield* ready;
    if (!check.complete) throw new NotWholeError(findings);
  };

  try {
    await copyIn(tx, copySql(ctx, file.collection, file.year), records());
    await file.accept?.();
    accepted.yes();
    const { sha256 } = await stored;
    return { check: check as CheckResult, sha256, bytes, findings };
  } catch (error) {
    toStore.fail(error as Error);
    accepted.no(error);
    await stored.catch(() => undefined);
    if (!(error instanceof NotWholeError)) findings.close();
    throw error;
  }
};

/** A promise and how it ends. */
const decision = () => {
  let yes = (): void => {};
  let no = (_why: unknown): void => {};
  const made = new Promise<void>((resolve, reject) => {
    yes = resolve;
    no = reject;
  });
  return { made, yes, no };
};

/** The content hash of a stream that is read for nothing else. */
export const hashOf = async (source: AsyncIterable<Uint8Array>): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of source) hash.update(chunk);
  return hash.digest("hex");
};

/** COPY goes straight into the year's partition, which fills in the school year. */
const copySql = (ctx: Context, collection: string, year: SchoolYear): string => {
  const { partition, copyColumns } = ctx.shapeOf(collection);
  return `COPY ${partition(year)} (${copyColumns(year).join(", ")}) FROM STDIN`;
};

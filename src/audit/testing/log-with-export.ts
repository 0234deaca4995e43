// A sealed log of sixty events in six checkpoints with an export of its first forty, for tests that then break it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { exportFolder } from "../export/target.ts";
import { type Exported, writeExport } from "../export/write-export.ts";
import { hashBlocksWith } from "../offline/threads.ts";
import type { Verdict } from "../offline/verdict.ts";
import { type Trust, verifyExport } from "../offline/verify-export.ts";
import { type Checkpoint, readCheckpoint } from "../sealing/checkpoint.ts";
import { type SealContext, sealAll } from "../sealing/seal.ts";
import { bodyOf, type NoteVerifier } from "../sealing/signed-note.ts";
import { readNotes } from "../store/reading.ts";
import { verifyDatabase } from "../verify-database.ts";
import { sealContext, writeEvents } from "./sealed-log.ts";

export const hashBlocks = hashBlocksWith("nowhere");

export type LogWithExport = {
  t: TestDatabase;
  context: SealContext;
  key: NoteVerifier;
  /** The export of the first forty events, and the checkpoint over them, as an auditor kept them. */
  oldExport: string;
  kept: Checkpoint;
  /** The checkpoint over all sixty. */
  newest: Checkpoint;
  folder(): string;
  exportTo(dir: string): Promise<Exported>;
  /** Exports what the database says now to a fresh folder and verifies it there, offline. */
  verifyFresh(trust?: Partial<Trust>): Promise<Verdict>;
  verifyHere(): Promise<Verdict>;
  close(): Promise<void>;
};

export const logWithExport = async (): Promise<LogWithExport> => {
  const t = await testDatabase();
  const context = sealContext(t);
  const root = mkdtempSync(join(tmpdir(), "rollbook-audit-"));
  let folders = 0;
  const folder = () => join(root, `export-${folders++}`);
  const exportTo = (dir: string) => writeExport(context, exportFolder(dir), "system");
  const key = context.key.signer(context.key.ownOrigin).verifier;
  const oldExport = folder();
  const sealTen = async (from: number): Promise<Checkpoint> => {
    await writeEvents(t.db, from, from + 9);
    await sealAll(context);
    const last = (await readNotes(t.db, 0)).at(-1)!;
    return readCheckpoint(bodyOf(last.note)!)!;
  };
  for (const from of [1, 11, 21]) await sealTen(from);
  const kept = await sealTen(31);
  await exportTo(oldExport);
  await sealTen(41); // begins with the event of the export
  const newest = await sealTen(51);
  const verifyFresh = async (trust: Partial<Trust> = {}): Promise<Verdict> => {
    const dir = folder();
    await exportTo(dir);
    return verifyExport(dir, { keys: [key], checkpoints: [], ...trust }, { hashBlocks });
  };
  return {
    ...{ t, context, key, oldExport, kept, newest, folder, exportTo, verifyFresh },
    verifyHere: () => verifyDatabase({ ...context, hashBlocks }),
    close: async () => {
      rmSync(root, { recursive: true, force: true });
      await t.close();
    },
  };
};

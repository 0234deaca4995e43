// Reads a file from the disk into a checker: while one chunk is checked, the next is being read. Two buffers, no more.
import { open } from "node:fs/promises";
import { Problem } from "../platform/index.ts";
import type { Checker, CheckResult } from "./types.ts";

const chunkSize = 1 << 20;

/** Checks the whole file. `onBytes` hears how many bytes are done. Throws Problem `file-unreadable`. */
export const checkFile = async (
  path: string,
  checker: Checker,
  onBytes?: (bytes: number) => void,
): Promise<CheckResult> => {
  await pushFile(path, checker, { from: 0, to: Number.POSITIVE_INFINITY }, onBytes);
  return checker.end();
};

/** Pushes the bytes from `from` up to `to` into the checker, without ending it. Throws Problem `file-unreadable`. */
export const pushFile = async (
  path: string,
  checker: Checker,
  { from, to }: { from: number; to: number },
  onBytes?: (bytes: number) => void,
): Promise<void> => {
  const unreadable = (error: unknown) =>
    new Problem("file-unreadable", { file: path, detail: (error as Error).message }, { cause: error });
  const file = await open(path, "r").catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    const buffers = [new Uint8Array(chunkSize), new Uint8Array(chunkSize)] as const;
    let at = from;
    const read = (turn: 0 | 1) => file.read(buffers[turn], 0, Math.min(chunkSize, Math.max(to - at, 0)), at);
    let turn: 0 | 1 = 0;
    let pending = read(turn);
    for (;;) {
      const { bytesRead } = await pending.catch((error: unknown) => {
        throw unreadable(error);
      });
      if (bytesRead === 0) return;
      at += bytesRead;
      const chunk = buffers[turn].subarray(0, bytesRead);
      const done = at;
      turn = turn === 0 ? 1 : 0;
      pending = read(turn);
      checker.push(chunk);
      onBytes?.(done);
    }
  } finally {
    await file.close();
  }
};

// Hashes blocks on all processors: threads of the bundled verifier, each given one block after the other.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate as breathe } from "node:timers/promises";
import { parentPort, Worker } from "node:worker_threads";
import { type BlockResult, type BlockWork, hashBlock } from "./hash-block.ts";
import type { HashBlocks } from "./verify-export.ts";

type Reply = { result: BlockResult } | { failed: string };

/** In this thread; for small logs, and where the bundle is not there. */
const hashHere: HashBlocks = async (works, onDone) => {
  const results: BlockResult[] = [];
  for (const work of works) {
    results.push(hashBlock(work));
    onDone?.(work.to - work.from);
    await breathe();
  }
  return results;
};

/** `thread`: path of the bundled verifier, whose threads do the work where there is more than one block. */
export const hashBlocksWith =
  (thread: string): HashBlocks =>
  async (works, onDone) => {
    const threads = Math.min(works.length, availableParallelism());
    if (threads < 2 || !existsSync(thread)) return hashHere(works, onDone);
    const results: BlockResult[] = [];
    let next = 0;
    const takeTurns = async (): Promise<void> => {
      const worker = new Worker(thread);
      try {
        for (let at = next++; at < works.length; at = next++) {
          const work = works[at]!;
          results[at] = await ask(worker, work);
          onDone?.(work.to - work.from);
        }
      } finally {
        await worker.terminate();
      }
    };
    await Promise.all(Array.from({ length: threads }, takeTurns));
    return results;
  };

const ask = (worker: Worker, work: BlockWork): Promise<BlockResult> =>
  new Promise((resolve, reject) => {
    const settled = (act: () => void): void => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      act();
    };
    const onMessage = (reply: Reply) =>
      settled(() => ("result" in reply ? resolve(reply.result) : reject(new Error(reply.failed))));
    const onError = (error: Error) => settled(() => reject(error));
    const onExit = (code: number) => settled(() => reject(new Error(`a verifying thread ended early (${code})`)));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(work);
  });

/** What a thread does: hashes what it is given until it is ended. */
export const serveBlocks = (): void => {
  parentPort?.on("message", (work: BlockWork) => {
    let reply: Reply;
    try {
      reply = { result: hashBlock(work) };
    } catch (error) {
      reply = { failed: error instanceof Error ? error.message : String(error) };
    }
    parentPort?.postMessage(reply);
  });
};

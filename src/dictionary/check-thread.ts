// The second thread of `check-in-parallel`: checks a file from a row in its middle to its end. Bundled on its own
// (dist/check-thread.js) and light, so that it starts at once. Findings go out in small batches, a bounded number at a time.
import { closeSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { createChecker } from "./node-checker.ts";
import type { CheckResult, DirectoryContext, RowFinding } from "./types.ts";

export type ThreadWork = {
  path: string;
  from: number;
  source: string;
  context: DirectoryContext | undefined;
  /** Int32: how many batches were sent and not yet taken. */
  waiting: SharedArrayBuffer;
};

export type ThreadReply = { findings: RowFinding[] } | { result: CheckResult } | { failed: string };

const batchSize = 500;
const mostWaiting = 16;

const run = ({ path, from, source, context, waiting }: ThreadWork): CheckResult => {
  const count = new Int32Array(waiting);
  let batch: RowFinding[] = [];
  const send = () => {
    for (let now = Atomics.load(count, 0); now >= mostWaiting; now = Atomics.load(count, 0))
      Atomics.wait(count, 0, now);
    Atomics.add(count, 0, 1);
    parentPort!.postMessage({ findings: batch } satisfies ThreadReply);
    batch = [];
  };
  const sink = {
    finding(finding: RowFinding) {
      if (batch.push(finding) >= batchSize) send();
    },
  };
  const checker = createChecker({ source }, context, sink, { inside: true });
  const file = openSync(path, "r");
  try {
    const chunk = new Uint8Array(1 << 19);
    let at = from;
    for (
      let size = readSync(file, chunk, 0, chunk.length, at);
      size > 0;
      size = readSync(file, chunk, 0, chunk.length, at)
    ) {
      checker.push(chunk.subarray(0, size));
      at += size;
    }
  } finally {
    closeSync(file);
  }
  const result = checker.end();
  if (batch.length > 0) send();
  return result;
};

if (parentPort) {
  try {
    parentPort.postMessage({ result: run(workerData as ThreadWork) } satisfies ThreadReply);
  } catch (error) {
    parentPort.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies ThreadReply);
  }
}

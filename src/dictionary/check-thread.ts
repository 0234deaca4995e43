// The second thread of `check-in-parallel`: checks a file from a row in its middle to its end. Bundled on its own
// (dist/check-thread.js) and light, so that it starts at once. Findings go out in small batches, a bounded number at a time.
import { closeSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { createChecker, validatorModule } from "./node-checker.ts";
import type { CheckResult, DirectoryContext, RowFinding } from "./types.ts";

export type ThreadWork = {
  path: string;
  from: number;
  source: string;
  context: DirectoryContext | undefined;
  /** Int32: how many batches were sent and not yet taken. */
  waiting: SharedArrayBuffer;
};

/** `numbers`: row, line, column and position of the rule, for each finding; the texts of rules are known on both sides. */
export type FindingBatch = { numbers: Int32Array; values: string[] };
export type ThreadReply = FindingBatch | { result: CheckResult } | { failed: string };

const batchSize = 500;
const mostWaiting = 16;

const run = ({ path, from, source, context, waiting }: ThreadWork): CheckResult => {
  const count = new Int32Array(waiting);
  const positions = new Map(validatorModule({ source }).layout.rules.map((rule, at) => [rule.id, at]));
  const numbers = new Int32Array(batchSize * 4);
  let values: string[] = [];
  const send = () => {
    for (let now = Atomics.load(count, 0); now >= mostWaiting; now = Atomics.load(count, 0))
      Atomics.wait(count, 0, now);
    Atomics.add(count, 0, 1);
    parentPort!.postMessage({ numbers, values } satisfies ThreadReply);
    values = [];
  };
  const sink = {
    finding(finding: RowFinding) {
      const at = values.length * 4;
      numbers[at] = finding.row;
      numbers[at + 1] = finding.line;
      numbers[at + 2] = finding.column;
      numbers[at + 3] = positions.get(finding.ruleId)!;
      if (values.push(finding.value) >= batchSize) send();
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
  if (values.length > 0) send();
  return result;
};

if (parentPort) {
  try {
    parentPort.postMessage({ result: run(workerData as ThreadWork) } satisfies ThreadReply);
  } catch (error) {
    parentPort.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies ThreadReply);
  }
}

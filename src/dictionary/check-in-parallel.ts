// Checks a large file with two threads: the second takes it up at a row near the middle. Findings come in the file's
// order with the file's row numbers, as one thread gives them. Where the middle turns out to lie inside a quoted cell,
// what the second thread found is thrown away and one thread goes on.
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { homeDir } from "../platform/index.ts";
import { checkFile, pushFile } from "./check-file.ts";
import type { FindingBatch, ThreadReply, ThreadWork } from "./check-thread.ts";
import { createChecker, validatorModule } from "./node-checker.ts";
import type { CheckResult, CheckSink, CompiledCollection, DirectoryContext, Layout } from "./types.ts";

/** Below this a second thread, which has to compile and warm up the same rules, costs what it saves: measured at 80 MB. */
const worthSplitting = 256 << 20;

export type ParallelOptions = {
  size: number;
  onBytes?: ((bytes: number) => void) | undefined;
  thread?: string;
  least?: number;
};

/** Throws Problem `file-unreadable`. `thread`: the bundled second thread; without it one thread does all. */
export const checkInParallel = async (
  path: string,
  compiled: CompiledCollection,
  context: DirectoryContext | undefined,
  sink: Pick<CheckSink, "finding">,
  { size, onBytes, thread = join(homeDir, "dist", "check-thread.js"), least = worthSplitting }: ParallelOptions,
): Promise<CheckResult> => {
  const checker = createChecker(compiled, context, sink);
  const middle =
    size >= least && availableParallelism() > 1 && existsSync(thread) ? rowNear(path, size >> 1) : undefined;
  if (middle === undefined) return checkFile(path, checker, onBytes);
  const waiting = new SharedArrayBuffer(4);
  const work: ThreadWork = { path, from: middle, source: compiled.source, context, waiting };
  const worker = new Worker(thread, { workerData: work, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
  const replies = repliesOf(worker);
  try {
    await pushFile(path, checker, { from: 0, to: middle }, onBytes && ((bytes) => onBytes(bytes * 2)));
    if (!checker.atRowStart()) {
      await pushFile(path, checker, { from: middle, to: Number.POSITIVE_INFINITY }, onBytes);
      return checker.end();
    }
    const first = checker.end();
    const rest = await takeRest(replies, waiting, first, sink, validatorModule(compiled).layout);
    return joined(first, rest);
  } finally {
    await worker.terminate();
  }
};

/** Offset after the first line break at or after `from`; undefined when none is near. */
const rowNear = (path: string, from: number): number | undefined => {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(1 << 16);
    const size = readSync(file, bytes, 0, bytes.length, from);
    const at = bytes.subarray(0, size).indexOf(10);
    return at < 0 ? undefined : from + at + 1;
  } finally {
    closeSync(file);
  }
};

const repliesOf = (worker: Worker) => {
  const arrived: ThreadReply[] = [];
  let wake = () => {};
  const arrive = (reply: ThreadReply) => {
    arrived.push(reply);
    wake();
  };
  worker.on("message", arrive);
  worker.on("error", (error) => arrive({ failed: error.message }));
  worker.on("exit", (code) => arrive({ failed: `it ended early (${code})` }));
  return async (): Promise<ThreadReply> => {
    while (arrived.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return arrived.shift()!;
  };
};

/** Passes on the second thread's findings, with the rows and lines of the first half added. */
const takeRest = async (
  next: () => Promise<ThreadReply>,
  waiting: SharedArrayBuffer,
  first: CheckResult,
  sink: Pick<CheckSink, "finding">,
  layout: Layout,
): Promise<CheckResult> => {
  const count = new Int32Array(waiting);
  // A wrong encoding is reported once a file.
  const encoding = layout.rules[layout.file.encoding]!;
  const known = first.byRule[encoding.id] !== undefined;
  const pass = ({ numbers, values }: FindingBatch) => {
    for (const [at, value] of values.entries()) {
      const column = numbers[at * 4 + 2]!;
      const { id: ruleId, severity, message, remedy } = layout.rules[numbers[at * 4 + 3]!]!;
      if (known && ruleId === encoding.id) continue;
      const element = layout.columns[column - 1]?.name ?? "";
      const row = numbers[at * 4]! + first.rows;
      const line = numbers[at * 4 + 1]! + first.lines;
      sink.finding({ row, line, column, element, ruleId, severity, value, message, remedy });
    }
  };
  for (;;) {
    const reply = await next();
    if ("failed" in reply) throw new Error(`the second thread of the check failed: ${reply.failed}`);
    if ("result" in reply) return known ? without(reply.result, encoding.id, encoding.severity) : reply.result;
    Atomics.sub(count, 0, 1);
    Atomics.notify(count, 0);
    pass(reply);
  }
};

const without = (result: CheckResult, id: string, severity: "error" | "warning" | "confirm"): CheckResult => {
  const { [id]: dropped = 0, ...byRule } = result.byRule;
  return { ...result, byRule, findings: { ...result.findings, [severity]: result.findings[severity] - dropped } };
};

const joined = (a: CheckResult, b: CheckResult): CheckResult => {
  const ids = [...new Set([...Object.keys(a.byRule), ...Object.keys(b.byRule)])].sort();
  return {
    rows: a.rows + b.rows,
    records: a.records + b.records,
    bytes: a.bytes + b.bytes,
    lines: a.lines + b.lines,
    findings: {
      error: a.findings.error + b.findings.error,
      warning: a.findings.warning + b.findings.warning,
      confirm: a.findings.confirm + b.findings.confirm,
    },
    byRule: Object.fromEntries(ids.map((id) => [id, (a.byRule[id] ?? 0) + (b.byRule[id] ?? 0)])),
    complete: a.complete && b.complete,
    notChecked: a.notChecked,
  };
};

// Shares the judging of a large set out to threads. The pairs found are the same as on one thread.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { homeDir } from "../../platform/index.ts";
import { type JudgedPairs, joinJudged, judge, type Work } from "./judge.ts";
import type { ThreadAnswer, ThreadTask } from "./judge-thread.ts";

/** Records below which a thread costs more than it saves. */
const worthSharing = 50_000;
const mostThreads = 8;

export type Parallel = { thread?: string; parts?: number };

/** `thread`: the bundled further thread; where it is missing, the calling thread does all. */
export const judgeInParallel = async (
  work: Work,
  { thread = join(homeDir, "dist", "judge-thread.js"), parts = partsFor(work) }: Parallel = {},
): Promise<JudgedPairs> => {
  if (parts < 2 || !existsSync(thread)) return joinJudged([judge({ ...work, parts: 1 }, 0)]);
  const shared: Work = { ...work, parts };
  const others = Array.from({ length: parts - 1 }, (_, at) => askThread(thread, { work: shared, part: at + 1 }));
  // The others start before this thread becomes busy.
  await new Promise((resume) => setImmediate(resume));
  const own = judge(shared, 0);
  return joinJudged([own, ...(await Promise.all(others))]);
};

const partsFor = ({ table }: Work): number =>
  table.count < worthSharing ? 1 : Math.min(availableParallelism(), mostThreads);

const askThread = (path: string, task: ThreadTask): Promise<JudgedPairs> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(path, { workerData: task });
    worker.once("message", (answer: ThreadAnswer) =>
      "pairs" in answer ? resolve(answer.pairs) : reject(new Error(`a thread of the matcher failed: ${answer.failed}`)),
    );
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`a thread of the matcher ended early (${code})`)));
  });

// A further thread that judges its part of the keys. Bundled on its own (dist/judge-thread.js).
import { parentPort, workerData } from "node:worker_threads";
import { type JudgedPairs, judge, type Work } from "./judge.ts";

export type ThreadTask = { work: Work; part: number };
export type ThreadAnswer = { pairs: JudgedPairs } | { failed: string };

const answer = ({ work, part }: ThreadTask): JudgedPairs => {
  const pairs = judge(work, part);
  for (const name of ["left", "right", "bits", "relative", "rule"] as const)
    Object.assign(pairs, { [name]: pairs[name].slice(0, pairs.count) });
  return pairs;
};

if (parentPort) {
  try {
    parentPort.postMessage({ pairs: answer(workerData as ThreadTask) } satisfies ThreadAnswer);
  } catch (error) {
    parentPort.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies ThreadAnswer);
  }
}

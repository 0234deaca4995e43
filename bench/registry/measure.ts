// Times of many requests at once: without pause, or each lane so many times a second, as people ask.
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds, and requests a second. */
export type Measured = { p50: number; p99: number; rate: number };

const percentile = (times: readonly number[], at: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * at))]!;

/** The first tenth of the time warms up. `perLane`: requests a second of each lane; absent, without pause. */
export const measureLanes = async (
  work: () => Promise<unknown>,
  { seconds, lanes, perLane }: { seconds: number; lanes: number; perLane?: number },
): Promise<Measured> => {
  const times: number[] = [];
  const start = performance.now();
  const from = start + seconds * 100;
  const end = start + seconds * 1000;
  const lane = async (at: number): Promise<void> => {
    const step = perLane === undefined ? 0 : 1000 / perLane;
    for (let turn = 0; ; turn++) {
      const due = start + (turn + at / lanes) * step;
      if (step > 0 && due > performance.now()) await sleep(due - performance.now());
      const began = performance.now();
      if (began >= end && times.length > 0) return;
      await work();
      if (began >= from) times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at)));
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), rate: times.length / (seconds * 0.9) };
};

// From judged pairs to the links that are reported: those probable enough, the best first; one-to-one where asked.
import { probability } from "../score/probability.ts";
import type { Links } from "./find-links.ts";

export type ChosenPair = {
  left: number;
  right: number;
  probability: number;
  rule: number;
  /** The best other pair that either of the two is in. */
  runnerUp: number;
};

export const choosePairs = (links: Links, { threshold, oneToOne }: { threshold: number; oneToOne: boolean }) => {
  const { pairs, priors, table } = links;
  const all = new Float64Array(pairs.count);
  // The two best probabilities of each record: the pair's own is one of them.
  const best = new Float64Array(table.count);
  const second = new Float64Array(table.count);
  const note = (record: number, p: number) => {
    if (p > best[record]!) {
      second[record] = best[record]!;
      best[record] = p;
    } else if (p > second[record]!) second[record] = p;
  };
  for (let at = 0; at < pairs.count; at++) {
    const p = probability(pairs.bits[at]!, pairs.relative[at]!, priors);
    all[at] = p;
    note(pairs.left[at]!, p);
    note(pairs.right[at]!, p);
  }
  const other = (record: number, p: number): number => (best[record] === p ? second[record]! : best[record]!);
  const chosen: ChosenPair[] = [];
  for (let at = 0; at < pairs.count; at++) {
    const p = all[at]!;
    if (p < threshold) continue;
    const a = pairs.left[at]!;
    const b = pairs.right[at]!;
    const [left, right] = a < b ? [a, b] : [b, a];
    chosen.push({ left, right, probability: p, rule: pairs.rule[at]!, runnerUp: Math.max(other(a, p), other(b, p)) });
  }
  // Ties are broken by place in the files, so that the result does not hang on the order of the work.
  chosen.sort((a, b) => b.probability - a.probability || a.left - b.left || a.right - b.right);
  return oneToOne ? eachOnce(chosen, table.count) : chosen;
};

/** The best pair first; a record that has its pair takes no other. */
const eachOnce = (pairs: readonly ChosenPair[], count: number): ChosenPair[] => {
  const taken = new Uint8Array(count);
  return pairs.filter(({ left, right }) => {
    if (taken[left] || taken[right]) return false;
    taken[left] = 1;
    taken[right] = 1;
    return true;
  });
};

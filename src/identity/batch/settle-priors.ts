// How many matches the scores themselves speak for: the prior is settled against the final scores, which know the rarity of
// values, until it no longer moves. Relatives stand as training found them: most of them score too low to be kept.
import { type Priors, priorsOf } from "../score/probability.ts";
import type { JudgedPairs } from "./judge.ts";

const rounds = 30;

export const settlePriors = (
  { count, bits, relative }: JudgedPairs,
  start: { matches: number; relatives: number },
  pairs: number,
): Priors => {
  const { relatives } = start;
  let matches = start.matches;
  for (let round = 0; round < rounds; round++) {
    const priors = priorsOf({ matches, relatives });
    let matched = 0;
    for (let at = 0; at < count; at++) {
      const one = 2 ** Math.min(bits[at]! + priors.match, 500);
      const kin = 2 ** Math.min(relative[at]! + priors.relative, 500);
      matched += one / (1 + one + kin);
    }
    const next = Math.min(Math.max(matched, 0.01) / pairs, 0.3);
    if (Math.abs(next - matches) < 1e-4 * matches) break;
    matches = next;
  }
  return priorsOf({ matches, relatives });
};

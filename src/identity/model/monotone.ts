// Makes the worth of levels rise with agreement: neighbours that contradict it are given the same worth.

/**
 * Bits of each level: log2 of match over chance share. Pools adjacent levels (weighted by their shares) until no higher
 * level is worth less than a lower one.
 */
export const monotoneBits = (match: readonly number[], chance: readonly number[]): number[] => {
  const pools: { match: number; chance: number; levels: number }[] = [];
  for (const [level, share] of match.entries()) {
    pools.push({ match: share, chance: chance[level]!, levels: 1 });
    for (let last = pools.length - 1; last > 0; last--) {
      const upper = pools[last]!;
      const lower = pools[last - 1]!;
      if (upper.match * lower.chance >= lower.match * upper.chance) break;
      lower.match += upper.match;
      lower.chance += upper.chance;
      lower.levels += upper.levels;
      pools.pop();
    }
  }
  return pools.flatMap(({ match: m, chance: u, levels }) => Array<number>(levels).fill(Math.log2(m / u)));
};

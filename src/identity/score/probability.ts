// From bits to a probability: the share of one person among all that explains the pair.

export type Priors = {
  /** Log2 odds of a match and of relatives against strangers, before looking. */ match: number;
  relative: number;
};

export const priorsOf = ({ matches, relatives }: { matches: number; relatives: number }): Priors => {
  const strangers = 1 - matches - relatives;
  return {
    match: Math.log2(matches / strangers),
    relative: relatives > 0 ? Math.log2(relatives / strangers) : Number.NEGATIVE_INFINITY,
  };
};

/** Probability that the pair is one person. */
export const probability = (bits: number, relativeBits: number, priors: Priors): number => {
  const relative = 2 ** Math.min(relativeBits + priors.relative, 1000);
  return 1 / (1 + (1 + relative) * 2 ** -(bits + priors.match));
};

// The attacker of linked tables: knows which finest groups every figure sums, reads what is published, and solves modulo a prime.
// Shares nothing with the protection: its unknowns are the finest groups themselves, shown or not, and not the cells.

/** What a reader sees of one figure: the groups that it sums, and whether its number is printed. */
export type Figure = { name: string; sums: readonly string[]; published: boolean };
/** Two sums that every reader knows to be equal: a school's grades and its races. */
export type Margin = { one: readonly string[]; other: readonly string[] };

const prime = 33_554_393; // below 2^25, and another than the protection's

type Vector = Map<string, number>;

/** Names of the withheld figures that are combinations of the published ones. */
export const computable = (figures: readonly Figure[], margins: readonly Margin[]): string[] => {
  const known = figures.filter(({ published }) => published).map(({ sums }) => vectorOf(sums));
  const equal = margins.map(({ one, other }) => vectorOf(one, other));
  const pivots = new Map<string, Vector>();
  for (const vector of [...known, ...equal].sort((a, b) => a.size - b.size)) {
    reduce(vector, pivots);
    const [group] = vector.keys();
    if (group === undefined) continue;
    const factor = inverse(vector.get(group)!);
    for (const [other, value] of vector) vector.set(other, (value * factor) % prime);
    pivots.set(group, vector);
  }
  return figures.flatMap(({ name, sums, published }) => {
    if (published) return [];
    const vector = vectorOf(sums);
    reduce(vector, pivots);
    return vector.size === 0 ? [name] : [];
  });
};

const vectorOf = (plus: readonly string[], minus: readonly string[] = []): Vector =>
  new Map([
    ...plus.map((group): [string, number] => [group, 1]),
    ...minus.map((g): [string, number] => [g, prime - 1]),
  ]);

/** Groups that come in while the loop runs are visited in their turn; a pivot holds no earlier one, so that it ends. */
const reduce = (vector: Vector, pivots: ReadonlyMap<string, Vector>): void => {
  for (const group of vector.keys()) {
    const pivot = pivots.get(group);
    if (!pivot) continue;
    const factor = prime - vector.get(group)!;
    for (const [other, value] of pivot) {
      const left = ((vector.get(other) ?? 0) + factor * value) % prime;
      if (left === 0) vector.delete(other);
      else vector.set(other, left);
    }
  }
};

const inverse = (value: number): number => {
  let [result, base] = [1, value];
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
};

// Names as often as America gives them: first names of births since 2000 (Social Security Administration), last names of the
// Census of 2000. Both lists are public; nobody in particular is meant by a name. For made-up people, and for what a name is worth.
import american from "./american-names.json" with { type: "json" };

/** Names in lower case, and the running sum of how many of a million have them. */
export type NameList = { names: readonly string[]; upTo: Float64Array };

export const million = 1_000_000;

const listOf = (text: string): NameList => {
  const pairs = text.split("|").map((each): [string, number] => {
    const [name, times] = each.split(" ") as [string, string];
    return [name, Number(times)];
  });
  let sum = 0;
  return { names: pairs.map(([name]) => name), upTo: Float64Array.from(pairs, ([, times]) => (sum += times)) };
};

export const commonNames = { girls: listOf(american.girls), boys: listOf(american.boys), lasts: listOf(american.last) };

/** `chance` gives a number from 0 up to 1. Undefined for a draw beyond the list: one of the many names that few people have. */
export const drawCommonName = ({ names, upTo }: NameList, chance: () => number): string | undefined => {
  const wanted = chance() * million;
  let from = 0;
  let to = upTo.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (upTo[middle]! <= wanted) from = middle + 1;
    else to = middle;
  }
  return names[from];
};

export const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

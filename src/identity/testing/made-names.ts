// Names as often as America gives them, for made-up students: first names of births since 2000 (Social Security
// Administration), last names of the Census of 2000. Both lists are public; nobody in particular is meant by a name.
import { comparisonOf } from "../compare/levels.ts";
import { buildValueTable } from "../compare/value-table.ts";
import names from "./american-names.json" with { type: "json" };

export type Drawn = () => number;
/** Names and the running sum of how often each is given, of a million. */
type Stock = { names: string[]; upTo: Float64Array };

const million = 1_000_000;

const stockOf = (list: string): Stock => {
  const pairs = list.split("|").map((each): [string, number] => {
    const [name, times] = each.split(" ") as [string, string];
    return [name, Number(times)];
  });
  let sum = 0;
  return { names: pairs.map(([name]) => name), upTo: Float64Array.from(pairs, ([, times]) => (sum += times)) };
};

const girls = stockOf(names.girls);
const boys = stockOf(names.boys);
const lasts = stockOf(names.last);

/** Share of people with each of the names that many have: of all first names, and of all last names. */
export const nameShares = (): { first: Record<string, number>; last: Record<string, number> } => {
  const add = (shares: Record<string, number>, { names, upTo }: Stock, part: number): void => {
    for (const [at, name] of names.entries())
      shares[name] = (shares[name] ?? 0) + (part * (upTo[at]! - (upTo[at - 1] ?? 0))) / million;
  };
  const shares = { first: {}, last: {} };
  add(shares.first, girls, 0.5);
  add(shares.first, boys, 0.5);
  add(shares.last, lasts, 1);
  return shares;
};

/** Undefined for a draw beyond the list: one of the many names that few people have. */
const draw = ({ names, upTo }: Stock, chance: Drawn): string | undefined => {
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

const consonants = "b br c ch d f g gr h j k l m n p r s st t v w z".split(" ");
const vowels = "a e i o u ay ee ia ou".split(" ");
const ends = "n s r l ton son ham ley berg ski a o".split(" ");
const rare = (chance: Drawn): string => {
  const pick = (list: readonly string[]): string => list[Math.floor(chance() * list.length)]!;
  const word = pick(consonants) + pick(vowels) + pick(consonants);
  return word + (chance() < 0.5 ? pick(vowels) + pick(consonants) : "") + pick(ends);
};

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

/** A last name is a compound of two now and then. */
export const lastName = (chance: Drawn): string => {
  const one = capital(draw(lasts, chance) ?? rare(chance));
  return chance() < 0.03 ? `${one}-${capital(draw(lasts, chance) ?? rare(chance))}` : one;
};

export const firstName = (sex: string, chance: Drawn): string =>
  capital(draw(sex === "F" ? girls : boys, chance) ?? rare(chance));

export const townName = (chance: Drawn): string => capital(draw(lasts, () => chance() ** 2 * 0.2)!);

const closeTo = new Map<string, string[]>();

/** Another name that sounds or looks like it, or shares a short form: as some parents of twins choose. Undefined: there is none. */
export const closeName = (name: string, sex: string, chance: Drawn): string | undefined => {
  const known = `${sex} ${name}`;
  let close = closeTo.get(known);
  if (!close) {
    const listed = (sex === "F" ? girls : boys).names;
    const table = buildValueTable(["", name.toLowerCase(), ...listed], true);
    const compare = comparisonOf("name", table);
    close = listed.filter((other, at) => other !== name.toLowerCase() && compare(table, 1, at + 2) >= leastClose);
    closeTo.set(known, close);
  }
  return close.length === 0 ? undefined : capital(close[Math.floor(chance() * close.length)]!);
};
/** Level "close" of names. */
const leastClose = 3;

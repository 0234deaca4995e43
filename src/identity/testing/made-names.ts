// Names of made-up students: as often as America gives them, and made-up ones for the many that few people have.
import { comparisonOf } from "../compare/levels.ts";
import { buildValueTable } from "../compare/value-table.ts";
import { capital, commonNames, drawCommonName, million, type NameList } from "../names/common-names.ts";

export type Drawn = () => number;
const { girls, boys, lasts } = commonNames;

/** Share of people with each of the names that many have: of all first names, and of all last names. */
export const nameShares = (): { first: Record<string, number>; last: Record<string, number> } => {
  const add = (shares: Record<string, number>, { names, upTo }: NameList, part: number): void => {
    for (const [at, name] of names.entries())
      shares[name] = (shares[name] ?? 0) + (part * (upTo[at]! - (upTo[at - 1] ?? 0))) / million;
  };
  const shares = { first: {}, last: {} };
  add(shares.first, girls, 0.5);
  add(shares.first, boys, 0.5);
  add(shares.last, lasts, 1);
  return shares;
};

const consonants = "b br c ch d f g gr h j k l m n p r s st t v w z".split(" ");
const vowels = "a e i o u ay ee ia ou".split(" ");
const ends = "n s r l ton son ham ley berg ski a o".split(" ");
const rare = (chance: Drawn): string => {
  const pick = (list: readonly string[]): string => list[Math.floor(chance() * list.length)]!;
  const word = pick(consonants) + pick(vowels) + pick(consonants);
  return word + (chance() < 0.5 ? pick(vowels) + pick(consonants) : "") + pick(ends);
};

/** A last name is a compound of two now and then. */
export const lastName = (chance: Drawn): string => {
  const one = capital(drawCommonName(lasts, chance) ?? rare(chance));
  return chance() < 0.03 ? `${one}-${capital(drawCommonName(lasts, chance) ?? rare(chance))}` : one;
};

export const firstName = (sex: string, chance: Drawn): string =>
  capital(drawCommonName(sex === "F" ? girls : boys, chance) ?? rare(chance));

export const townName = (chance: Drawn): string => capital(drawCommonName(lasts, () => chance() ** 2 * 0.2)!);

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

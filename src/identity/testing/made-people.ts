// Made-up people and the slips with which their records come: for tests and for the bench. Nobody in it exists. Seeded.

/** Numbers from 0 up to 1, the same for the same seed. */
export const chances = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), 1 | state);
    hash = (hash + Math.imul(hash ^ (hash >>> 7), 61 | hash)) ^ hash;
    return ((hash ^ (hash >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export type MadePerson = {
  person: number;
  first: string;
  middle: string;
  last: string;
  dob: string;
  sex: string;
  town: string;
  guardian: string;
  ssn: string;
};
const madeColumns = ["first", "middle", "last", "dob", "sex", "town", "guardian", "ssn"] as const;

const consonants = [
  "b",
  "br",
  "c",
  "ch",
  "d",
  "f",
  "g",
  "gr",
  "h",
  "j",
  "k",
  "l",
  "m",
  "n",
  "p",
  "r",
  "s",
  "st",
  "t",
  "v",
  "w",
];
const vowels = ["a", "e", "i", "o", "u", "ay", "ee", "ia", "ou"];
const ends = ["n", "s", "r", "l", "ton", "son", "ham", "ley", "berg", "ski", "a", "o"];
const usual =
  `emma liam olivia noah ava elizabeth william james sophia benjamin lucas mia henry charlotte alexander daniel emily
  michael ella samuel abigail joseph jack grace thomas katherine christopher anna matthew joshua andrew david zachary nicholas
  isabella jacob nathan margaret rebecca victoria natalie robert john edward patrick sarah hannah jessica lily madison`.split(
    /\s+/,
  );

/** A stock of pronounceable words; the front ones are drawn far more often, as names are. */
const stock = (size: number, start: readonly string[], chance: () => number): string[] => {
  const words = new Set(start);
  const pick = (list: readonly string[]): string => list[Math.floor(chance() * list.length)]!;
  while (words.size < size) {
    let word = pick(consonants) + pick(vowels) + pick(consonants);
    if (chance() < 0.5) word += pick(vowels) + pick(consonants);
    words.add(word + pick(ends));
  }
  return [...words];
};

const skewed = (list: readonly string[], chance: () => number): string =>
  list[Math.floor(list.length * chance() ** 3)]!;

const two = (number: number): string => String(number).padStart(2, "0");
const birthDate = (chance: () => number): string =>
  `${2004 + Math.floor(chance() * 15)}-${two(1 + Math.floor(chance() * 12))}-${two(1 + Math.floor(chance() * 28))}`;

/** `count` people in families of one to four children, three in a hundred of them twins. */
const makePeople = (count: number, seed: number): MadePerson[] => {
  const chance = chances(seed);
  const firsts = stock(3000, usual, chance);
  const lasts = stock(40_000, ["smith", "johnson", "garcia", "brown", "miller", "davis"], chance);
  const towns = stock(300, [], chance);
  const people: MadePerson[] = [];
  const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
  while (people.length < count) {
    const last = capital(skewed(lasts, chance));
    const town = capital(skewed(towns, chance));
    const guardian = `${capital(skewed(firsts, chance))} ${chance() < 0.85 ? last : capital(skewed(lasts, chance))}`;
    const children = 1 + Math.floor(chance() * 2.2 + chance() * 1.2);
    let dob = birthDate(chance);
    const given = new Set<string>();
    const unused = (): string => {
      for (let first = capital(skewed(firsts, chance)); ; first = capital(skewed(firsts, chance)))
        if (!given.has(first)) {
          given.add(first);
          return first;
        }
    };
    for (let child = 0; child < children && people.length < count; child++) {
      if (child > 0 && chance() > 0.03) dob = birthDate(chance);
      people.push({
        person: people.length,
        first: unused(),
        middle: chance() < 0.8 ? capital(skewed(firsts, chance)) : "",
        last,
        dob,
        sex: chance() < 0.5 ? "F" : "M",
        town,
        guardian,
        ssn: chance() < 0.6 ? String(100_000_000 + Math.floor(chance() * 899_999_999)) : "",
      });
    }
  }
  return people;
};

const letters = "abcdefghijklmnopqrstuvwxyz";
export const mistyped = (text: string, chance: () => number): string => {
  if (text.length < 3) return text;
  const at = 1 + Math.floor(chance() * (text.length - 2));
  const other = /\d/.test(text[at]!) ? String(Math.floor(chance() * 10)) : letters[Math.floor(chance() * 26)]!;
  const kind = chance();
  if (kind < 0.35) return text.slice(0, at) + other + text.slice(at + 1);
  if (kind < 0.6) return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  return kind < 0.8 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + other + text.slice(at);
};

const nicknames: Record<string, string> = {
  Elizabeth: "Liz",
  William: "Bill",
  James: "Jim",
  Katherine: "Kate",
  Robert: "Bob",
  Benjamin: "Ben",
  Samuel: "Sam",
  Thomas: "Tom",
  Christopher: "Chris",
  Margaret: "Peggy",
};

/** The same person's record as another clerk writes it: `trouble` 1 is usual, more is worse. */
const anotherRecord = (person: MadePerson, chance: () => number, trouble = 1): MadePerson => {
  const record = { ...person };
  const happens = (share: number): boolean => chance() < share * trouble;
  if (happens(0.06)) record.first = mistyped(record.first, chance);
  else if (happens(0.05)) record.first = nicknames[record.first] ?? record.first.slice(0, 4);
  if (happens(0.06)) record.last = mistyped(record.last, chance);
  else if (happens(0.03)) record.last = `${record.last}-${person.guardian.split(" ")[1]}`;
  else if (happens(0.02)) record.last += " Jr.";
  if (happens(0.25)) record.middle = record.middle.slice(0, 1);
  else if (happens(0.1)) record.middle = "";
  if (happens(0.01)) [record.first, record.last] = [record.last, record.first];
  const [year, month, day] = record.dob.split("-") as [string, string, string];
  if (happens(0.01) && Number(day) <= 12) record.dob = `${year}-${day}-${month}`;
  else if (happens(0.02)) record.dob = `${year}-${month}-${two(1 + Math.floor(chance() * 28))}`;
  else if (happens(0.01)) record.dob = `${Number(year) + 1}-${month}-${day}`;
  if (happens(0.005)) record.sex = record.sex === "F" ? "M" : "F";
  if (happens(0.08)) record.town = "";
  else if (happens(0.05)) record.town = mistyped(record.town, chance);
  if (happens(0.15)) record.guardian = "";
  else if (happens(0.06)) record.guardian = mistyped(record.guardian, chance);
  if (happens(0.2)) record.ssn = "";
  else if (happens(0.02)) record.ssn = mistyped(record.ssn, chance);
  return record;
};

/** `rows` records of three quarters as many people, in the order in which they were made; `person` is the truth. */
export const makeRecords = (rows: number, seed: number, trouble = 1): MadePerson[] => {
  const people = makePeople(Math.ceil(rows * 0.75), seed);
  const chance = chances(seed + 1);
  const records = people.slice(0, rows);
  while (records.length < rows)
    records.push(anotherRecord(people[Math.floor(chance() * people.length)]!, chance, trouble));
  return records;
};

/** The records as CSV lines with their place as `id`. */
export const madeCsv = function* (records: readonly MadePerson[]): Generator<string> {
  yield `id,${madeColumns.join(",")}\n`;
  for (const [at, record] of records.entries()) yield `r${at},${madeColumns.map((name) => record[name]).join(",")}\n`;
};

export const madeMap = `id: id
first: first
middle: middle
last: last
dob: { column: dob, format: YYYY-MM-DD }
sex: sex
town: town
guardian: guardian
ssn: ssn
`;

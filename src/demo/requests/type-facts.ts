// The facts of a pupil as a clerk types them for a request: mostly right, now and then with a slip. Pure, seeded.
import { isoOf } from "../days.ts";
import type { SlipName } from "../demo-profile.ts";
import { Chance } from "../random.ts";
import type { StateInput } from "../state-plan.ts";
import { shortForms } from "./nicknames.ts";
import { type Arrival, lastNameIn } from "./past.ts";

export type TypedFacts = {
  last_name: string;
  first_name: string;
  middle_name: string;
  name_suffix: string;
  /** YYYY-MM-DD */
  birth_date: string;
  sex: string;
  race_ethnicity: string;
  town_of_birth: string;
  guardian_name: string;
  ssn: string;
};

export type Typed = { facts: TypedFacts; slips: string[]; right: CertifiedFacts | undefined };

/** What the registry keeps beside a number, from the birth certificate. */
export type CertifiedFacts = Pick<TypedFacts, "birth_date" | "sex" | "race_ethnicity">;

/** Slips in certified facts: a first request has them right. */
const certified: readonly SlipName[] = [
  "day_and_month_exchanged",
  "birth_date_mistyped",
  "gender_mistaken",
  "race_another",
];

/** `first`: no district has asked for the pupil before. `right`: the certified facts, where one of them was mistyped. */
export const typeFacts = ({ person, year, district }: Arrival, first: boolean, input: StateInput): Typed => {
  const { profile, seed } = input;
  const chance = new Chance(seed, "clerk", person.key, district);
  const last = lastNameIn(person, year, input);
  const right = { birth_date: isoOf(person.birth), sex: person.gender, race_ethnicity: person.race };
  const facts: TypedFacts = {
    ...{ last_name: last, first_name: person.first, middle_name: person.middle, name_suffix: "" },
    ...right,
    ...{ town_of_birth: person.townOfBirth, guardian_name: person.guardian, ssn: "" },
  };
  const slips: string[] = last === person.last ? [] : ["former_name"];
  for (const name of Object.keys(profile.slips) as SlipName[]) {
    if (!chance.happens(profile.slips[name]) || (first && certified.includes(name))) continue;
    const before = JSON.stringify(facts);
    slip[name](facts, chance, input);
    if (JSON.stringify(facts) !== before) slips.push(name);
  }
  const wrong = certified.some((name) => slips.includes(name));
  return { facts, slips, right: wrong ? right : undefined };
};

const slip: Record<SlipName, (facts: TypedFacts, chance: Chance, input: StateInput) => void> = {
  first_name_short: (facts) => {
    facts.first_name = shortForms.get(facts.first_name) ?? facts.first_name;
  },
  first_name_mistyped: (facts, chance) => {
    facts.first_name = mistype(facts.first_name, chance);
  },
  last_name_mistyped: (facts, chance) => {
    facts.last_name = mistype(facts.last_name, chance);
  },
  names_exchanged: (facts) => {
    [facts.first_name, facts.last_name] = [facts.last_name, facts.first_name];
  },
  middle_name_initial: (facts) => {
    facts.middle_name = facts.middle_name.slice(0, 1);
  },
  middle_name_blank: (facts) => {
    facts.middle_name = "";
  },
  town_another: (facts, chance, { profile }) => {
    facts.town_of_birth = chance.pick(profile.births.towns);
  },
  day_and_month_exchanged: (facts) => {
    const [year, month, day] = facts.birth_date.split("-") as [string, string, string];
    if (Number(day) <= 12) facts.birth_date = `${year}-${day}-${month}`;
  },
  birth_date_mistyped: (facts, chance) => {
    const day = String(1 + chance.below(28)).padStart(2, "0");
    facts.birth_date = facts.birth_date.slice(0, 8) + day;
  },
  gender_mistaken: (facts) => {
    facts.sex = facts.sex === "F" ? "M" : "F";
  },
  race_another: (facts, chance, { profile }) => {
    facts.race_ethnicity = chance.pick(profile.races).code;
  },
};

const letters = "abcdefghijklmnopqrstuvwxyz";

/** One letter wrong, two exchanged, one left out or one too many; the first letter stays. */
const mistype = (text: string, chance: Chance): string => {
  if (text.length < 3) return text;
  const at = 1 + chance.below(text.length - 2);
  const other = letters[chance.below(letters.length)];
  const [before, letter, after] = [text.slice(0, at), text[at], text.slice(at + 1)];
  const kinds = [before + other + after, before + after[0] + letter + after.slice(1), before + after];
  return chance.pick([...kinds, before + other + letter + after]);
};

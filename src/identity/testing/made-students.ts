// Made-up students of a state, family by family, as one registry would come to know them. Nobody in it exists. Seeded.
import { closeName, type Drawn, firstName, lastName, townName } from "./made-names.ts";
import { chances } from "./made-people.ts";

export type MadeStudent = {
  student: number;
  family: number;
  /** Born together with the student before or after. */
  twin: boolean;
  first: string;
  middle: string;
  last: string;
  suffix: string;
  /** YYYY-MM-DD. */
  dob: string;
  sex: string;
  race: string;
  town: string;
  guardian: string;
  ssn: string;
  district: number;
  /** The district's own number of the student; a reused one was another child's before. */
  local: string;
};

export const madeDistricts = 500;
const firstYear = 2004;
const years = 16;
const towns = 400;
/** Of all births, so many are of twins, and so many twins are given names that are close. */
const twinBirths = 0.017;
const closeTwins = 0.12;
/** So many families give all their children one middle name, often the mother's last name. */
const sharedMiddle = 0.05;
/** A clerk gives a new student a number that another student of the district had. */
const reusedLocals = 0.02;

const two = (number: number): string => String(number).padStart(2, "0");
const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const birthDate = (chance: Drawn, from = firstYear): string => {
  const month = Math.floor(chance() * 12);
  return `${from + Math.floor(chance() * years)}-${two(month + 1)}-${two(1 + Math.floor(chance() * daysOf[month]!))}`;
};

/** Shares of the categories of race and ethnicity; a family's children have mostly one. */
const races: readonly [string, number][] = [
  ["5", 0.62],
  ["4", 0.12],
  ["3", 0.14],
  ["2", 0.05],
  ["6", 0.055],
  ["1", 0.01],
  ["7", 0.005],
];
export const raceOf = (chance: Drawn): string => {
  let rest = chance();
  for (const [race, share] of races) {
    rest -= share;
    if (rest < 0) return race;
  }
  return "5";
};

/** A district's next local number, or one that somebody had. */
const localNumbers = (chance: Drawn): ((district: number) => string) => {
  const given = new Uint32Array(madeDistricts + 1);
  return (district) => {
    const reused = given[district]! > 0 && chance() < reusedLocals;
    const number = reused ? 1 + Math.floor(chance() * given[district]!) : ++given[district]!;
    return String(10_000 + number);
  };
};

/** Without end. The first students are the same for the same seed, however many are taken. */
export function* madeStudents(seed: number): Generator<MadeStudent> {
  const chance = chances(seed);
  const townNames = Array.from({ length: towns }, () => townName(chance));
  const localOf = localNumbers(chance);
  let student = 0;
  for (let family = 0; ; family++) {
    const last = lastName(chance);
    const race = raceOf(chance);
    const town = townNames[Math.floor(towns * chance() ** 2)]!;
    const father = firstName("M", chance);
    const guardian = `${chance() < 0.7 ? firstName("F", chance) : father} ${chance() < 0.8 ? last : lastName(chance)}`;
    const district = 1 + Math.floor(madeDistricts * chance() ** 2);
    const children = 1 + Math.floor(chance() * 2.2 + chance() * 1.1);
    const middle = chance() < sharedMiddle ? lastName(chance) : undefined;
    const given = new Set<string>();
    const named = (sex: string): string => {
      for (let name = firstName(sex, chance); ; name = firstName(sex, chance)) if (!given.has(name)) return name;
    };
    let before: MadeStudent | undefined;
    const child = (twin: MadeStudent | undefined): MadeStudent => {
      const sex = twin ? (chance() < 0.66 ? twin.sex : twin.sex === "F" ? "M" : "F") : chance() < 0.49 ? "F" : "M";
      const close = twin && twin.sex === sex && chance() < closeTwins ? closeName(twin.first, sex, chance) : undefined;
      // A father and his son: one name, told apart by the suffix.
      const junior = !twin && before === undefined && sex === "M" && chance() < 0.03;
      const first = junior && !given.has(father) ? father : close && !given.has(close) ? close : named(sex);
      given.add(first);
      return {
        student: student++,
        family,
        twin: twin !== undefined,
        first,
        middle: middle ?? (chance() < 0.85 ? firstName(sex, chance) : ""),
        last,
        suffix: junior ? (chance() < 0.8 ? "Jr" : "III") : "",
        dob: twin?.dob ?? birthDate(chance),
        sex,
        race: chance() < 0.97 ? race : raceOf(chance),
        town: chance() < 0.75 || twin ? (before?.town ?? town) : townNames[Math.floor(towns * chance() ** 2)]!,
        guardian,
        ssn: chance() < 0.6 ? String(100_000_000 + Math.floor(chance() * 899_999_999)) : "",
        district,
        local: localOf(district),
      };
    };
    for (let born = 0; born < children; born++) {
      before = child(undefined);
      // The first of two twins is told so before anybody sees it.
      const isTwin = chance() < twinBirths;
      if (isTwin) before.twin = true;
      const one = before;
      yield one;
      if (isTwin) yield child(one);
      // The father went to school here as well, some thirty years before.
      if (one.suffix === "Jr" && chance() < 0.5)
        yield {
          ...child(undefined),
          first: one.first,
          sex: "M",
          suffix: "Sr",
          dob: birthDate(chance, firstYear - 28),
          guardian: "",
        };
    }
  }
}

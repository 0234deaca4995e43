// The @words of a profile's planting table: wrong values computed from the record, its school and the directory.
import type { Directory, School } from "../directory/index.ts";
import { checkDigit } from "../identity/index.ts";
import { type Day, dayOf, writeDay } from "./days.ts";
import type { DemoProfile } from "./demo-profile.ts";
import type { SynthRecord } from "./model.ts";
import type { Chance } from "./random.ts";

export type PlantingPlace = {
  profile: DemoProfile;
  directory: Directory;
  schools: Map<number, School>;
  chance: Chance;
};

/** What stands for a column that is left out of the line altogether. */
export const dropped = "\u0000";

/** Computes the value for a word, or undefined where this record does not lend itself to the error. */
export type ValueOf = (word: string, current: string) => string | undefined;

/** Words of one record agree with each other: `@other-town` is a town of `@other-district`. */
export const plantedValues = (record: SynthRecord, place: PlantingPlace): ValueOf => {
  const { directory, chance, schools, profile } = place;
  const year = directory.year;
  const school = schools.get(record.school);
  let otherDistrict: Directory["districts"][number] | undefined;
  let otherSchool: School | undefined;
  const findDistrict = () => {
    otherDistrict ??= draw(
      directory.districts,
      chance,
      ({ number, towns }) => number !== record.district && towns.length > 0,
    );
    return otherDistrict;
  };
  const findSchool = () => {
    const fits = (each: School) =>
      each.district > 0 && each.district !== record.district && each.grades.includes(record.grade);
    otherSchool ??= draw(directory.schools, chance, fits);
    return otherSchool;
  };
  const words: Record<string, (current: string) => string | undefined> = {
    dropped: () => dropped,
    shortened: (current) => current.slice(0, -1),
    padded: (current) => current.padStart(4, "0"),
    "one-digit-wrong": (current) => current.slice(0, -1) + ((Number(current.at(-1)) + 1 + chance.below(9)) % 10),
    "unknown-number": () => drawNumber(chance),
    "next-day": () => writeDay(record.person.birth + 1),
    "first-of-july": () => writeDay(dayOf(`${year - 1}-07-01`)),
    "ten-years-older": () => writeDay(record.person.birth - 3653),
    "unknown-district": () => unusedNumber(directory).toString(),
    "other-district": () => findDistrict()?.number.toString(),
    "other-town": () => findDistrict()?.towns[0]?.toString(),
    "other-school": () => findSchool()?.number.toString(),
    "other-school-district": () => findSchool()?.district.toString(),
    "other-sau": () => findSchool()?.sau.toString(),
    "grade-not-run": () => neighbourGrade(record, school, profile),
  };
  const shifted = (name: string, by: number): string | undefined => {
    if (name === "year") return String(year + by);
    if (name === "aged") return writeDay(dayOf(`${year - 1 + by}-06-15`));
    if (!school) return undefined;
    const from: Record<string, Day> = {
      entry: record.entry,
      opening: dayOf(school.opens),
      closing: dayOf(school.closes),
    };
    const day = from[name];
    if (day === undefined) throw new Error(`demo.yaml: @${name} is no word of a planted value`);
    // An exit before the entry must still lie in the time of school: otherwise it would be another error.
    if (name === "entry" && by < 0 && by > -30 && day + by < dayOf(school.opens)) return undefined;
    return writeDay(day + by);
  };
  return (word, current) => {
    const shift = /^(year|aged|entry|opening|closing)([+-]\d+)$/.exec(word);
    if (shift) return shifted(shift[1]!, Number(shift[2]));
    const value = words[word];
    if (!value) throw new Error(`demo.yaml: @${word} is no word of a planted value`);
    return value(current);
  };
};

const draw = <T>(list: T[], chance: Chance, fits: (each: T) => boolean): T | undefined => {
  const start = chance.below(list.length);
  for (let step = 0; step < list.length; step++) {
    const each = list[(start + step) % list.length]!;
    if (fits(each)) return each;
  }
  return undefined;
};

/** Right in form; so many numbers are free that it is nobody's. */
const drawNumber = (chance: Chance): string => {
  const digits = String(100_000_000 + chance.below(900_000_000));
  return digits + checkDigit(digits);
};

const unusedNumber = ({ districts }: Directory): number => {
  const used = new Set(districts.map((district) => district.number));
  for (let number = 899; number > 0; number--) if (!used.has(number)) return number;
  throw new Error("every district number is in use");
};

/** The code of a grade next to the record's own, among 1 to 8, that the school does not run. */
const neighbourGrade = (record: SynthRecord, school: School | undefined, profile: DemoProfile): string | undefined => {
  const grade = Number(record.grade);
  for (const next of [grade + 1, grade - 1]) {
    const name = String(next) as SynthRecord["grade"];
    if (next >= 1 && next <= 8 && school && !school.grades.includes(name)) return profile.grades[name];
  }
  return undefined;
};

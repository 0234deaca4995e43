// The directory as row rules ask it: typed arrays indexed by number, built once per check. Pure, also for the browser.
import type { DirectoryContext } from "../types.ts";
import { UNKNOWN } from "./cells.ts";
import { dayCount, dayOfCount, weekdays } from "./days.ts";

export const schoolKinds = ["public", "academy", "charter", "interstate", "nonpublic", "out-of-state"];

const largestTable = 1_000_000;

/** Position in a list by number: an array for the numbers of everyday use, a map for larger ones. */
const index = (numbers: number[]): ((number: number) => number) => {
  const largest = numbers.reduce((most, number) => Math.max(most, number), 0);
  if (largest > largestTable) {
    const map = new Map(numbers.map((number, position) => [number, position]));
    return (number) => map.get(number) ?? -1;
  }
  const table = new Int32Array(largest + 1).fill(-1);
  for (const [position, number] of numbers.entries()) table[number] = position;
  return (number) => (number >= 0 && number <= largest ? table[number]! : -1);
};

const isoNumber = (iso: string | undefined): number => (iso ? Number(iso.replaceAll("-", "")) : UNKNOWN);

/**
 * Lookups for compiled rules. Values are UNKNOWN and answers -1 where the directory does not say.
 * `gradeCodes`: code of a grade in the files -> grades of the directory.
 */
export const directoryTables = (context: DirectoryContext, gradeCodes: Record<string, string[]>) => {
  const { schools } = context;
  const schoolAt = index(schools.map((school) => school.number));
  const districtAt = index(context.districts.map((district) => district.number));
  const sauAt = index(context.saus);
  const townAt = index(context.towns.map((town) => town.number));
  const district = Int32Array.from(schools, (school) => school.district);
  const sau = Int32Array.from(schools, (school) => school.sau);
  const kind = Int32Array.from(schools, (school) => schoolKinds.indexOf(school.kind));
  const opens = Int32Array.from(schools, (school) => isoNumber(school.opens));
  const closes = Int32Array.from(schools, (school) => isoNumber(school.closes));
  const halfDays = Int32Array.from(schools, (school) => school.halfDaysInSession ?? UNKNOWN);
  const start = (context.year - 1) * 10000 + 701;
  const end = context.year * 10000 + 630;
  const active = Uint8Array.from(schools, (school) => {
    const from = isoNumber(school.activeFrom);
    const to = isoNumber(school.activeTo);
    return from <= end && (to === UNKNOWN || to >= start) ? 1 : 0;
  });
  const grades = Int32Array.from(schools, (school) =>
    Object.entries(gradeCodes).reduce(
      (bits, [code, names]) => (names.some((name) => school.grades.includes(name)) ? bits | (1 << Number(code)) : bits),
      0,
    ),
  );
  const districtSau = Int32Array.from(context.districts, (entry) => entry.sau);
  const townKey = (town: number, owner: number) => town * 1_000_000 + owner;
  const towns = new Set(context.towns.map((town) => townKey(town.number, town.district)));
  for (const entry of context.districts) for (const town of entry.towns) towns.add(townKey(town, entry.number));

  const of = (table: Int32Array, school: number): number => {
    const position = schoolAt(school);
    return position < 0 ? UNKNOWN : table[position]!;
  };
  return {
    knownSchool: (school: number): number => (schoolAt(school) < 0 ? 0 : 1),
    knownDistrict: (number: number): number => (districtAt(number) < 0 ? 0 : 1),
    knownSau: (number: number): number => (sauAt(number) < 0 ? 0 : 1),
    schoolDistrict: (school: number): number => of(district, school),
    schoolSau: (school: number): number => of(sau, school),
    schoolKind: (school: number): number => of(kind, school),
    schoolOpens: (school: number): number => of(opens, school),
    schoolCloses: (school: number): number => of(closes, school),
    schoolActive: (school: number): number => {
      const position = schoolAt(school);
      return position < 0 ? 0 : active[position]!;
    },
    /** 1 yes, 0 no, -1 where the directory lists no grades of the school. */
    schoolHasGrade: (school: number, grade: number): number => {
      const position = schoolAt(school);
      if (position < 0 || grades[position] === 0) return -1;
      return grade >= 0 && grade < 32 && (grades[position]! >>> grade) & 1 ? 1 : 0;
    },
    districtSau: (number: number): number => {
      const position = districtAt(number);
      return position < 0 ? UNKNOWN : districtSau[position]!;
    },
    /** 1 yes, 0 no, -1 for a town that the directory does not list. */
    townInDistrict: (town: number, owner: number): number =>
      townAt(town) < 0 ? -1 : towns.has(townKey(town, owner)) ? 1 : 0,
    /** Half days of the school between two days, both included: two a weekday, and at most those of its whole year. */
    halfDaysInSession: (school: number, from: number, to: number): number => {
      const position = schoolAt(school);
      if (position < 0 || halfDays[position] === UNKNOWN) return UNKNOWN;
      const first = Math.max(from, opens[position]!);
      const last = closes[position] === UNKNOWN ? to : Math.min(to, closes[position]!);
      return Math.min(halfDays[position]!, 2 * weekdays(first, last));
    },
  };
};

/** `day` plus a number of days. */
export const laterDay = (day: number, days: number): number => dayOfCount(dayCount(day) + days);

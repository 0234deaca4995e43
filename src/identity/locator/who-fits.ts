// Whom a search shows: students whose names and birth date the person knew already, but for a slip. Pure; weighed by the
// registry's one scorer. Whoever is known less well is found by a request, which a person of the holding district decides.
import type { Cells } from "../registry/facts.ts";
import { type Candidate, type Face, judgePeople, mostFaces } from "../registry/judge-people.ts";

/** `encoded`: between encodings a slip in a date cannot be told from a guess, so only the same date is known. */
type FitOptions = Parameters<typeof judgePeople>[2] & { encoded: boolean };

/** At least as probable the student as not. */
const leastProbability = 0.5;
/** A small registry makes any likeness probable, for hardly anybody else is there: it is weighed like a state's. */
const leastPeople = 200_000;
/** More that fit say that too little was known. */
export const mostShown = 5;

/** A student, and the record that fits best. */
export type Fitting = { person: number; record: number };

/** The likeliest first; undefined when too many fit. `asked` and the faces as they are kept. */
export const whoFits = (asked: Cells, faces: readonly Face[], options: FitOptions): Fitting[] | undefined => {
  if (faces.length >= mostFaces) return undefined;
  const people = Math.max(options.people, leastPeople);
  const { candidates } = judgePeople(asked, faces, { ...options, people });
  const fitting = new Map<number, number>();
  for (const candidate of candidates) {
    const { cells } = faces.find(({ record }) => record === candidate.record)!;
    if (options.encoded && asked.dob !== cells.dob) continue;
    if (candidate.probability >= leastProbability && isKnown(candidate) && !isCutShort(asked.last, cells.last))
      fitting.set(candidate.person, candidate.record);
  }
  for (const { person, record, cells } of faces)
    if (sameNamesAndBirth(asked, cells) && !fitting.has(person)) fitting.set(person, record);
  if (fitting.size > mostShown) return undefined;
  return [...fitting].map(([person, record]) => ({ person, record }));
};

const sameNamesAndBirth = (one: Cells, other: Cells): boolean =>
  one.first === other.first && one.last === other.last && one.dob === other.dob;

const unknown: Record<string, readonly string[]> = {
  // A guess at a date is no slip, however rare the names are.
  dob: ["different", "a part agrees", "near", "two slips"],
  first: ["different", "alike"],
  last: ["different", "alike"],
};

/** Each of the three facts agrees, or is so near that who typed it must have known it. */
const isKnown = ({ evidence }: Candidate): boolean =>
  evidence.fields.every(({ field, level }) => !unknown[field]?.includes(level));

/** A last name of which only the beginning is given, more than a letter short, is a guess; one word of a compound name is a name. */
const isCutShort = (asked: string, kept: string): boolean =>
  kept.startsWith(asked) && kept.length - asked.length > 1 && kept[asked.length] !== " ";

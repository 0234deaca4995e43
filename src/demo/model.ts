// The made-up state as data: persons (the ground truth), their records in a district's file, and the planted errors. Types only.
import type { Grade } from "../directory/index.ts";
import type { Day } from "./days.ts";

export type Person = {
  /** Who it is, in the ground truth: people are counted as they are made. */
  key: number;
  /** The state's number of the person in the district's file: made up, or from the district's book of dealt numbers. */
  student: string;
  first: string;
  middle: string;
  last: string;
  gender: "F" | "M" | "X";
  birth: Day;
  race: string;
  townOfBirth: string;
  guardian: string;
  homeless: string;
  military: string;
  family: number;
  twin: boolean;
  /** Years ahead of (negative) or behind (positive) the usual age of the grade. */
  delay: number;
};

/** One row of a district's file, before it is written. Days are 0 where blank. */
export type SynthRecord = {
  person: Person;
  sau: number;
  district: number;
  school: number;
  status: string;
  town: number;
  payingDistrict: number;
  grade: Grade;
  entry: Day;
  entryCode: string;
  exit: Day;
  exitCode: string;
  present: number;
  absent: number;
  outcome: string;
  diploma: string;
  plans: string;
  /** True for the one record that puts the person into the published count. */
  counted: boolean;
  /** True for a further record of a person who is counted in another district. */
  away: boolean;
  /** True where an error planted elsewhere needs this record as it is. */
  reserved: boolean;
  /** The district that has the pupil now, where this district forgets the exit in its first upload; else 0. */
  unclosedTo: number;
  /** The district that still claims this pupil in its first upload; else 0. */
  claimedBy: number;
};

export type PlantedError = {
  /** Record number in the first upload, from 1; 0 for the file as a whole. */
  row: number;
  /** Empty for what is no error (a form of the file) or has no rule of the dictionary. */
  rule: string;
  element: string;
  kind: string;
  value: string;
};

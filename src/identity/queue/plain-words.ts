// The scorer's words in sentences that a person in an office can decide by. No value of anybody.

import type { MatchKey } from "../registry/match-keys.ts";
import type { Guard } from "../score/decide.ts";

/** Why a candidate is never matched without a person. */
export const guardWords: Record<Guard, string> = {
  "born together": "Born on the same day with another first name: twins, perhaps.",
  "conflicting ssn": "The Social Security numbers differ: two people, or one of them mistyped.",
  "another birth date": "The birth dates differ in more than one slip of the keyboard.",
  "another generation": "The suffixes differ (Jr., Sr., III): a parent or another relative, perhaps.",
};

/** By what the pair was found, before any comparison. */
export const ruleWords: Record<MatchKey, string> = {
  by_ssn: "the same Social Security number",
  by_local: "the same local identifier in the same district",
  by_birth_first_sound: "the same birth date and a first name that sounds alike",
  by_birth_last_sound: "the same birth date and a last name that sounds alike",
  by_birth_guardian: "the same birth date and parent or guardian",
  by_names_year: "the same names and year of birth",
  by_names_month_day: "the same names, month and day of birth",
  by_sounds_year_month: "names that sound alike, the same year and month of birth",
  by_names_guardian: "the same names and parent or guardian",
};

const whys: [begins: string, words: string][] = [
  ["the probability is under", "No student fits surely enough to be matched without a person."],
  ["two strong candidates", "Two students fit about equally well."],
  ["a person decides", "Something stands against it that only a person can judge."],
  ["too many records", "Too many records are alike to compare them all."],
  ["one candidate is sure", "A student fits surely who was not known yet when this was asked."],
];

/** Why the matcher left it to a person. */
export const whyWords = (reason: string): string => whys.find(([begins]) => reason.startsWith(begins))?.[1] ?? reason;

/** As a share that never claims to be certain. */
export const percent = (probability: number): string => {
  if (probability >= 0.9999) return "over 99.99%";
  const digits = probability >= 0.99 ? 2 : probability >= 0.1 ? 0 : 1;
  return `${(probability * 100).toFixed(digits)}%`;
};

/** Evidence for one student above 0, against below. */
export const signedBits = (bits: number): string => `${bits < 0 ? "−" : "+"}${Math.abs(bits).toFixed(1)}`;

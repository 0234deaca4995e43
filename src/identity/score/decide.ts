// What may be decided without a person. A match needs a high probability and a clear lead, and none of the guards:
// the errors they stop (twins made one, two children under one number) are the ones that cannot be undone quietly.

import type { RecordTable } from "../batch/record-table.ts";
import { levelNames, topLevel } from "../compare/levels.ts";
import { missing } from "./comparer.ts";

/** Bits and levels of one candidate for a request. */
export type Judgement = {
  candidate: number;
  bits: number;
  probability: number;
  guards: Guard[];
};

/** Why a candidate is never a match by itself. */
export type Guard = "born together" | "another birth date" | "conflicting ssn" | "another generation";

export type Decision = {
  answer: "match" | "near" | "new";
  /** Best first; those worth showing to a person. */
  candidates: Judgement[];
  /** Why it is not a match, or what made it one. */
  reason: string;
};

const automatic = { probability: 0.999, leadBits: 10 } as const;
/** Below it a candidate is not worth a person's time. */
const worthShowing = 0.02;
/** A first name at most this alike is another child's. */
const anotherName = 1;
/** Of a birth date: one slip, or day and month exchanged. What differs more is another child's, though names agree. */
const oneSlip = levelNames.date.indexOf("one slip");

/**
 * `levels` of a pair by field of the table, and whether its names changed places. `bothListed`: both first names are names that
 * many people have, so that neither is likely to be a slip for the other.
 */
export const guardsOf = (
  { fields }: Pick<RecordTable, "fields">,
  levels: ArrayLike<number>,
  swapped: boolean,
  bothListed: () => boolean = () => false,
): Guard[] => {
  const level = (role: string): number => {
    const at = fields.findIndex((field) => field.role === role);
    return at < 0 ? missing : levels[at]!;
  };
  const guards: Guard[] = [];
  const first = level("first");
  // The number of the child itself agrees: more than names and dates can say.
  const numbered = level("ssn") === topLevel("code") || level("local") === topLevel("choice");
  if (level("dob") < oneSlip && !numbered) guards.push("another birth date");
  const born = level("dob") === topLevel("date") && !swapped;
  if (born && (first <= anotherName || maybeTwin(first, level, numbered, bothListed))) guards.push("born together");
  if (level("ssn") === 0) guards.push("conflicting ssn");
  return guards;
};

/**
 * Twins are given names such as Anna and Hanna, Jayden and Kayden, Jack and John, and now and then one middle name. A close name
 * is the child's own when nothing of its own disagrees, and when it can hardly be another name: a slip of the keyboard, or the
 * Social Security or local number says so.
 */
const maybeTwin = (
  first: number,
  level: (role: string) => number,
  numbered: boolean,
  bothListed: () => boolean,
): boolean => {
  if (first === topLevel("name") || first === missing) return false;
  if (level("middle") === 0 || level("sex") === 0) return true;
  return !numbered && bothListed();
};

/** The answer for one request, from all its candidates in any order. */
export const decide = (judgements: readonly Judgement[]): Decision => {
  const candidates = judgements
    .filter(({ probability }) => probability >= worthShowing)
    .sort((a, b) => b.probability - a.probability || b.bits - a.bits || a.candidate - b.candidate);
  const best = candidates[0];
  if (!best) return { answer: "new", candidates, reason: "no candidate is probable" };
  const near = (reason: string): Decision => ({ answer: "near", candidates, reason });
  if (best.guards.length > 0) return near(`a person decides: ${best.guards.join(", ")}`);
  if (best.probability < automatic.probability) return near(`the probability is under ${automatic.probability}`);
  const second = judgements.reduce(
    (most, each) => (each === best ? most : Math.max(most, each.bits)),
    Number.NEGATIVE_INFINITY,
  );
  if (best.bits - second < automatic.leadBits)
    return near(`two strong candidates: the lead is under ${automatic.leadBits} bits`);
  return { answer: "match", candidates, reason: "one candidate is sure and far ahead of any other" };
};

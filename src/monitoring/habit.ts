// Whether somebody looked at unusually many students in a day: against the own habit and the role's. Pure.
// Median and median deviation are not moved by the very days that shall be found, as mean and variance would be.
import type { MonitoringSettings } from "./settings.ts";

type Rule = MonitoringSettings["unusual"];

/** The usual number of students on a day with readings, how far half of the days stray from it, and what is still usual. */
export type Habit = { days: number; median: number; deviation: number; limit: number };

export const medianOf = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Of a normal spread, the median deviation times this is the standard deviation. */
const toStandard = 1.4826;

/** `counts`: different students of each day with readings. Undefined where there are too few days to know. */
export const habitOf = (counts: readonly number[], rule: Rule): Habit | undefined => {
  if (counts.length < rule.known_after) return undefined;
  const median = medianOf(counts);
  const deviation = medianOf(counts.map((count) => Math.abs(count - median)));
  // Somebody who reads the same number every day has no spread at all: a tenth more, or one more, is not yet strange.
  const spread = Math.max(toStandard * deviation, median / 10, 1);
  return { days: counts.length, median, deviation, limit: Math.max(rule.least, median + rule.times * spread) };
};

export type Judgement = {
  /** Above the own habit, above the role's alone, or above what is usual where no habit is known. */
  level: "own" | "role" | "unknown";
  why: string;
};

const round = (value: number): string => String(Math.round(value * 10) / 10);
const described = (whose: string, { median, deviation, limit, days }: Habit): string =>
  `usual for ${whose} is ${round(median)} (half of ${days} days within ${round(deviation)} of it), unusual is more than ${round(limit)}`;

/** Undefined: nothing unusual. */
export const judgeVolume = (
  students: number,
  { own, role }: { own: Habit | undefined; role: Habit | undefined },
  rule: Rule,
): Judgement | undefined => {
  if (own && students > own.limit)
    return { level: "own", why: `${students} students; ${described("this person", own)}.` };
  if (role && students > role.limit) {
    const habit = own
      ? `more than others of the role, though not more than the person's own habit: ${described("this person", own)}; `
      : "this person has no habit yet; ";
    return { level: "role", why: `${students} students; ${habit}${described("the role", role)}.` };
  }
  if (!own && !role && students > rule.unknown)
    return {
      level: "unknown",
      why: `${students} students; no habit is known of this person or role, unusual is then more than ${rule.unknown}.`,
    };
  return undefined;
};

// Days of school in one district from the opening to the day of the file. Pure.
import { type Day, dayOf, isWeekday } from "./days.ts";
import type { DemoProfile } from "./demo-profile.ts";
import type { Chance } from "./random.ts";

export class SchoolDays {
  readonly opening: Day;
  readonly closing: Day;
  readonly count: Day;
  readonly file: Day;
  /** Days of school from the opening up to and including each day. */
  private readonly upTo: number[] = [];

  constructor(profile: DemoProfile, year: number, opens: string, closes: string) {
    this.opening = dayOf(opens);
    this.closing = dayOf(closes);
    this.count = dayOf(`${year - 1}-${profile.count_day}`);
    this.file = dayOf(`${year - 1}-${profile.file_day}`);
    const off = new Set(profile.holidays.map((day) => dayOf(`${year - 1}-${day}`)));
    if (profile.first_monday_of_september_off) off.add(firstMonday(year - 1));
    let days = 0;
    for (let day = this.opening; day <= this.file; day++) {
      if (isWeekday(day) && !off.has(day)) days++;
      this.upTo.push(days);
    }
  }

  /** Days of school from `entry` to `last`, both included. */
  between(entry: Day, last: Day): number {
    if (last < entry || last < this.opening) return 0;
    const at = (day: Day): number => (day < this.opening ? 0 : this.upTo[Math.min(day, this.file) - this.opening]!);
    return at(last) - at(entry - 1);
  }

  /** A weekday between two days, both included; the last one where there is none. */
  weekday(from: Day, to: Day, chance: Chance): Day {
    for (let attempt = 0; attempt < 8; attempt++) {
      const day = from + chance.below(Math.max(1, to - from + 1));
      if (isWeekday(day)) return day;
    }
    return to;
  }
}

/** The next weekday after `day`. */
export const nextWeekday = (day: Day): Day => {
  let next = day + 1;
  while (!isWeekday(next)) next++;
  return next;
};

const firstMonday = (calendarYear: number): Day => {
  let day = dayOf(`${calendarYear}-09-01`);
  while ((day + 4) % 7 !== 1) day++;
  return day;
};

// Time is injected: no other file of the product asks the machine what day it is. A day is the jurisdiction's, not the machine's.

export type Clock = {
  now(): Date;
  /** IANA name of the jurisdiction's zone, from the profile; where none is said, `defaultTimeZone`. */
  readonly timeZone?: string | undefined;
};

export const defaultTimeZone = "America/New_York";

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, for tests and for computing figures again as of a date (ISO date or date-time, UTC). */
export const fixedClock = (iso: string, timeZone?: string): Clock => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) throw new RangeError(`not an ISO date: ${iso}`);
  return { now: () => new Date(at), timeZone };
};

/** The same time, read in the zone given, unless the clock has its own. */
export const inTimeZone = (clock: Clock, timeZone: string): Clock => ({
  now: () => clock.now(),
  timeZone: clock.timeZone ?? timeZone,
});

const days = new Map<string, Intl.DateTimeFormat>();

/** The day of the clock as YYYY-MM-DD. Every request asks, and a format is dear to make: one is kept for each zone. */
export const dayOf = (clock: Clock): string => {
  const timeZone = clock.timeZone ?? defaultTimeZone;
  let format = days.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    days.set(timeZone, format);
  }
  return format.format(clock.now());
};

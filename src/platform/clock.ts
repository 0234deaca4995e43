// Time is injected: no other file of the product asks the machine what day it is.

export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, for tests and for computing figures again as of a date (ISO date or date-time, UTC). */
export const fixedClock = (iso: string): Clock => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) throw new RangeError(`not an ISO date: ${iso}`);
  return { now: () => new Date(at) };
};

/** The day of the clock as YYYY-MM-DD in the given time zone (the jurisdiction's, not the machine's). */
export const dayOf = (clock: Clock, timeZone = "America/New_York"): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(clock.now());

// Arithmetic on days written as the number yyyymmdd. Pure; used by compiled rules, so also in the browser.

/** Days since 1970-01-01, in whole numbers only: years are counted from March, so that leap days come last. */
export const dayCount = (day: number): number => {
  const date = day % 100;
  const month = ((day / 100) | 0) % 100;
  const year = ((day / 10000) | 0) - (month < 3 ? 1 : 0);
  const sinceMarch = month < 3 ? month + 9 : month - 3;
  const leaps = ((year / 4) | 0) - ((year / 100) | 0) + ((year / 400) | 0);
  return 365 * year + leaps + (((153 * sinceMarch + 2) / 5) | 0) + date - 719_469;
};

/** The inverse of `dayCount`. */
export const dayOfCount = (count: number): number => {
  const date = new Date(count * 86_400_000);
  return date.getUTCFullYear() * 10000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
};

/** Completed years of age. One born on 29 February is a year older on 1 March of a common year. */
export const ageOn = (born: number, day: number): number => Math.floor((day - born) / 10000);

/** Monday-to-Friday days from `from` to `to`, both included; 0 when `to` is earlier. */
export const weekdays = (from: number, to: number): number => {
  const first = dayCount(from);
  const last = dayCount(to);
  return last < first ? 0 : weekdaysBefore(last + 1) - weekdaysBefore(first);
};

// 1970-01-01 was a Thursday: day count -3 is a Monday.
const weekdaysBefore = (count: number): number => {
  const sinceMonday = count + 3;
  const weeks = Math.floor(sinceMonday / 7);
  return weeks * 5 + Math.min(sinceMonday - weeks * 7, 5);
};

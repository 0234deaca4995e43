// Days as the validator counts them: the number yyyymmdd, which orders like the date. And a collection's own days.
import { type SchoolYear, schoolYearEnd, schoolYearStart } from "../platform/index.ts";
import type { Collection } from "./types.ts";

/** 20250930 for "2025-09-30". */
export const dayNumber = (iso: string): number => Number(iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10));

/** The ISO date of "starting 10-01" (calendar year in which the school year starts) or "ending 06-30". */
const schoolDay = (text: string, year: SchoolYear): string => {
  const [side, day] = text.split(" ");
  return `${side === "starting" ? year - 1 : year}-${day}`;
};

/** The days that rules of the collection may name, as ISO dates. */
export const namedDays = (collection: Collection, year: SchoolYear): Record<string, string> => {
  const days: Record<string, string> = {
    year_start: schoolYearStart(year),
    year_end: schoolYearEnd(year),
    window_date: schoolDay(collection.windowDate, year),
  };
  if (collection.countDate) days.count_date = schoolDay(collection.countDate, year);
  for (const [name, day] of Object.entries(collection.dates)) days[name] = schoolDay(day, year);
  return days;
};

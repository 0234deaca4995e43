// Days that a profile gives as "starting 10-01" or "ending 06-30": of the calendar year in which a school year starts or ends.
import { type Clock, dayOf, type SchoolYear } from "../platform/index.ts";
import type { CollectionWindow } from "./model.ts";

export const yearDay = (text: string, year: SchoolYear): string => {
  const [half, monthDay] = text.split(" ");
  return `${half === "starting" ? year - 1 : year}-${monthDay}`;
};

/** Whole days from the first ISO day to the second; negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

type Declared = { id: string; window: { opens: string; closes: string } };

/** The profile's dates are shown but refuse nothing; dates that the state set are kept to. */
export const windowOf = (
  collection: Declared,
  year: SchoolYear,
  set: { opens: string; closes: string } | undefined,
  clock: Clock,
): CollectionWindow => {
  if (!set) {
    const { opens, closes } = collection.window;
    return {
      collection: collection.id,
      year,
      opens: yearDay(opens, year),
      closes: yearDay(closes, year),
      open: true,
      set: false,
    };
  }
  const today = dayOf(clock);
  return { collection: collection.id, year, ...set, open: set.opens <= today && today <= set.closes, set: true };
};

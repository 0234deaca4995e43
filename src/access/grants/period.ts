// The days of a grant: from the day of signing to the end that its kind has. Pure; days are ISO days of the jurisdiction.
import { Problem, type SchoolYear, schoolYearEnd, schoolYearOf, schoolYearStart } from "../../platform/index.ts";
import type { GrantKind } from "./kinds.ts";

export type Period = { validFrom: string; validTo: string };

/** Days before the end of a grant from which its renewal is asked for. */
export const renewalDays = 60;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** 1 July to 30 June, or from `day` where the year has begun. Throws `grant-days` for a year that is over. */
export const yearPeriod = (year: SchoolYear, day: string): Period => {
  const [first, validTo] = [schoolYearStart(year), schoolYearEnd(year)];
  if (validTo < day) throw new Problem("grant-days", { detail: `The school year ended on ${validTo}.` });
  return { validFrom: first > day ? first : day, validTo };
};

/** Years that can be signed for: this one, and the next when it is near. */
export const yearsToSign = (day: string): SchoolYear[] => {
  const year = schoolYearOf(day);
  return addDays(day, renewalDays) > schoolYearEnd(year) ? [year, year + 1] : [year];
};

/** From `from` (default: today) as long as the kind lasts; a giver may name an earlier last day, or must name one. */
export const periodOf = (
  kind: GrantKind,
  day: string,
  given: { from?: string | undefined; to?: string | undefined },
): Period => {
  const validFrom = given.from ?? day;
  const longest = longestFrom(kind, validFrom);
  const validTo = given.to ?? longest;
  if (validTo === undefined) throw new Problem("grant-days", { detail: `${kind.title} needs a last day.` });
  if (longest !== undefined && validTo > longest)
    throw new Problem("grant-days", { detail: `${kind.title} from ${validFrom} lasts to ${longest} at most.` });
  if (validTo < validFrom) throw new Problem("grant-days", { detail: "The last day lies before the first." });
  return { validFrom, validTo };
};

const longestFrom = ({ lasts }: GrantKind, from: string): string | undefined => {
  if (lasts === "school-year") return schoolYearEnd(schoolYearOf(from));
  return lasts === "until" ? undefined : addDays(from, lasts.days);
};

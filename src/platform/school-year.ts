// A school year is named by the calendar year in which it ends: 2026 is 2025-26, 1 July 2025 to 30 June 2026.

export type SchoolYear = number;

export const schoolYearLabel = (year: SchoolYear): string => `${year - 1}-${String(year % 100).padStart(2, "0")}`;
export const schoolYearStart = (year: SchoolYear): string => `${year - 1}-07-01`;
export const schoolYearEnd = (year: SchoolYear): string => `${year}-06-30`;

/** The school year that an ISO day falls in. */
export const schoolYearOf = (day: string): SchoolYear => {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= "07-01" ? year + 1 : year;
};

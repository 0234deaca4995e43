// Days as whole numbers since 1970, which add, subtract and compare; their written forms are kept, since files repeat them.
const dayMillis = 86_400_000;

/** A day as the number of days since 1 January 1970; 0 stands for no day. */
export type Day = number;

export const dayOf = (iso: string): Day => Date.parse(iso) / dayMillis;
export const isoOf = (day: Day): string => new Date(day * dayMillis).toISOString().slice(0, 10);
export const isWeekday = (day: Day): boolean => {
  const weekday = (day + 4) % 7;
  return weekday !== 0 && weekday !== 6;
};

const written = new Map<Day, string>();

/** MM/DD/YYYY, and nothing for no day. */
export const writeDay = (day: Day): string => {
  if (day === 0) return "";
  let text = written.get(day);
  if (text === undefined) {
    const [year, month, date] = isoOf(day).split("-");
    text = `${month}/${date}/${year}`;
    written.set(day, text);
  }
  return text;
};

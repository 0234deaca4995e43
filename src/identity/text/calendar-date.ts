// Birth dates as eight digits, year first. An impossible date is kept as written: a typing error is still evidence.

type Part = "year" | "month" | "day";
export type DateFormat = { text: string; pattern: RegExp; order: Part[] };

const token = /%[Ymd]|yyyy|mm?|dd?/gi;
const partOf = (word: string): Part => {
  const letter = word.replace("%", "")[0]!.toLowerCase();
  return letter === "y" ? "year" : letter === "m" ? "month" : "day";
};

/** Reads `YYYY-MM-DD`, `M/D/YYYY`, `%Y%m%d` ...; undefined unless it names year, month and day once each. */
export const findDateFormat = (text: string): DateFormat | undefined => {
  const order: Part[] = [];
  const closed = !/[^a-z%]/i.test(text);
  const pattern = text.replace(/[^a-z%]+|%[Ymd]|yyyy|mm?|dd?|./gi, (word) => {
    if (/^[^a-z%]+$/i.test(word)) return "[^0-9]+";
    if (!word.match(token)) return "\u0000";
    order.push(partOf(word));
    return partOf(word) === "year" ? "(\\d{4})" : closed ? "(\\d{2})" : "(\\d{1,2})";
  });
  if (pattern.includes("\u0000") || [...order].sort().join() !== "day,month,year") return undefined;
  return { text, pattern: new RegExp(`^\\D*${pattern}(?!\\d)`), order };
};

/** Eight digits, or blank when the text is not written in the format. */
export const foldDate = (text: string, format: DateFormat): string => {
  const found = format.pattern.exec(text.trim());
  if (!found) return "";
  const value = (part: Part): string => found[format.order.indexOf(part) + 1]!;
  return value("year") + value("month").padStart(2, "0") + value("day").padStart(2, "0");
};

const usual = ["YYYY-MM-DD", "YYYYMMDD", "MM/DD/YYYY", "DD/MM/YYYY"].map((text) => findDateFormat(text)!);
const possible = (date: string): boolean => {
  const month = Number(date.slice(4, 6));
  const day = Number(date.slice(6));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
};

/** The usual format that makes possible dates of the most examples; undefined when none fits a fifth of them. */
export const guessDateFormat = (examples: readonly string[]): DateFormat | undefined => {
  const fits = usual.map((format) => examples.filter((text) => possible(foldDate(text, format))).length);
  const best = Math.max(...fits);
  return best * 5 > examples.length ? usual[fits.indexOf(best)] : undefined;
};

// Facts as a person or a program writes them, to facts that can be asked with; or what is wrong with each.
import { z } from "zod";
import { findDateFormat, foldDate } from "../text/calendar-date.ts";
import { foldText } from "../text/fold.ts";
import { type FactError, factErrors, factTitles } from "./check-facts.ts";
import { type FactChoices, meantChoice } from "./fact-choices.ts";
import { type FactName, factNames, type StudentFacts, studentFacts } from "./facts.ts";
import { askedFacts, type RegistryProfile } from "./registry-profile.ts";

const written = ["YYYY-MM-DD", "MM/DD/YYYY"].map((format) => findDateFormat(format)!);

/** `3/7/2012` and `2012-03-07` as 2012-03-07; undefined for what is no day of the calendar. */
export const readDay = (text: string): string | undefined => {
  for (const format of written) {
    if (!/^\d+\D+\d+\D+\d+$/.test(text.trim())) continue;
    const digits = foldDate(text, format);
    const day = digits.replace(/^(....)(..)(..)$/, "$1-$2-$3");
    if (digits !== "" && z.iso.date().safeParse(day).success) return day;
  }
  return undefined;
};

export type ReadFacts = { facts: StudentFacts; errors: FactError[] };

/** Facts that the registry does not ask for are left out. `errors` in the order of a form. */
export const readFacts = (
  profile: RegistryProfile,
  choices: FactChoices,
  typed: Partial<Record<FactName, string>>,
  today: string,
): ReadFacts => {
  const raw = Object.fromEntries(factNames.map((name) => [name, ""])) as StudentFacts;
  const wrong = new Map<FactName, string>();
  for (const { fact } of askedFacts(profile)) {
    const text = (typed[fact] ?? "").trim();
    if (text === "") continue;
    const shape = studentFacts.shape[fact];
    const list = choices[fact];
    raw[fact] = fact === "birth_date" ? (readDay(text) ?? "") : list ? (meantChoice(list, text) ?? "") : text;
    if (raw[fact] === "")
      wrong.set(
        fact,
        list
          ? `${factTitles[fact]} must be one of ${list.map(({ value }) => value).join(", ")}.`
          : "Give the birth date as a day of the calendar: month, day and year, such as 3/7/2012.",
      );
    else if (!list && foldText(text) === "") wrong.set(fact, `${factTitles[fact]} has no letter and no digit.`);
    else if (!shape.safeParse(raw[fact]).success)
      wrong.set(
        fact,
        fact === "ssn" ? "Nine digits, or blank." : `${factTitles[fact]} is too long: at most 120 letters.`,
      );
  }
  // What was typed wrong is said before what follows from it.
  for (const { fact, message } of factErrors(profile, raw, today)) if (!wrong.has(fact)) wrong.set(fact, message);
  const errors = askedFacts(profile).flatMap(({ fact }) => {
    const message = wrong.get(fact);
    return message === undefined ? [] : [{ fact, message }];
  });
  return { facts: raw, errors };
};

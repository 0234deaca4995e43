// What a person must know of a student to find one: last name, first name and birth date, whole; further facts that the registry
// asks for make it surer. No beginnings, no parts of a date, no signs that stand for anything.
import { z } from "zod";
import { type FactError, factErrors, factTitles } from "../registry/check-facts.ts";
import { type FactName, type StudentFacts, studentFacts } from "../registry/facts.ts";
import { readDay } from "../registry/read-facts.ts";
import { alwaysRequired, askedFacts, type RegistryProfile } from "../registry/registry-profile.ts";
import { foldCode } from "../text/fold.ts";
import { foldName } from "../text/person-name.ts";

/** Facts that help to tell two students apart; the others of a request say nothing that a person at a desk would know. */
const further: readonly FactName[] = ["middle_name", "sex", "town_of_birth", "guardian_name"];

/** The facts of the form, in its order: what must be known, then what helps. */
export const findFacts = (profile: RegistryProfile): { fact: FactName; required: boolean }[] => [
  ...alwaysRequired.map((fact) => ({ fact, required: true })),
  ...askedFacts(profile).flatMap(({ fact }) => (further.includes(fact) ? [{ fact, required: false }] : [])),
];

const wildcard = /[*%?_]/;
const names: readonly FactName[] = ["last_name", "first_name", "middle_name", "guardian_name"];
const texts = z.record(z.string(), z.string().trim().max(120));

type Parsed = { facts: StudentFacts } | { errors: FactError[] };

/** Reads what was typed, with every error in the order of the form. `today` as YYYY-MM-DD. */
export const parseFindFacts = (profile: RegistryProfile, typed: unknown, today: string): Parsed => {
  const offered = findFacts(profile);
  const read = texts.safeParse(typed);
  if (!read.success) return { errors: [{ fact: "last_name", message: "Each fact is a text of at most 120 letters." }] };
  const given = read.data;
  const unknown = Object.keys(given).find((name) => !offered.some(({ fact }) => fact === name));
  if (unknown !== undefined)
    return { errors: [{ fact: "last_name", message: `Students are not found by ${unknown.slice(0, 40)}.` }] };
  const errors = offered.flatMap(({ fact, required }) => findError(fact, given[fact] ?? "", required));
  if (errors.length > 0) return { errors };
  const facts = studentFacts.parse({
    ...given,
    birth_date: readDay(given.birth_date ?? ""),
    sex: meantCode(profile.values.sex, given.sex ?? ""),
  });
  // The registry's own checks, of what this form has: it asks for fewer facts than a request.
  const optional = { ...profile, facts: Object.fromEntries(offered.map(({ fact }) => [fact, "optional" as const])) };
  const wrong = factErrors(optional, facts, today);
  return wrong.length > 0 ? { errors: wrong } : { facts };
};

/** The code that was meant, as `f` for F; others as they are. */
const meantCode = (codes: readonly string[] | undefined, typed: string): string =>
  codes?.find((code) => foldCode(code) === foldCode(typed)) ?? typed;

const findError = (fact: FactName, value: string, required: boolean): FactError[] => {
  const title = factTitles[fact];
  const named = names.includes(fact);
  if (value === "") return required ? [{ fact, message: `${title} is needed.` }] : [];
  if (fact === "birth_date" && readDay(value) === undefined)
    return [{ fact, message: `${title} is needed as a whole day of the calendar, such as 3/7/2012.` }];
  if (wildcard.test(value)) return [{ fact, message: `${title} must be whole: no sign stands for other letters.` }];
  if (named && required && foldName(value) === "")
    return [{ fact, message: `${title} must be a name: what is not known cannot be searched by.` }];
  return [];
};

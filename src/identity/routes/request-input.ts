// What a request says, from a form or as JSON, read the same way: a question that can be asked, or what is wrong field by field.
import type { Actor } from "../../access/index.ts";
import { dayOf } from "../../platform/index.ts";
import type { Question } from "../registry/ask.ts";
import { type FactName, factNames } from "../registry/facts.ts";
import { readFacts } from "../registry/read-facts.ts";
import type { IdentityRouteDeps } from "./route-deps.ts";

export type RequestField = FactName | "local_identifier" | "school";
export type Typed = Partial<Record<RequestField, string>>;
export type InputError = { field: RequestField; message: string };

export const requestFields: readonly RequestField[] = [...factNames, "local_identifier", "school"];

const longest = 60;

/** `district`: whose question it is. `errors` in the order of the form; with none, `question` can be asked. */
export const readRequest = async (
  { registry, clock, places }: IdentityRouteDeps,
  typed: Typed,
  district: number,
  key: string,
): Promise<{ question: Question; errors: InputError[] }> => {
  const { facts, errors } = readFacts(registry.profile, registry.choices(), typed, dayOf(clock));
  const wrong: InputError[] = errors.map(({ fact, message }) => ({ field: fact, message }));
  const localIdentifier = (typed.local_identifier ?? "").trim();
  if (localIdentifier === "") wrong.push({ field: "local_identifier", message: "The local identifier is needed." });
  if (localIdentifier.length > longest)
    wrong.push({ field: "local_identifier", message: `The local identifier has at most ${longest} characters.` });
  const number = (typed.school ?? "").trim();
  const school = number === "" ? undefined : Number(number);
  const { schools } = await places();
  if (school !== undefined && !schools.some((one) => one.number === school && one.district === district))
    wrong.push({ field: "school", message: "The school must be one of the district's." });
  return { question: { district, school, localIdentifier, facts, key }, errors: wrong };
};

/** Schools to choose from, by name. */
export const schoolsOf = async (
  { places }: Pick<IdentityRouteDeps, "places">,
  { district }: Pick<Actor, "district">,
): Promise<{ value: string; label: string }[]> =>
  (await places()).schools
    .filter((school) => school.district === district)
    .sort((a, b) => a.name.localeCompare(b.name, "en"))
    .map(({ number, name }) => ({ value: String(number), label: name }));

// Facts as people write them: dates two ways, codes as they are meant, and what is wrong said once for each fact.
import { expect, test } from "vitest";
import { loadDictionary } from "../../dictionary/index.ts";
import { resolveProfile } from "../../platform/index.ts";
import { factErrors } from "./check-facts.ts";
import { factChoices } from "./fact-choices.ts";
import { readDay, readFacts } from "./read-facts.ts";
import { loadRegistryProfile } from "./registry-profile.ts";

const dir = resolveProfile("new-hampshire");
const profile = loadRegistryProfile(dir)!;
const today = "2025-10-06";
const choices = factChoices(profile, loadDictionary(dir), today);
const known = { last_name: "Roy", first_name: "Ann", birth_date: "3/7/2012", sex: "f", race_ethnicity: "05" };
const read = (changes: object = {}) =>
  readFacts(profile, choices, { ...known, town_of_birth: "Keene", ...changes }, today);

test.each([
  ["3/7/2012", "2012-03-07"],
  ["03/07/2012", "2012-03-07"],
  [" 2012-03-07 ", "2012-03-07"],
  ["3-7-2012", "2012-03-07"],
  ["2/30/2012", undefined],
  ["13/1/2012", undefined],
  ["3/7/12", undefined],
  ["3/7/2012 or so", undefined],
  ["March 7, 2012", undefined],
])("%s is %s", (text, day) => {
  expect(readDay(text)).toBe(day);
});

test("codes have the dictionary's words, those of today, and are read as they are meant", () => {
  expect(choices.sex).toContainEqual({ value: "F", label: "F: Female" });
  expect(choices.race_ethnicity).toContainEqual({ value: "5", label: "5: White" });
  expect(
    choices.race_ethnicity!.some(({ value }) => value === "9"),
    "a retired code",
  ).toBe(false);
  expect(choices.last_name).toBeUndefined();
  expect(read()).toMatchObject({ errors: [], facts: { birth_date: "2012-03-07", sex: "F", race_ethnicity: "5" } });
});

test("every fact that is wrong is named once, in the order of the form", () => {
  const { errors } = read({
    last_name: " ",
    first_name: "--",
    birth_date: "soon",
    sex: "Q",
    town_of_birth: "x".repeat(121),
  });
  expect(errors.map(({ fact }) => fact)).toEqual(["last_name", "first_name", "birth_date", "sex", "town_of_birth"]);
  expect(errors[0]!.message).toBe("Last name is needed.");
  expect(errors[2]!.message).toContain("such as 3/7/2012");
  expect(errors[3]!.message).toBe("Gender must be one of F, M, X.");
});

test("a birth date in the future, or of a hundred years ago, is no child's", () => {
  expect(read({ birth_date: "10/7/2025" }).errors).toMatchObject([{ fact: "birth_date" }]);
  expect(read({ birth_date: "10/7/1924" }).errors).toMatchObject([{ fact: "birth_date" }]);
});

test("a blank birth date is needed, and not too old as well", () => {
  const facts = { ...read().facts, birth_date: "" };
  expect(factErrors(profile, facts, today)).toEqual([{ fact: "birth_date", message: "Birth date is needed." }]);
});

test("what the state does not ask for goes no further", () => {
  expect(read({ guardian_name: "Pat Roy", ssn: "123456789" }).facts).toMatchObject({ guardian_name: "", ssn: "" });
});

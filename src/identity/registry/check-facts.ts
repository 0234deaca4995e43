// Whether facts are what this registry asks for: the needed ones filled, codes among the known ones, a birth date of a child.
import type { FactName, StudentFacts } from "./facts.ts";
import { askedFacts, type RegistryProfile } from "./registry-profile.ts";

export type FactError = { fact: FactName; message: string };

/** Students are at most so old; adults who finish school are among them. */
const oldest = 100;

/** What is wrong with the facts, in the order of the form; none: they may be asked with. `today` as YYYY-MM-DD. */
export const factErrors = (profile: RegistryProfile, facts: StudentFacts, today: string): FactError[] => {
  const errors: FactError[] = [];
  for (const { fact, required } of askedFacts(profile)) {
    const value = facts[fact];
    const values = profile.values[fact];
    if (value === "") {
      if (required) errors.push({ fact, message: `${factTitles[fact]} is needed.` });
    } else if (values && !values.includes(value))
      errors.push({ fact, message: `${factTitles[fact]} must be one of ${values.join(", ")}.` });
  }
  if (facts.birth_date === "") return errors;
  if (facts.birth_date > today) errors.push({ fact: "birth_date", message: "The birth date lies in the future." });
  else if (Number(facts.birth_date.slice(0, 4)) < Number(today.slice(0, 4)) - oldest)
    errors.push({ fact: "birth_date", message: `The birth date lies more than ${oldest} years back.` });
  return errors;
};

/** How facts are called on screens and in findings. */
export const factTitles: Record<FactName, string> = {
  last_name: "Last name",
  first_name: "First name",
  middle_name: "Middle name",
  name_suffix: "Suffix",
  birth_date: "Birth date",
  sex: "Gender",
  race_ethnicity: "Race and ethnicity",
  town_of_birth: "Town of birth",
  guardian_name: "Parent or guardian",
  ssn: "Social Security number",
};

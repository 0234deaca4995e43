// What a text of a file means for one fact, or what is wrong with it: as a form reads the same fact.

import { factErrors } from "../registry/check-facts.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import { type FactName, factNames, type StudentFacts } from "../registry/facts.ts";
import { readDay, readFacts } from "../registry/read-facts.ts";
import { askedFacts, type RegistryProfile } from "../registry/registry-profile.ts";
import { foldText } from "../text/fold.ts";

const longest = 120;
const none = Object.fromEntries(factNames.map((name) => [name, ""])) as StudentFacts;

export const factReader = (
  { profile, choices, today }: { profile: RegistryProfile; choices: FactChoices; today: string },
  fact: FactName,
): ((text: string) => { value: string; wrong?: string | undefined }) => {
  const asked = askedFacts(profile).some((one) => one.fact === fact);
  return (text) => {
    if (!asked) return { value: "" };
    const wrong = (facts: StudentFacts) => factErrors(profile, facts, today).find((one) => one.fact === fact)?.message;
    // Most texts are names: these need no closer look.
    if (!choices[fact] && fact !== "birth_date" && fact !== "ssn" && text.length <= longest && foldText(text) !== "")
      return { value: text, wrong: profile.values[fact] && wrong({ ...none, [fact]: text }) };
    if (fact === "birth_date" && text !== "") {
      const day = readDay(text);
      const message = `"${text}" is no day of the calendar; write ${profile.request_file.date_format}.`;
      return day === undefined
        ? { value: "", wrong: message }
        : { value: day, wrong: wrong({ ...none, birth_date: day }) };
    }
    const { facts, errors } = readFacts(profile, choices, { [fact]: text }, today);
    return { value: facts[fact], wrong: errors.find((one) => one.fact === fact)?.message };
  };
};

// Codes that a request may use for a fact, with the words that the dictionary has for them.
import type { Dictionary } from "../../dictionary/index.ts";
import { foldCode } from "../text/fold.ts";
import type { FactName } from "./facts.ts";
import { askedFacts, type RegistryProfile } from "./registry-profile.ts";

type Choice = { value: string; label: string };
/** Facts without an entry are free text. */
export type FactChoices = Partial<Record<FactName, Choice[]>>;

/** As of `day` (YYYY-MM-DD). A fact's code set is that of the column which a request file has for it. */
export const factChoices = (
  profile: RegistryProfile,
  { elements, codeSets }: Pick<Dictionary, "elements" | "codeSets">,
  day: string,
): FactChoices => {
  const choices: FactChoices = {};
  for (const { fact } of askedFacts(profile)) {
    const column = profile.request_file.facts[fact];
    const set = elements.find(({ name, codeSet }) => name === column && codeSet && codeSets.has(codeSet))?.codeSet;
    const codes = (set === undefined ? [] : codeSets.get(set)!).filter(
      ({ validFrom, validTo }) => (validFrom ?? day) <= day && day <= (validTo ?? day),
    );
    const values = profile.values[fact] ?? codes.map(({ code }) => code);
    if (values.length > 0)
      choices[fact] = values.map((value) => ({
        value,
        label: [value, codes.find(({ code }) => code === value)?.label].filter(Boolean).join(": "),
      }));
  }
  return choices;
};

/** The code that was meant: `f` for F, `05` for 5. Undefined where there is none. */
export const meantChoice = (choices: readonly Choice[], typed: string): string | undefined => {
  const plain = (code: string): string => foldCode(code).replace(/^0+(?=\d)/, "");
  return choices.find(({ value }) => plain(value) === plain(typed))?.value;
};

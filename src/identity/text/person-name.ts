// A person's name as it is compared: folded, without titles of generation, of hyphens and words made one way.
import { foldText } from "./fold.ts";

/** How generations are written, and the one way in which they are compared. */
const generations: Record<string, string> = {
  ...{ jr: "2", jnr: "2", junior: "2", ii: "2", "2nd": "2" },
  ...{ sr: "1", snr: "1", senior: "1" },
  ...{ iii: "3", "3rd": "3", iv: "4", "4th": "4" },
};

/** What registrars write where a name is not known. */
const nothing = new Set(["unknown", "unk", "none", "nmn", "n a", "na", "null", "not given", "no name", "test"]);

const lastWord = (text: string): string => text.slice(text.lastIndexOf(" ") + 1);

/** Compound names become words with one space between; a trailing Jr or III is left out; "unknown" is blank. */
export const foldName = (text: string): string => {
  let name = foldText(text);
  for (let at = name.lastIndexOf(" "); at > 0; at = name.lastIndexOf(" ")) {
    if (!Object.hasOwn(generations, name.slice(at + 1))) break;
    name = name.slice(0, at);
  }
  return nothing.has(name) ? "" : name;
};

/** The generation that a suffix, or the end of a name, speaks of: "2" for Jr and II; "" for none. */
export const suffixOf = (text: string): string => {
  const word = lastWord(foldText(text));
  return Object.hasOwn(generations, word) ? generations[word]! : "";
};

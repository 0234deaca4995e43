// A person's name as it is compared: folded, without titles of generation, of hyphens and words made one way.
import { foldText } from "./fold.ts";

const suffixes = new Set(["jr", "sr", "jnr", "snr", "junior", "senior", "ii", "iii", "iv", "2nd", "3rd", "4th"]);

/** What registrars write where a name is not known. */
const nothing = new Set(["unknown", "unk", "none", "nmn", "n a", "na", "null", "not given", "no name", "test"]);

/** Compound names become words with one space between; a trailing Jr or III is left out; "unknown" is blank. */
export const foldName = (text: string): string => {
  let name = foldText(text);
  for (let at = name.lastIndexOf(" "); at > 0; at = name.lastIndexOf(" ")) {
    if (!suffixes.has(name.slice(at + 1))) break;
    name = name.slice(0, at);
  }
  return nothing.has(name) ? "" : name;
};

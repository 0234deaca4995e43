// American Soundex (National Archives): names that sound alike share a key to look them up by.

const groups: Record<string, string> = {};
for (const [letters, digit] of [
  ["bfpv", "1"],
  ["cgjkqsxz", "2"],
  ["dt", "3"],
  ["l", "4"],
  ["mn", "5"],
  ["r", "6"],
] as const)
  for (const letter of letters) groups[letter] = digit;

/** Letter and three digits of a folded name's Latin letters; blank when it has none. */
export const soundex = (name: string): string => {
  const letters = name.replace(/[^a-z]/g, "");
  if (letters === "") return "";
  let key = letters[0]!;
  let last = groups[key];
  for (let at = 1; at < letters.length && key.length < 4; at++) {
    const letter = letters[at]!;
    const digit = groups[letter];
    if (digit !== undefined && digit !== last) key += digit;
    if (letter !== "h" && letter !== "w") last = digit;
  }
  return key.padEnd(4, "0");
};

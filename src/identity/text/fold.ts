// Text as it is compared: without case, accents, apostrophes and punctuation. Says nothing about names or dates.

/** Letters that Unicode does not take apart into a base and a mark. */
const spelled: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  ŋ: "n",
};
const plain = /^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/;

/** Lower case (again after signs such as ㎀ are taken apart), no marks, apostrophes gone, everything else that is no letter or digit one space. */
export const foldText = (text: string): string => {
  const lower = text.toLowerCase();
  if (plain.test(lower)) return lower;
  return lower
    .replaceAll("´", "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[ßæœøđðþłıŋ]/g, (letter) => spelled[letter]!)
    .replace(/['’‘ʻʼ`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
};

/** A code such as a postcode or a number: letters and digits only, whatever stands between them. */
export const foldCode = (text: string): string => foldText(text).replaceAll(" ", "");

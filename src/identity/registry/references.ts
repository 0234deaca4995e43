// What people say to each other of a student whose number they do not know or may not say: ten letters and digits that mean nothing.
import { randomInt } from "node:crypto";

/** Crockford's letters: none that is mistaken for another. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const drawReference = (): string =>
  Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join("");

/** A reference as typed, or a number: without blanks and hyphens, letters as they are kept. */
export const readHandle = (text: string): { number?: string; reference?: string } => {
  const plain = text.replace(/[\s-]/g, "").toUpperCase();
  if (/^[1-9]\d{9}$/.test(plain)) return { number: plain, reference: plain };
  const reference = plain.replaceAll("O", "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(reference) ? { reference } : {};
};

// The student identifier as a number: nine random digits that mean nothing, then a Verhoeff check digit. Pure; who holds
// which number is the registry's business.
import { randomInt } from "node:crypto";

// Verhoeff (1969): the multiplication of the dihedral group D5, its inverses, and a permutation that depends on position.
const product = [
  "0123456789",
  "1234067895",
  "2340178956",
  "3401289567",
  "4012395678",
  "5987604321",
  "6598710432",
  "7659821043",
  "8765932104",
  "9876543210",
].map((row) => [...row].map(Number));
const inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9];
const permutation = [
  "0123456789",
  "1576283094",
  "5803796142",
  "8916043527",
  "9453126870",
  "4286573901",
  "2793806415",
  "7046913258",
].map((row) => [...row].map(Number));

/** Folds digits from the right; `from` is the position of the rightmost one. */
const fold = (digits: string, from: number): number => {
  let state = 0;
  for (let at = digits.length - 1, position = from; at >= 0; at--, position++)
    state = product[state]![permutation[position % 8]![digits.charCodeAt(at) - 48]!]!;
  return state;
};

/** The digit that makes `digits` plus it valid. */
export const checkDigit = (digits: string): string => String(inverse[fold(digits, 1)]);

/** Whether the text is a number of ours: ten digits, the first 1-9, the last one right. */
export const isStudentNumber = (text: string): boolean => /^[1-9]\d{9}$/.test(text) && fold(text, 0) === 0;

/** A fresh number. `below(n)` draws from 0 to n - 1; the default is the system's secure source. */
export const drawStudentNumber = (below: (size: number) => number = randomInt): string => {
  const digits = String(100_000_000 + below(900_000_000));
  return digits + checkDigit(digits);
};

// Laws of the number: every single wrong digit and every swap of neighbours is noticed; numbers carry no order.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDigit, drawStudentNumber, isStudentNumber } from "./student-number.ts";

const numbers = fc.integer({ min: 0, max: 899_999_999 }).map((drawn) => drawStudentNumber(() => drawn));

test("published example: 236 has the check digit 3", () => {
  expect(checkDigit("236")).toBe("3");
});

test("a drawn number is valid, ten digits, and never starts with 0", () => {
  fc.assert(fc.property(numbers, (number) => isStudentNumber(number) && /^[1-9]\d{9}$/.test(number)));
  for (let times = 0; times < 1000; times++) expect(isStudentNumber(drawStudentNumber())).toBe(true);
});

test("every single wrong digit is noticed", () => {
  fc.assert(
    fc.property(numbers, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      const wrong = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
      return !isStudentNumber(wrong);
    }),
    { numRuns: 2000 },
  );
});

test("every swap of two different neighbours is noticed", () => {
  fc.assert(
    fc.property(numbers, fc.nat(8), (number, at) => {
      const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
      return swapped === number || !isStudentNumber(swapped);
    }),
    { numRuns: 2000 },
  );
});

test.each(["", "123", "0123456789", "12345678901", "123456789x", " 1234567890"])("%j is no number of ours", (text) => {
  expect(isStudentNumber(text)).toBe(false);
});

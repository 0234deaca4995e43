// Cells from bytes against plain JavaScript, at the edges and at random.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimal, integer, isoDay, longer, monthDayYear, UNKNOWN, utf8Fault } from "./cells.ts";
import { ageOn, dayCount, dayOfCount, weekdays } from "./days.ts";

const on = <T>(
  text: string,
  read: (bytes: Uint8Array, start: number, end: number, longest: number) => T,
  longest = 99,
) => {
  const bytes = Buffer.from(`##${text}##`);
  return read(bytes, 2, bytes.length - 2, longest);
};

const realDay = fc.date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
const numberOf = (date: Date) => date.getUTCFullYear() * 10000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();

describe("whole numbers", () => {
  it.each([
    ["0", 0],
    ["007", 7],
    ["-3", -3],
    ["999999999", 999999999],
    ["-999999999", -999999999],
  ])("reads %s", (text, value) => {
    expect(on(text, integer)).toBe(value);
  });
  it.each(["", "-", "1.0", "1e3", "+1", " 1", "1 ", "1234567890", "--1", "١"])("does not read %j", (text) => {
    expect(on(text, integer)).toBe(UNKNOWN);
  });
  it("reads nothing longer than its column", () => {
    expect(on("123", integer, 2)).toBe(UNKNOWN);
  });
});

describe("days", () => {
  it("reads every real day, with and without leading zeros", () => {
    fc.assert(
      fc.property(realDay, (date) => {
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const two = (part: number) => String(part).padStart(2, "0");
        for (const text of [
          `${month}/${day}/${year}`,
          `${two(month)}/${two(day)}/${year}`,
          `${month}/${two(day)}/${year}`,
        ])
          expect(on(text, monthDayYear)).toBe(numberOf(date));
        expect(on(date.toISOString().slice(0, 10), isoDay)).toBe(numberOf(date));
      }),
    );
  });
  it.each([
    "",
    "2/29/2023",
    "2/29/1900",
    "4/31/2025",
    "0/1/2025",
    "13/1/2025",
    "1/0/2025",
    "1/1/25",
    "1/1/1899",
    "2025-01-01",
    "1-1-2025",
    "1/1/20255",
    "001/1/2025",
    "1//2025",
    "/1/2025",
    "1/1/2025/",
  ])("does not read %j", (text) => {
    expect(on(text, monthDayYear)).toBe(UNKNOWN);
  });
  it("reads 29 February where there is one", () => {
    expect([on("2/29/2024", monthDayYear), on("2/29/2000", monthDayYear)]).toEqual([20240229, 20000229]);
  });
  it("counts days as the calendar does, and back", () => {
    fc.assert(
      fc.property(realDay, fc.integer({ min: -4000, max: 4000 }), (date, more) => {
        const count = dayCount(numberOf(date));
        expect(count).toBe(Math.floor(date.getTime() / 86_400_000));
        expect(dayOfCount(count)).toBe(numberOf(date));
        expect(dayCount(dayOfCount(count + more))).toBe(count + more);
      }),
    );
  });
  it("counts weekdays one by one", () => {
    fc.assert(
      fc.property(realDay, fc.integer({ min: -3, max: 40 }), (date, length) => {
        const first = dayCount(numberOf(date));
        const days = Array.from({ length: Math.max(0, length + 1) }, (_, at) =>
          new Date((first + at) * 86_400_000).getUTCDay(),
        );
        expect(weekdays(numberOf(date), dayOfCount(first + length))).toBe(
          days.filter((day) => day > 0 && day < 6).length,
        );
      }),
    );
  });
  it.each([
    [20100228, 20260227, 15],
    [20100228, 20260228, 16],
    [20080229, 20260228, 17],
    [20080229, 20260301, 18],
  ])("gives the age of one born %i on %i", (born, day, age) => {
    expect(ageOn(born, day)).toBe(age);
  });
});

describe("decimals and text", () => {
  it.each([
    ["2.5", 2.5],
    ["-0.5", -0.5],
    [".5", 0.5],
    ["5.", 5],
    ["10", 10],
  ])("reads %s", (text, value) => {
    expect(on(text, decimal)).toBe(value);
  });
  it.each(["", "-", ".", "1.2.3", "1e3", "x", "1-2"])("does not read %j", (text) => {
    expect(on(text, decimal)).toBeNaN();
  });
  it("counts characters, not bytes", () => {
    expect([on("éé世", longer, 3), on("éé世", longer, 2), on("abc", longer, 3)]).toEqual([false, true, false]);
  });
  it("takes for UTF-8 what a decoder takes", () => {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const nearText = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.string({ unit: "binary", maxLength: 5 }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(nearText, nearText, (one, two) => {
        const bytes = Buffer.concat([one, two]);
        const decodes = () => {
          try {
            decoder.decode(bytes);
            return true;
          } catch {
            return false;
          }
        };
        expect(utf8Fault(bytes, 0, bytes.length) === -1).toBe(decodes());
      }),
      { numRuns: 2000 },
    );
  });
});

// What is unusual, and when is out of hours: by hand, at the edges.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { habitOf, judgeVolume, medianOf } from "./habit.ts";
import { localHourOf, outOfHours } from "./hours.ts";
import { loadMonitoringSettings } from "./settings.ts";

const settings = loadMonitoringSettings("/nowhere");
const rule = settings.unusual;

describe("the habit", () => {
  test("is the median of the days, with the median deviation as its spread", () => {
    // Median 27; deviations 2, 3, 0, 1, 73: their median 2.
    const habit = habitOf([25, 24, 27, 28, 100], rule);
    expect(habit).toMatchObject({ days: 5, median: 27, deviation: 2 });
    expect(habit?.limit).toBeCloseTo(27 + 6 * 1.4826 * 2, 6);
  });

  test("one enormous day does not make the next one usual", () => {
    const habit = habitOf([20, 21, 22, 20, 21, 5000], rule);
    expect(habit!.limit).toBeLessThan(50);
  });

  test("is not known from four days", () => {
    expect(habitOf([25, 24, 27, 28], rule)).toBeUndefined();
    expect(habitOf([], rule)).toBeUndefined();
  });

  test("somebody who reads the same every day may read a little more, and few students are never unusual", () => {
    expect(habitOf([50, 50, 50, 50, 50], rule)?.limit).toBe(50 + 6 * 5);
    expect(habitOf([1, 1, 1, 1, 1], rule)?.limit).toBe(20);
  });

  test("medians ignore the order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (numbers) => {
        expect(medianOf([...numbers].reverse())).toBe(medianOf(numbers));
        const below = numbers.filter((number) => number < medianOf(numbers)).length;
        expect(below).toBeLessThanOrEqual(numbers.length / 2);
      }),
    );
  });
});

describe("a day's volume", () => {
  const own = habitOf([50, 50, 50, 50, 50], rule); // limit 80
  const role = habitOf([10, 10, 10, 10, 10], rule); // limit 20
  test.each([
    [80, { own, role: undefined }, undefined],
    [81, { own, role: undefined }, "own"],
    [81, { own, role }, "own"],
    [60, { own, role }, "role"],
    [20, { own: undefined, role }, undefined],
    [21, { own: undefined, role }, "role"],
    [100, { own: undefined, role: undefined }, undefined],
    [101, { own: undefined, role: undefined }, "unknown"],
  ])("of %i students", (students, habits, level) => {
    expect(judgeVolume(students, habits, rule)?.level).toBe(level);
  });

  test("says why in words", () => {
    expect(judgeVolume(81, { own, role }, rule)?.why).toBe(
      "81 students; usual for this person is 50 (half of 5 days within 0 of it), unusual is more than 80.",
    );
  });
});

describe("hours", () => {
  const local = localHourOf("America/New_York");
  const holiday = { ...settings, holidays: ["2025-11-27"] };
  test.each([
    ["2025-10-06T09:59:00Z", "before 6 a.m."], // Monday 5:59
    ["2025-10-06T10:00:00Z", undefined],
    ["2025-10-06T23:59:00Z", undefined],
    ["2025-10-07T00:00:00Z", "after 8 p.m."],
    ["2025-10-04T15:00:00Z", "saturday"],
    ["2025-11-27T15:00:00Z", "holiday"],
    // The clocks go back on 2 November 2025: at 10:30 UTC it is 6:30 before and 5:30 after.
    ["2025-10-31T10:30:00Z", undefined],
    ["2025-11-03T10:30:00Z", "before 6 a.m."],
  ])("%s: %s", (at, why) => {
    expect(outOfHours(local(new Date(at)), holiday)).toBe(why);
  });
});

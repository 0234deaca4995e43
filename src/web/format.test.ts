// Dates, numbers and sizes as a reader in the United States expects them.
import { expect, test } from "vitest";
import { formatBytes, formatCount, formatDate, formatDateTime, formatNumber } from "./format.ts";

test("an ISO day is not moved by any time zone", () => {
  expect(formatDate("2025-10-01")).toBe("10/01/2025");
  expect(formatDate("2025-12-31T23:59:59Z")).toBe("12/31/2025");
});

test("a moment is told in the time of the jurisdiction, summer and winter", () => {
  expect(formatDate(new Date("2025-10-01T03:59:00Z"))).toBe("09/30/2025");
  expect(formatDateTime(new Date("2025-07-04T16:05:00Z"))).toBe("07/04/2025, 12:05 PM");
  expect(formatDateTime(new Date("2025-12-04T17:05:00Z"))).toBe("12/04/2025, 12:05 PM");
});

test("numbers have separators, and words agree with them", () => {
  expect(formatNumber(160322)).toBe("160,322");
  expect(formatCount(1, "record")).toBe("1 record");
  expect(formatCount(0, "record")).toBe("0 records");
  expect(formatCount(2000, "batch", "batches")).toBe("2,000 batches");
});

test("sizes are told in the unit that fits", () => {
  expect([999, 1000, 1949, 999_949, 1e6, 203_000_000].map(formatBytes)).toEqual([
    "999 bytes",
    "1 kB",
    "1.9 kB",
    "999.9 kB",
    "1 MB",
    "203 MB",
  ]);
});

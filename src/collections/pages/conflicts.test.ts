// For the state, the findings of both sides of a conflict are one line that names both districts.
import { expect, test } from "vitest";
import type { Counterpart, Finding } from "../model.ts";
import { bothSides } from "./conflicts.tsx";
import { stepsOf } from "./words.tsx";

const district = (number: number): Counterpart => ({
  district: number,
  districtName: `District ${number}`,
  contact: { name: "N", email: "n@example.org", phone: "1" },
});
const finding = (subject: string, ...counterparts: Counterpart[]): Finding => ({
  ...{ id: subject, ruleId: "R", scope: "state", severity: "error", state: "open", column: 0, element: "", value: "" },
  ...{ message: "", remedy: "", subject, counterparts },
});

test("two findings of one student become one conflict, in the order they came", () => {
  const merged = bothSides([finding("7", district(1)), finding("8", district(3)), finding("7", district(2))]);
  expect(merged.map(({ subject, counterparts }) => [subject, counterparts.map((one) => one.district)])).toEqual([
    ["7", [1, 2]],
    ["8", [3]],
  ]);
});

test("the steps carry the exact label of a status, and a status with errors stands where its clean one would", () => {
  const words = (...args: Parameters<typeof stepsOf>) =>
    stepsOf(...args).map(({ label, state }) => `${label}: ${state}`);
  expect(words("Not Submitted")).toEqual([
    "Uploaded: todo",
    "Batch Verified: todo",
    "District Verified: todo",
    "Certified: todo",
  ]);
  expect(words("District Verified with Errors")).toEqual([
    "Uploaded: complete",
    "Batch Verified: complete",
    "District Verified with Errors: current",
    "Certified: todo",
  ]);
  expect(words("Certified").every((word) => word.endsWith(": complete"))).toBe(true);
});

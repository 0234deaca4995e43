// The next step in words: one as one, and no upload asked for when the window is over.
import { expect, it } from "vitest";
import { nextStep } from "./next-step.ts";
import { noFindings } from "./open-counts.ts";

const now = { open: true, over: false };
const found = (error: number) => ({ ...noFindings(), error });

it("counts one as one", () => {
  expect(nextStep("Batch Verified with Errors", found(1), 0, now)).toContain("1 open finding,");
  expect(nextStep("Batch Verified with Errors", found(2), 0, now)).toContain("2 open findings,");
  expect(nextStep("Batch Verified", found(0), 1, now)).toBe("Upload the records of 1 missing school.");
  expect(nextStep("District Verified with Errors", found(0), 3, now)).toContain("3 missing schools,");
});

it("does not ask for a first file when the window is over, and says whether a late one is taken", () => {
  expect(nextStep("Not Submitted", found(0), 2, now)).toBe("Check and upload the first file.");
  expect(nextStep("Not Submitted", found(0), 2, { open: true, over: true })).toContain("A late file is still taken.");
  expect(nextStep("Not Submitted", found(0), 2, { open: false, over: true })).toContain("Ask the state");
});

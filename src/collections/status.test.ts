// Laws of the status function, over every combination of facts that fast-check can think of.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUSES } from "./model.ts";
import { type BatchFacts, batchesVerified, batchStatus, type SubmissionFacts, submissionStatus } from "./status.ts";

const batch = fc.record<BatchFacts>({
  replaced: fc.boolean(),
  batchStepRan: fc.boolean(),
  blocking: fc.integer({ min: 0, max: 3 }),
});
const submission = fc.record<SubmissionFacts>({
  certified: fc.boolean(),
  districtStepRan: fc.boolean(),
  districtBlocking: fc.integer({ min: 0, max: 3 }),
  batches: fc.array(batch, { maxLength: 4 }),
});
const rank = (status: string) => STATUSES.indexOf(status as (typeof STATUSES)[number]);
const clean: BatchFacts = { replaced: false, batchStepRan: true, blocking: 0 };

describe("the status of a submission", () => {
  it("is never shown as verified while an error of a batch is open", () => {
    fc.assert(
      fc.property(submission, (facts) => {
        const open = facts.batches.some((b) => !b.replaced && (b.blocking > 0 || !b.batchStepRan));
        if (!open || facts.certified) return;
        expect(rank(submissionStatus(facts))).toBeLessThanOrEqual(rank("Batch Verified with Errors"));
      }),
    );
  });

  it("is District Verified only when the district step ran, found nothing and every batch is verified", () => {
    fc.assert(
      fc.property(submission, (facts) => {
        if (submissionStatus(facts) !== "District Verified") return;
        expect(facts.districtStepRan && facts.districtBlocking === 0 && batchesVerified(facts.batches)).toBe(true);
      }),
    );
  });

  it("does not look at replaced batches", () => {
    fc.assert(
      fc.property(submission, batch, (facts, extra) => {
        const more = { ...facts, batches: [...facts.batches, { ...extra, replaced: true }] };
        expect(submissionStatus(more)).toBe(submissionStatus(facts));
      }),
    );
  });

  it("never gets better by another finding", () => {
    fc.assert(
      fc.property(submission, fc.nat(), (facts, at) => {
        const worse = facts.batches.map((b, i) =>
          i === at % facts.batches.length ? { ...b, blocking: b.blocking + 1 } : b,
        );
        expect(rank(submissionStatus({ ...facts, batches: worse }))).toBeLessThanOrEqual(rank(submissionStatus(facts)));
        const worseDistrict = { ...facts, districtBlocking: facts.districtBlocking + 1 };
        expect(rank(submissionStatus(worseDistrict))).toBeLessThanOrEqual(rank(submissionStatus(facts)));
      }),
    );
  });

  it("stands where its last batch stands", () => {
    fc.assert(
      fc.property(submission, (facts) => {
        const current = facts.batches.filter((b) => !b.replaced).map((b) => rank(batchStatus(b, facts)));
        const expected = current.length === 0 ? "Not Submitted" : STATUSES[Math.min(...current)];
        expect(submissionStatus(facts)).toBe(expected);
      }),
    );
  });

  it("walks the road of the policy in order", () => {
    const at = (facts: Partial<SubmissionFacts>) =>
      submissionStatus({ certified: false, districtStepRan: false, districtBlocking: 0, batches: [clean], ...facts });
    expect([
      at({ batches: [] }),
      at({ batches: [{ ...clean, batchStepRan: false }] }),
      at({ batches: [{ ...clean, blocking: 1 }] }),
      at({}),
      at({ districtStepRan: true, districtBlocking: 1 }),
      at({ districtStepRan: true }),
      at({ districtStepRan: true, certified: true }),
    ]).toEqual(["Not Submitted", ...STATUSES.slice(0, 6)]);
  });
});

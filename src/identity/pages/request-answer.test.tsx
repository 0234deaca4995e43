// What the answer to a request says: of a student who became known by it, of one who was known, of a number that is owed.
import { expect, test } from "vitest";
import type { Answer } from "../registry/answer.ts";
import { type AnswerProps, answerTitle, RequestAnswer } from "./request-answer.tsx";

const answer: Answer = {
  ...{ request: "6c1f0000-0000-4000-8000-000000000000", askedAt: new Date("2025-10-06T14:00:00Z"), outcome: "near" },
  ...{ waiting: false, number: "4102937567", localIdentifier: "A-1", reference: "KTV8F9X2WD", holder: undefined },
  ...{ askedBefore: undefined, owed: false, fetchedAt: undefined, founding: true, probability: 0.5 },
  ...{ reason: "the probability is under the threshold", model: "m", likeliest: undefined, runnerUp: undefined },
};
const page = (changes: Partial<Answer>, more: Partial<AnswerProps> = {}): string => {
  const props: AnswerProps = {
    ...{ answer: { ...answer, ...changes }, identifier: "SASID", custody: "linked", localIdentifier: "A-1" },
    ...{ district: 17, student: "Roy, Ann", mayDecide: true, direct: false, csrf: "c", fetchKey: "k", ...more },
  };
  return `${answerTitle(props.answer, "SASID")} ${String(<RequestAnswer {...props} />)}`;
};

test("a near match decided new is new, one decided the same is known", () => {
  expect(page({})).toContain("New SASID");
  expect(page({})).toContain("SASID, new");
  expect(page({})).toContain("has this number from now on, for life");
  expect(page({ founding: false })).toContain("SASID found");
  expect(page({ founding: false })).toContain("SASID, known");
  expect(page({ founding: false })).not.toContain(", new");
});

test("a number that is owed is fetched here by who may, whatever was answered first", () => {
  for (const outcome of ["near", "match"] as const) {
    const owed = { outcome, number: undefined, owed: true, founding: true };
    expect(page(owed, { custody: "split" })).toContain(`action="/identifiers/requests/${answer.request}/number"`);
    const other = page(owed, { custody: "split", fetchKey: undefined });
    expect(other).not.toContain("<form");
    expect(other).toContain("in the district that asked fetches it");
    const fetched = page({ ...owed, owed: false, fetchedAt: new Date("2025-10-20T16:00:00Z") }, { custody: "split" });
    expect(fetched).toContain("The SASID was fetched on 10/20/2025");
    expect(fetched).not.toContain("<form");
  }
});

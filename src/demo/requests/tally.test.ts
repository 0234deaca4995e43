// The tally is what tells wrong answers from right ones: each kind of answer is counted as what it is.
import { expect, test } from "vitest";
import { Tally } from "./tally.ts";

const asked = (person: number, outcome: "match" | "near" | "new", reference?: string) => ({
  ...{ year: 2024, district: 11, local: String(person), slips: "", person, outcome, reference },
});

test("answers of a year are judged by who the children are, whoever asked first", () => {
  const tally = new Tally();
  const rows = tally.judge([asked(1, "match", "A"), asked(1, "new", "A"), asked(2, "match", "A"), asked(3, "near")]);
  expect(rows.map(({ verdict }) => verdict)).toEqual(["matched rightly", "new rightly", "wrongly matched", "queued"]);
  expect(tally.truth()).toMatchObject({
    requests: 4,
    children: 1,
    numbers: 1,
    wronglyMatched: 1,
    queued: 1,
    waiting: 1,
  });
});

test("a second number for a child is a miss, in the same year and in a later one", () => {
  const tally = new Tally();
  expect(tally.judge([asked(1, "new", "A"), asked(1, "new", "B")]).map(({ verdict }) => verdict)).toEqual([
    "new rightly",
    "missed",
  ]);
  tally.judge([asked(1, "new", "C"), asked(1, "match", "B")]);
  expect(tally.truth()).toMatchObject({ children: 1, numbers: 3, again: 3, missed: 2, matchedRightly: 1 });
});

test("what a person decides as new is known from then on", () => {
  const tally = new Tally();
  const [near] = tally.judge([asked(1, "near")]);
  tally.decide(near!, "new", "A");
  expect(tally.referenceOf(1)).toBe("A");
  const [again] = tally.judge([asked(1, "match", "A")]);
  expect(again).toMatchObject({ verdict: "matched rightly", known: true });
  expect(tally.truth()).toMatchObject({ decidedNew: 1, waiting: 0, queuedShare: 50 });
});

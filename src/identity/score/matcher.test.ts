// One request: what is a match, what a person must see, what is new; the same answer in any order of the candidates.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registryModel } from "../model/frozen.ts";
import { decide, type Judgement } from "./decide.ts";
import { type Facts, matchRequest } from "./matcher.ts";

const anna: Facts = {
  first: "Elizabeth",
  middle: "Marie",
  last: "Tremblay-Roy",
  dob: "2012-03-07",
  sex: "F",
  town: "Keene",
  guardian: "Lucie Tremblay",
  ssn: "123456789",
};
const stranger: Facts = {
  first: "Owen",
  last: "Kowalski",
  dob: "2009-11-30",
  sex: "M",
  town: "Dover",
  guardian: "Jan Kowalski",
};
const options = { model: registryModel, people: 200_000 };
const ask = (request: Facts, ...held: Facts[]) => matchRequest(request, held, options);

describe("the answer", () => {
  test.each<[string, Facts]>([
    ["the same facts", anna],
    ["a nickname", { ...anna, first: "Betsy" }],
    ["one name of two, no hyphen", { ...anna, last: "Tremblay" }],
    ["names that changed places", { ...anna, first: anna.last, last: anna.first }],
    ["day and month that changed places", { ...anna, dob: "2012-07-03" }],
    ["no guardian, no town", { ...anna, guardian: "", town: "" }],
  ])("%s: match", (_, request) => {
    const { answer, candidates, model } = ask(request, stranger, anna);
    expect({ answer, best: candidates[0]?.candidate, model }).toEqual({
      answer: "match",
      best: 1,
      model: "school-records-2",
    });
  });

  test("another child: new", () => {
    expect(ask(stranger, anna).answer).toBe("new");
    expect(ask(anna).answer).toBe("new");
  });

  test("a twin never matches by itself, however much the family shares", () => {
    const twin = { ...anna, first: "Charlotte", middle: "", ssn: "" };
    expect(ask(twin, { ...anna, middle: "", ssn: "" }).answer).not.toBe("match");
    expect(ask({ ...twin, ssn: anna.ssn! }, anna).answer).not.toBe("match");
  });

  test.each([
    ["Anna", "Hanna"],
    ["Jayden", "Kayden"],
    ["Christina", "Christine"],
    ["John", "Jack"],
    ["Lucas", "Luke"],
    ["Alexander", "Alex"],
  ])("nor do %s and %s, born together, match: they may be twins with one middle name", (first, other) => {
    const child = { ...anna, first, ssn: "" };
    expect(ask({ ...child, first: other }, child).answer).toBe("near");
    expect(ask({ ...child, first: other, middle: "Grace" }, child).answer).not.toBe("match");
    // The same Social Security number tells one child.
    expect(ask({ ...child, first: other, ssn: anna.ssn! }, { ...child, ssn: anna.ssn! }).answer).toBe("match");
  });

  test.each([
    ["a slip of the keyboard", { first: "Jaydne" }],
    ["no middle name, no guardian", { middle: "", guardian: "" }],
  ])("one child in spite of %s", (_, changes) => {
    const child = { ...anna, first: "Jayden", ssn: "" };
    expect(ask({ ...child, ...changes }, child).answer).toBe("match");
  });

  test("a local number is strong evidence, and another one hardly any against: the child may have moved", () => {
    const child = { ...anna, ssn: "", town: "", guardian: "" };
    const bitsOf = (local: string) => ask({ ...child, local }, { ...child, local: "17 10234" }).candidates[0]!.bits;
    const without = ask(child, child).candidates[0]!.bits;
    expect(bitsOf("17 10234") - without).toBeGreaterThan(12);
    expect(without - bitsOf("23 99")).toBeLessThan(1.5);
  });

  test("a local number that a clerk gave to a second child does not make the two one", () => {
    const { ssn: _, ...child } = anna;
    expect(ask({ ...stranger, local: "17 10234" }, { ...child, local: "17 10234" }).answer).toBe("new");
    const brother = { ...child, first: "Noah", middle: "", dob: "2014-09-21", sex: "M", local: "17 10234" };
    expect(ask(brother, { ...child, local: "17 10234" }).answer).not.toBe("match");
  });

  test("a brother or sister is new, not near", () => {
    expect(ask({ ...anna, first: "Noah", middle: "", dob: "2014-09-21", sex: "M", ssn: "" }, anna).answer).toBe("new");
  });

  test("one name and another birth date is never a match by itself, one slip in the date may be", () => {
    const common = { first: "Justin", middle: "Jose", last: "Smith", sex: "M", guardian: "Ana Smith", town: "Keene" };
    const held = { ...common, dob: "2019-02-21" };
    expect(ask({ ...common, dob: "2019-08-31" }, held).answer).not.toBe("match");
    expect(ask({ ...anna, dob: "2012-03-17" }, anna).answer).toBe("match");
  });

  test("a conflicting social security number is for a person", () => {
    expect(ask({ ...anna, ssn: "987001234" }, anna).answer).toBe("near");
  });

  test("two strong candidates are for a person", () => {
    expect(ask(anna, anna, { ...anna }).answer).toBe("near");
  });
});

test("the explanation names each field, its level and its worth, and no value", () => {
  const { explanations } = ask({ ...anna, first: "Betsy", middle: "" }, anna);
  const first = explanations[0]!.fields.find(({ field }) => field === "first");
  expect(first?.level).toBe("nickname or prefix");
  expect(first?.bits).toBeGreaterThan(0);
  expect(explanations[0]!.fields.map(({ field }) => field)).not.toContain("middle");
  expect(explanations[0]!.prior).toBeLessThan(-10);
  expect(JSON.stringify(explanations)).not.toMatch(/betsy|tremblay|keene/i);
});

const facts = fc.record({
  first: fc.constantFrom("Elizabeth", "Betsy", "Elisabeth", "Noah", ""),
  last: fc.constantFrom("Tremblay-Roy", "Tremblay", "Trembley", "Kowalski", ""),
  dob: fc.constantFrom("2012-03-07", "2012-07-03", "2012-03-09", "2010-01-01", ""),
  sex: fc.constantFrom("F", "M", ""),
  town: fc.constantFrom("Keene", "Kene", "Dover", ""),
  guardian: fc.constantFrom("Lucie Tremblay", "L Tremblay", "Jan Kowalski", ""),
  ssn: fc.constantFrom("123456789", "123456798", "987001234", ""),
  race: fc.constantFrom("5", "3", ""),
  local: fc.constantFrom("17 10234", "17 10243", "23 99", ""),
});

test("the order of the candidates does not matter", () => {
  fc.assert(
    fc.property(facts, fc.array(facts, { maxLength: 6 }), (request, held) => {
      const there = ask(request, ...held);
      const back = ask(request, ...[...held].reverse());
      expect(back.answer).toBe(there.answer);
      expect(back.candidates.map(({ bits }) => bits)).toEqual(there.candidates.map(({ bits }) => bits));
    }),
  );
});

test("who asks and who is held may change places", () => {
  const bits = (a: Facts, b: Facts) => ask(a, b).candidates[0]?.bits ?? 0;
  fc.assert(fc.property(facts, facts, (a, b) => Math.abs(bits(a, b) - bits(b, a)) < 1e-9));
});

test("an agreeing field in place of a disagreeing one never lowers the probability", () => {
  const field = fc.constantFrom<keyof Facts>("sex", "town", "guardian", "ssn", "dob", "race", "local");
  fc.assert(
    fc.property(facts, facts, field, (a, b, name) => {
      fc.pre(Boolean(a[name as "sex"]) && Boolean(b[name as "sex"]));
      const agreeing = { ...a, [name]: b[name as "sex"] };
      // Without relatives in mind: a shared family speaks for them too.
      const alone = { ...options, model: { ...registryModel, relatives: 0 } };
      const p = (request: Facts) => matchRequest(request, [b], alone).candidates[0]?.probability ?? 0;
      expect(p(agreeing)).toBeGreaterThanOrEqual(p(a) - 1e-9);
    }),
  );
});

test("no guard, no lead, no certainty: never a match", () => {
  const judgement = fc.record<Judgement>({
    candidate: fc.nat(9),
    bits: fc.double({ min: -30, max: 80, noNaN: true }),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    guards: fc.subarray(["born together", "conflicting ssn"]),
  });
  fc.assert(
    fc.property(fc.array(judgement, { maxLength: 5 }), (judgements) => {
      const { answer, candidates } = decide(judgements);
      if (answer !== "match") return;
      const best = candidates[0]!;
      expect(best.probability).toBeGreaterThanOrEqual(0.999);
      expect(best.guards).toEqual([]);
      for (const other of judgements) if (other !== best) expect(best.bits - other.bits).toBeGreaterThanOrEqual(10);
    }),
  );
});

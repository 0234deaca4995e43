// The made students hold what the matcher must withstand; twins among them are never made one.
import { beforeAll, expect, test } from "vitest";
import { registryModel } from "../model/frozen.ts";
import { foldFacts } from "../registry/facts.ts";
import { judgePeople } from "../registry/judge-people.ts";
import { chances } from "./made-people.ts";
import { askedAgain, factsOf } from "./made-requests.ts";
import { type MadeStudent, madeStudents } from "./made-students.ts";

const students: MadeStudent[] = [];
beforeAll(() => {
  for (const student of madeStudents(9)) if (students.push(student) >= 60_000) break;
});

const cells = (record: MadeStudent) => foldFacts(factsOf(record, ["ssn"]), record.district, record.local);
const judged = (asked: MadeStudent, held: MadeStudent) =>
  judgePeople(cells(asked), [{ record: 1, person: held.student, cells: cells(held), foundBy: "by_birth_last_sound" }], {
    model: registryModel,
    people: 1_000_000,
  });

/** Twins, as neighbours. */
const twins = (): [MadeStudent, MadeStudent][] =>
  students.flatMap((one, at) => {
    const next = students[at + 1];
    return one.twin && next?.twin && next.family === one.family && next.dob === one.dob
      ? [[one, next] as [MadeStudent, MadeStudent]]
      : [];
  });

test("the same seed makes the same students, twins, juniors and reused local numbers among them", () => {
  const again = madeStudents(9);
  for (const student of students.slice(0, 200)) expect(again.next().value).toEqual(student);
  expect(twins().length).toBeGreaterThan(600);
  expect(students.filter(({ suffix }) => suffix === "Jr").length).toBeGreaterThan(100);
  const locals = new Set(students.map(({ district, local }) => `${district} ${local}`));
  expect(students.length - locals.size).toBeGreaterThan(600);
});

test("no twin is matched to the other, whatever the clerk made of the record", () => {
  const chance = chances(4);
  for (const [one, other] of twins()) {
    expect(judged(other, one).outcome).not.toBe("match");
    expect(judged(askedAgain(other, chance), one).outcome).not.toBe("match");
  }
});

test("a son is not matched to his father of the same name", () => {
  for (const [at, father] of students.entries())
    if (father.suffix === "Sr") {
      const son = students[at - 1]!.suffix === "Sr" ? students[at - 2]! : students[at - 1]!;
      if (son.first === father.first) expect(judged(father, son).outcome).not.toBe("match");
    }
});

test("nearly every student who comes again is known", () => {
  const chance = chances(5);
  const outcomes = students.slice(0, 4000).map((student) => judged(askedAgain(student, chance), student).outcome);
  const share = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length / outcomes.length;
  expect(share("match")).toBeGreaterThan(0.97);
  expect(share("near")).toBeLessThan(0.025);
});

// Questions to a registry of made-up students, with the truth: nine in ten are of students it knows, as another clerk writes
// them; the others ask for the first time, brothers, sisters and twins of known students among them.
import type { Cells } from "../../src/identity/registry/facts.ts";
import { chances } from "../../src/identity/testing/made-people.ts";
import { askedAgain } from "../../src/identity/testing/made-requests.ts";
import { type MadeStudent, madeStudents } from "../../src/identity/testing/made-students.ts";
import { cellsOf, isKnown, type MadeRegistry, personOf } from "./load-registry.ts";

export type MadeQuestion = {
  record: MadeStudent;
  cells: Cells;
  /** The student that the registry knows; undefined when it should answer "new". */
  person: number | undefined;
};

/** `count` questions of different students, spread over all `students` that were taken for the registry. */
export const madeQuestions = (made: MadeRegistry, students: number, count: number): MadeQuestion[] => {
  const questions: MadeQuestion[] = [];
  const chance = chances(made.seed + 2);
  // Shares of the known and of the unknown students that ask.
  const known = (0.9 * count) / (0.95 * students);
  const unknown = (0.1 * count) / (0.05 * students);
  for (const student of madeStudents(made.seed)) {
    if (student.student >= students || questions.length >= count) break;
    const isHeld = isKnown(student);
    if (chance() >= (isHeld ? known : unknown)) continue;
    const record = isHeld ? askedAgain(student, chance) : student;
    questions.push({ record, cells: cellsOf(record, made), person: isHeld ? personOf(student) : undefined });
  }
  // In no order: neighbours in the registry do not ask one after the other.
  for (let at = questions.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [questions[at], questions[other]] = [questions[other]!, questions[at]!];
  }
  return questions;
};

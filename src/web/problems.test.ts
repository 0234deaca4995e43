// What a reader is told of a failure, and what is told to the operator only.
import { expect, test } from "vitest";
import { describe } from "./problems.tsx";

test("a character that the database cannot hold is the reader's to mend", () => {
  const lines: string[] = [];
  const refusal = Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: "22021" });
  expect(describe(refusal, (line) => lines.push(line))).toMatchObject({ status: 422, title: "The input is not valid" });
  expect(lines).toEqual([]);
});

test("any other failure is told by a reference only, and whole in the log", () => {
  const lines: string[] = [];
  const paper = describe(new Error('relation "secret" does not exist'), (line) => lines.push(line));
  expect(paper.status).toBe(500);
  expect(JSON.stringify(paper)).not.toContain("secret");
  expect(lines.join()).toContain("secret");
});

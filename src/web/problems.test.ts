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

test("what was read and could not be is not in the log: it may be a name", () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const refusal = new Error('invalid input syntax for type integer: "Ash\nBirch"');
  describe(Object.assign(refusal, { code: "22P02" }), log);
  for (const text of ["Ash, born 2015", '{"name": Ash}'])
    try {
      JSON.parse(text);
    } catch (error) {
      describe(error, log);
    }
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain("22P02: invalid input syntax for type integer");
  expect(lines.join("\n")).not.toMatch(/Ash|Birch|2015/);
  expect(lines[2]).toContain("problems.test.ts");
});

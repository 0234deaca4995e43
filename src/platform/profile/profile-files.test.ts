import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { ProfileError, parseProfileYaml, readProfileCsv, readProfileYaml } from "./profile-files.ts";

const dir = mkdtempSync(join(tmpdir(), "rollbook-profile-"));
afterAll(() => rmSync(dir, { recursive: true }));
const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
const issuesOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof ProfileError) return error.issues;
    throw error;
  }
  throw new Error("no profile error");
};

const row = z.object({ code: z.string().min(1), size: z.coerce.number().int() });

test("rows are parsed by the schema, quoted line breaks included", () => {
  write("a.csv", 'code,size\n"two\nlines",3\nB,4\n');
  expect(readProfileCsv(dir, "a.csv", row)).toEqual([
    { code: "two\nlines", size: 3 },
    { code: "B", size: 4 },
  ]);
});

test("a wrong cell is named by file, line and column, also after a cell of several lines", () => {
  write("b.csv", 'code,size\n"two\nlines",3\nB,many\n');
  expect(issuesOf(() => readProfileCsv(dir, "b.csv", row))).toMatchObject([{ file: "b.csv", line: 4, column: 2 }]);
});

test("a row with too few cells, a missing file and a broken quote are errors with a place", () => {
  write("c.csv", "code,size\nA\n");
  expect(issuesOf(() => readProfileCsv(dir, "c.csv", row))).toMatchObject([{ file: "c.csv", line: 2 }]);
  expect(issuesOf(() => readProfileCsv(dir, "none.csv", row))).toMatchObject([
    { file: "none.csv", message: "the file is missing" },
  ]);
  write("d.csv", 'code,size\n"A,1\n');
  expect(issuesOf(() => readProfileCsv(dir, "d.csv", row))[0]?.line).toBeGreaterThan(1);
});

test("a wrong YAML value is named by line and column", () => {
  write("a.yaml", "name: x\nwindows:\n  - opens: 3\n");
  const schema = z.object({ name: z.string(), windows: z.array(z.object({ opens: z.string() })) });
  expect(issuesOf(() => readProfileYaml(dir, "a.yaml", schema))).toMatchObject([
    { file: "a.yaml", line: 3, column: 12 },
  ]);
});

test("front matter counts its lines from where it stands in its file", () => {
  expect(issuesOf(() => parseProfileYaml("r.sql", "id: [", z.object({}), 2))).toMatchObject([
    { file: "r.sql", line: 2 },
  ]);
});

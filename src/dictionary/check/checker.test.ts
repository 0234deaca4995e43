// The checker against files as they come: encodings, quotes, damage, any way of cutting; and its laws as properties.
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cells, checkBytes, checkText, lineOf, pupil, smallDirectory, validatorOf } from "../testing/fixtures.ts";

const boy = validatorOf("BOY");
const good = lineOf(boy, pupil);
const header = `${boy.columns.map((column) => column.name).join(",")}\n`;
const ids = (text: string | Uint8Array) =>
  checkBytes(boy, typeof text === "string" ? Buffer.from(text) : text, { directory: smallDirectory });
const found = (text: string | Uint8Array) => ids(text).findings.map((finding) => [finding.row, finding.ruleId]);
const quoted = (cells: Cells) =>
  `${boy.columns.map((column) => `"${(cells[column.name] ?? "").replaceAll('"', '""')}"`).join(",")}\n`;

describe("a file that is well formed", () => {
  it.each([
    ["with LF", good + good],
    ["with CRLF", (good + good).replaceAll("\n", "\r\n")],
    ["with CR", (good + good).replaceAll("\n", "\r")],
    ["without a last line break", (good + good).trimEnd()],
    ["with a UTF-8 mark", `\ufeff${good}${good}`],
    ["with a heading row", header + good + good],
    ["with a heading row in capitals and a mark", `\ufeff${header.toUpperCase()}${good}${good}`],
    [
      "with a heading row in database names",
      `${boy.columns.map((column) => column.sqlName).join(",")}\r\n${good}${good}`,
    ],
    ["with blank lines", `\n${good}\n\n${good}\n\n`],
    ["with every cell quoted", quoted(pupil) + quoted(pupil)],
    ["with blanks around cells", (good + good).replaceAll(",", " , ")],
  ])("%s", (_, text) => {
    const { result, findings, copied } = ids(text);
    expect(findings).toEqual([]);
    expect(result).toMatchObject({ rows: 2, records: 2, complete: true, bytes: Buffer.byteLength(text) });
    expect(copied.split("\n")).toEqual([
      "b\t1\t1000000001\t2015-04-05\t5\t1\t1\t112\t22210\t21\t112\t5\t\\N\t2025-08-27\tE1\t\\N\t\\N\t40\t2\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N",
      copied.split("\n")[0]!.replace("b\t1\t", "b\t2\t"),
      "",
    ]);
  });

  it("keeps quotes, commas and line breaks inside a quoted cell, and counts lines", () => {
    const bad = quoted({ ...pupil, EntryCode: 'a,"\nb' });
    const { findings, copied } = ids(good + bad + lineOf(boy, { ...pupil, Race: "9" }));
    expect(findings.map(({ row, line, column, ruleId, value }) => [row, line, column, ruleId, value])).toEqual([
      [2, 2, 13, "ENR-103", 'a,"\nb'],
      [2, 2, 13, "ENR-016", 'a,"\nb'],
      [3, 4, 3, "ENR-003", "9"],
    ]);
    expect(copied.split("\n")[1]).toContain('{"entry_code":"a,\\\\"\\\\nb"}');
  });
});

describe("a file with a fault", () => {
  it.each<[string, string | Uint8Array, [number, string][], boolean]>([
    ["empty", "", [[0, "ENR-106"]], true],
    ["only a mark", "\ufeff", [[0, "ENR-106"]], true],
    ["only a heading row", header, [[0, "ENR-106"]], true],
    ["only blank lines", "\n\r\n\n", [[0, "ENR-106"]], true],
    ["a column too few", `${good}${good.replace(",", "")}${good}`, [[2, "ENR-102"]], true],
    ["a column too many", `${good}${good.trimEnd()},\n${good}`, [[2, "ENR-102"]], true],
    ["a hundred columns", `${good}${",".repeat(99)}\n${good}`, [[2, "ENR-102"]], true],
    ["cut in the last record", `${good}${good.slice(0, 40)}`, [[2, "FILE-TRUNCATED"]], false],
    ["cut in a quoted cell", `${good}"10000`, [[2, "FILE-TRUNCATED"]], false],
    ["an open quote before other rows", `${good}"1,2\n${good}${good}`, [[2, "FILE-QUOTE"]], false],
    ["text after a quote", `${good}${good.replace("1000000001", '"1000000001"x')}${good}`, [[2, "FILE-QUOTE"]], true],
    [
      "a NUL",
      `${good}${good.replace("E1", "E\0")}`,
      [
        [2, "FILE-NUL"],
        [2, "ENR-016"],
      ],
      true,
    ],
    [
      "headings in another order",
      header.replace("SASID,DateOfBirth", "DateOfBirth,SASID") + good,
      [[0, "FILE-HEADER"]],
      true,
    ],
    ["UTF-16 with a mark", Buffer.from(`\ufeff${good}`, "utf16le"), [[0, "FILE-ENCODING"]], false],
    ["UTF-16 without a mark", Buffer.from(good, "utf16le"), [[0, "FILE-ENCODING"]], false],
    ["a workbook", Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(2000, 7)]), [[0, "FILE-ENCODING"]], false],
    [
      "Latin-1",
      Buffer.from(`${good}${good.replace("E1", "É1")}${good.replace("E1", "É1")}`, "latin1"),
      [
        [2, "FILE-ENCODING"],
        [2, "ENR-016"],
        [3, "ENR-016"],
      ],
      true,
    ],
    ["a row without end", `${good}${"x".repeat(600_000)}\n${good}`, [[2, "FILE-ROW"]], false],
    ["a quote without end", `${good}"${`${"x".repeat(99)}\n`.repeat(6000)}`, [], false],
    ["an unreadable date", good.replace("4/5/2015", "2/30/2015"), [[1, "TYPE-DATE"]], true],
    ["an unreadable number", good.replace(",22210,", ",2221O,"), [[1, "TYPE-INTEGER"]], true],
    ["too long", good.replace(",22210,", ",222100,"), [[1, "ENR-103"]], true],
    ["a required blank", good.replace(",22210,", ",,"), [[1, "ENR-001"]], true],
    ["a code that no rule mentions", good.replace(/,\n$/, ",7\n"), [[1, "CODE-VALUE"]], true],
  ])("%s", (name, text, expected, complete) => {
    const { result, findings } = ids(text);
    if (name === "a quote without end") expect(findings[0]).toMatchObject({ row: 2, ruleId: "FILE-QUOTE" });
    else expect(found(text)).toEqual(expected);
    expect(result.complete).toBe(complete);
    expect(result.findings.error).toBeGreaterThan(0);
    for (const finding of findings) expect([...finding.value].length).toBeLessThanOrEqual(200);
  });

  it("keeps the raw text of what could not be typed", () => {
    const { copied } = ids(good.replace("4/5/2015", "2/30/2015").replace(",22210,", ",222100,"));
    const fields = copied.trimEnd().split("\t");
    expect([fields[3], fields[8]]).toEqual(["\\N", "\\N"]);
    expect(JSON.parse(fields.at(-1)!)).toEqual({ date_of_birth: "2/30/2015", school_nbr: "222100" });
  });

  it("leaves out rules that need a directory, and says which, when there is none", () => {
    const { result } = checkBytes(boy, Buffer.from(good.replace(",22210,", ",99999,")), {});
    expect(result.byRule).toEqual({});
    expect(result.notChecked).toContain("ENR-006");
    expect(checkText(boy, good).result.notChecked).toEqual([]);
  });

  it("gives every part of a finding", () => {
    const { findings } = ids(good + lineOf(boy, { ...pupil, Race: "9", Grade: "99" }));
    expect(findings[0]).toEqual({
      row: 2,
      line: 2,
      column: 3,
      element: "Race",
      ruleId: "ENR-003",
      severity: "error",
      value: "9",
      message: "The race code is not valid or no longer used.",
      remedy: "Use a race and ethnicity code that is in force this year; 9 was retired.",
    });
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    good,
    header,
    "\n",
    "\r\n",
    "\r",
    '"',
    '""',
    ",",
    "\0",
    "\ufeff",
    "é",
    "x".repeat(3000),
    ",".repeat(25),
  ),
  fc.string({ maxLength: 12, unit: "binary" }),
  fc
    .record({ Race: fc.string({ maxLength: 3 }), Grade: fc.constantFrom("5", "05", "99", " 5 ", "") })
    .map((cells) => quoted({ ...pupil, ...cells })),
);
const anyFile = fc.array(piece, { maxLength: 20 }).map((pieces) => Buffer.from(pieces.join("")));
const runs = { numRuns: 250 };

describe("laws of the checker", () => {
  it("does not depend on how the bytes are cut", () => {
    fc.assert(
      fc.property(anyFile, fc.array(fc.nat(5000), { maxLength: 30 }), (bytes, cuts) => {
        const inside = cuts.filter((cut) => cut < bytes.length);
        const whole = checkBytes(boy, bytes, { directory: smallDirectory });
        expect(checkBytes(boy, bytes, { directory: smallDirectory, cuts: inside })).toEqual(whole);
      }),
      runs,
    );
  });

  it("does not depend on cuts in files larger than its buffer and its longest row", () => {
    const long = fc.constantFrom(
      `"${"y\n".repeat(140_000)}`,
      "z".repeat(300_000),
      `${"w".repeat(262_143)}\r\n`,
      `${"w".repeat(262_144)}\n`,
      good.repeat(4000),
      `"${"a".repeat(262_142)}"\n`,
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(long, piece), { maxLength: 6 }),
        fc.array(fc.nat(2_000_000), { maxLength: 8 }),
        (pieces, cuts) => {
          const bytes = Buffer.from(pieces.join(""));
          const inside = cuts.filter((cut) => cut < bytes.length);
          const summary = (given: ReturnType<typeof checkBytes>) => [given.result, given.findings, given.copied.length];
          const whole = checkBytes(boy, bytes, { directory: smallDirectory });
          expect(summary(checkBytes(boy, bytes, { directory: smallDirectory, cuts: inside }))).toEqual(summary(whole));
        },
      ),
      { numRuns: 12 },
    );
  });

  it("never throws, and gives findings or records, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const { result } = checkBytes(boy, bytes, { directory: smallDirectory });
        expect(result.records <= result.rows).toBe(true);
        expect(result.records > 0 || result.findings.error > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads a plain row and the same row in quotes alike: the fast path and the slow one agree", () => {
    const cell = fc.oneof(
      fc.constantFrom(
        "",
        "0",
        "5",
        "05",
        "9",
        "-1",
        "1000000001",
        "W4",
        "E1",
        "4/5/2015",
        "08/27/2025",
        "13/1/2025",
        "2/29/2024",
        "2/29/2023",
        "x",
        "22210",
        "999999999",
        "1e3",
        "~",
      ),
      fc.string({ maxLength: 5, unit: fc.constantFrom(..."0123456789/-EWR") }),
      fc.integer({ min: 0, max: 1100 }).map(String),
    );
    const cells = fc.array(cell, { minLength: boy.columns.length, maxLength: boy.columns.length });
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 5 }), (rows) => {
        // A first record that both read alike, so that no row is taken for headings.
        const plain = good + rows.map((row) => `${row.join(",")}\n`).join("");
        const inQuotes = good + rows.map((row) => `${row.map((text) => `"${text}"`).join(",")}\n`).join("");
        const slow = ids(inQuotes);
        const fast = ids(plain);
        expect({ ...fast, result: { ...fast.result, bytes: 0 } }).toEqual({
          ...slow,
          result: { ...slow.result, bytes: 0 },
        });
      }),
      runs,
    );
  });

  it("finds the same cells as a CSV library in well-formed input", () => {
    const text = fc.string({ maxLength: 8, unit: fc.constantFrom(..."ab, \"\n'é世") });
    const rows = fc.array(fc.array(text, { minLength: boy.columns.length, maxLength: boy.columns.length }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), (written, end) => {
        const csv =
          good.trimEnd() +
          end +
          written.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join(end);
        const library = parse(csv, { relax_column_count: true, record_delimiter: end }) as string[][];
        const { result, copied } = ids(csv);
        expect(result.records).toBe(library.length);
        // The last column but one of a line is text only in SASID, EntryCode and ExitCode; compare those.
        const lines = copied
          .trimEnd()
          .split("\n")
          .slice(1)
          .map((line) => line.split("\t"));
        for (const [at, fields] of lines.entries())
          for (const column of [0, 12, 14]) {
            const cell = library[at + 1]![column]!.replace(/^[ \t]+|[ \t]+$/g, "");
            const raw =
              fields.at(-1) === "\\N" ? {} : (JSON.parse(unescapeCopy(fields.at(-1)!)) as Record<string, string>);
            const name = boy.columns[column]!.sqlName;
            const copiedCell = fields[column + 2] === "\\N" ? (raw[name] ?? "") : unescapeCopy(fields[column + 2]!);
            expect(copiedCell).toBe(cell);
          }
      }),
      runs,
    );
  });
});

const unescapeCopy = (text: string): string =>
  text.replace(
    /\\(.)/g,
    (_, letter: string) => ({ n: "\n", t: "\t", r: "\r", b: "\b", v: "\v", f: "\f" })[letter] ?? letter,
  );

// What is found in a request file, with line and column; and how a file may come: with a heading or without, comma or tab.
import { describe, expect, test } from "vitest";
import { resolveProfile } from "../../platform/index.ts";
import { factChoices } from "../registry/fact-choices.ts";
import { loadRegistryProfile } from "../registry/registry-profile.ts";
import { madeFacts } from "../registry/testing/registry-world.ts";
import { readStudents } from "./read-students.ts";
import { csvOf, type FileChild, fileRows, streamOf } from "./testing/made-file.ts";

const profile = loadRegistryProfile(resolveProfile("new-hampshire"))!;
const { columns } = profile.request_file;
const school = (number: number, district: number, kind = "public") => ({ number, district, kind }) as never;
const context = {
  profile,
  choices: {
    ...factChoices(profile, { elements: [], codeSets: new Map() }, "2025-10-06"),
    race_ethnicity: ["1", "2", "3", "4", "5"].map((value) => ({ value, label: value })),
  },
  places: { schools: [school(21745, 17), school(22130, 19), school(29999, 0, "nonpublic")] },
  district: 17,
  today: "2025-10-06",
};
const child = (local: string, facts: object = {}): FileChild => ({ local, school: 21745, facts: madeFacts(facts) });
const good = fileRows(profile, 17, [
  child("1", { first_name: "Zoé", last_name: "O'Brien, nee Roy" }),
  child("2", { first_name: "Ann" }),
]);
const read = (content: string | Buffer) => readStudents(streamOf(content, 997), context);

/** The good rows with one cell of the second changed. */
const changed = (column: string, value: string): string =>
  csvOf([columns, good[0]!, good[1]!.map((cell, at) => (columns[at] === column ? value : cell))]);

describe("a file that is right", () => {
  test.each<[string, string | Buffer]>([
    ["without a heading row", csvOf(good)],
    ["with one", csvOf([columns, ...good])],
    ["with one in other letters and order", csvOf([columns, ...good].map((row) => row.toReversed())).toLowerCase()],
    ["tabs", csvOf([columns, ...good], "\t")],
    ["line ends and mark of Windows", `\ufeff${csvOf([columns, ...good]).replaceAll("\n", "\r\n")}`],
  ])("%s", async (_, content) => {
    const { file, findings } = await read(content);
    expect(findings.kept).toEqual([]);
    expect(file!.rows.map(({ localIdentifier, school: at }) => [localIdentifier, at])).toEqual([
      ["1", 21745],
      ["2", 21745],
    ]);
    expect(file!.rows[0]!.cells).toMatchObject({ first: "zoe", last: "obrien nee roy", dob: "20120307" });
  });

  test("codes as they are meant, other schools that are open to all, no school", async () => {
    for (const [column, value] of [
      ["Race", "05"],
      ["Gender", "f"],
      ["SchoolNbr", "29999"],
      ["SchoolNbr", "0"],
    ] as const)
      expect((await read(changed(column, value))).findings.kept, `${column} ${value}`).toEqual([]);
    const { file } = await read(changed("Race", "05"));
    expect(file!.rows[1]!.facts.race_ethnicity).toBe("5");
  });
});

describe("what is found", () => {
  test.each<[string, string, string, RegExp]>([
    ["an impossible date", "DateOfBirth", "2/30/2012", /"2\/30\/2012" is no day of the calendar; write MM\/DD\/YYYY/],
    ["a date that was not yet", "DateOfBirth", "10/7/2025", /lies in the future/],
    ["no name", "LastName", "", /Last name is needed/],
    ["a name without a letter", "FirstName", "--", /no letter/],
    ["a text that is too long", "TownOfBirth", "x".repeat(121), /too long/],
    ["no town, which is needed", "TownOfBirth", " ", /Town of birth is needed/],
    ["a code that is none", "Race", "9", /must be one of 1, 2, 3, 4, 5/],
    ["a gender that is none", "Gender", "Q", /must be one of F, M, X/],
    ["another district", "DistNbr", "19", /"19" is not your district, 17/],
    ["a school that is not there", "SchoolNbr", "11111", /no school 11111/],
    ["another district's school", "SchoolNbr", "22130", /not a school of district 17/],
    ["no school", "SchoolNbr", "", /school is needed/],
    ["no local identifier", "LASID", "", /own number of the student is needed/],
    ["a local identifier twice", "LASID", "1", /LASID 1 is given to 2 children: lines 2, 3/],
  ])("%s", async (_, column, value, message) => {
    const { file, findings } = await read(changed(column, value));
    expect(file).toBeUndefined();
    expect(findings.kept).toEqual([
      { line: 3, column, message: expect.stringMatching(message), remedy: expect.stringMatching(/\S/) },
    ]);
  });

  test.each<[string, string | Buffer, number, RegExp]>([
    ["nothing", "", 1, /no rows/],
    ["a heading alone", csvOf([columns]), 1, /no rows/],
    ["a workbook", Buffer.from("PK\u0003\u0004 and so on"), 1, /workbook/],
    ["another encoding", Buffer.from(csvOf([columns, ...good]), "latin1"), 2, /not UTF-8/],
    ["a quote that never ends", `${csvOf(good)}"3,`, 3, /quoted cell/],
    ["a cell too many", `${csvOf(good)}${csvOf([[...good[0]!, "x"]])}`, 3, /13 cells where 12 are expected/],
    ["a column missing", csvOf([columns, ...good].map((row) => row.slice(1))), 1, /column LASID is missing/],
    ["a column too many", csvOf([[...columns, "Hobby"], ...good.map((row) => [...row, ""])]), 1, /no column "Hobby"/],
    ["a column twice", csvOf([[...columns, "Race"], ...good.map((row) => [...row, "5"])]), 1, /"Race" is there twice/],
  ])("%s", async (_, content, line, message) => {
    const { file, findings } = await read(content);
    expect(file).toBeUndefined();
    expect(findings.kept.map((one) => [one.line, one.message])).toEqual([[line, expect.stringMatching(message)]]);
  });

  test("100,000 copies of one child are one finding, soon", async () => {
    const copies = Array.from({ length: 100_000 }, (_, at) => good[1]!.with(0, String(at + 1)));
    const { file, findings } = await read(csvOf([good[0]!.with(0, "0"), ...copies]));
    expect(file).toBeUndefined();
    expect(findings.total).toBe(1);
    expect(findings.kept[0]!.message).toBe(
      "The same child stands in 100,000 rows: lines 2, 3, 4, 5, 6 and 99,995 more.",
    );
  }, 20_000);

  test("an error in every row is counted, and the first ones are kept", async () => {
    const rows = Array.from({ length: 1_000 }, (_, at) =>
      good[1]!.with(0, String(at)).with(5, `Ann${at}x`).with(8, "13/1/2012"),
    );
    const { findings } = await read(csvOf(rows));
    expect(findings.total).toBe(1_000);
    expect(findings.kept).toHaveLength(200);
    expect(findings.kept[0]!.line).toBe(1);
  });
});

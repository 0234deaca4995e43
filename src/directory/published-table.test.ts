// The published table as printed, variants of other years, and tables that do not add up.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { homeDir, Problem } from "../platform/index.ts";
import { GRADES, type Grade } from "./model.ts";
import { parsePublishedTable } from "./published-table.ts";

const published = readFileSync(join(homeDir, "profiles/new-hampshire/enrollment/nh_school_2026.csv"), "utf8");

const places = (text: string): string => {
  try {
    parsePublishedTable(text);
  } catch (error) {
    if (error instanceof Problem && error.code === "school-table-invalid") return error.message;
    throw error;
  }
  return "no problem";
};

describe("the table of 2025-26", () => {
  const table = parsePublishedTable(published);

  test("its schools add up to the state total, grade by grade", () => {
    expect(table.year).toBe(2026);
    expect(table.stateTotals.total).toBe(160_322);
    for (const grade of table.grades)
      expect(table.rows.reduce((sum, row) => sum + (row.counts[grade] ?? 0), 0)).toBe(table.stateTotals.counts[grade]);
    expect(table.rows).toHaveLength(505);
  });

  test("the blank row is recovered from its subtotal, and said", () => {
    expect(table.rows.filter((row) => row.recovered)).toMatchObject([
      { district: 457, section: "interstate", total: 49, line: 531, counts: { 9: 11, 10: 14, 11: 8, 12: 15, PG: 1 } },
    ]);
    expect(table.notes).toEqual([
      expect.objectContaining({ line: 531, message: expect.stringContaining("left blank") }),
    ]);
  });

  test("sections give the kind of a school", () => {
    const kinds = table.rows.map((row) => row.section);
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    expect([count("public"), count("academy"), count("charter"), count("interstate")]).toEqual([453, 3, 47, 2]);
  });

  test("a byte order mark and other line ends change nothing", () => {
    expect(parsePublishedTable(`\uFEFF${published}`).rows).toEqual(table.rows);
    expect(parsePublishedTable(published.replaceAll("\r\n", "\n")).rows).toEqual(table.rows);
  });

  test("a changed figure is refused with its line and column", () => {
    expect(
      places(published.replace("29267,Allenstown Community School,0,39", "29267,Allenstown Community School,0,40")),
    ).toContain("line 15, column 22: the grades add up to 347, the total says 346");
    const both = published.replace("29267,Allenstown Community School,0,39", "29267,Allenstown Community School,0,41");
    expect(places(both.replace("0,0,0,0,0,346,", "0,0,0,0,0,348,"))).toContain(
      "line 468, column 8: the subtotal of KG says 10278, the schools add up to 10280",
    );
  });

  test("a row that is gone altogether is recovered too", () => {
    const without = published.replace(/^53,Pembroke.*29267.*\r\n/m, "");
    expect(without).not.toBe(published);
    const recovered = parsePublishedTable(without).rows.filter((row) => row.recovered);
    expect(recovered.map((row) => row.total)).toEqual([346, 49]);
  });
});

/** Another year: kindergarten apart, readiness, no post-graduates, other words, thousands separators, no trailing column. */
const older = `"Public School Enrollments by Grade, 2011-2012"
As of October 1

SAU,SAU Name,DistID,Dist Name,SchoolNbr,School,Pre School,Kinder,Readiness,Grade 1,Grade 2,Grade 3,Total
53,Pembroke,9,Allenstown,26500,"Armand, Dupont School",3,,4,10,11,12,40
54,Rochester,461,Rochester,22100,Big School,0,0,0,"1,000",1,1,"1,002"
54,Rochester,461,Rochester,22105,Closed School,,,,,,,0
,,,,,Sub Total,3,0,4,"1,010",12,13,"1,042"
Public Charter Schools
SAU,SAU Name,DistID,Dist Name,SchoolNbr,School,Pre School,Kinder,Readiness,Grade 1,Grade 2,Grade 3,Total
400,Bright,700,Bright,28001,Bright Charter,0,5,0,6,7,8,26
,,,,,Sub Total,0,5,0,6,7,8,26
,,,,,State Total,3,5,4,1016,19,21,1068
Notes
* Charter Schools include all pupils
`;

describe("tables of other years", () => {
  test("columns are found by their words", () => {
    const table = parsePublishedTable(older);
    expect(table.year).toBe(2012);
    expect(table.grades).toEqual(["PK", "KG", "R", "1", "2", "3"]);
    expect(table.rows.map((row) => [row.school, row.total, row.section])).toEqual([
      [26500, 40, "public"],
      [22100, 1002, "public"],
      [22105, 0, "public"],
      [28001, 26, "charter"],
    ]);
    expect(table.rows[0]?.schoolName).toBe("Armand, Dupont School");
    expect(table.notes).toEqual([]);
  });

  test("a blank row of a section without a subtotal is recovered from the state total", () => {
    const blank = older
      .replace(/,,,,,Sub Total,0,5.*\n/, "")
      .replace(
        "400,Bright,700,Bright,28001,Bright Charter,0,5,0,6,7,8,26",
        ",,,,,,,,,,,,\n401,B,701,B,28005,B,0,1,0,1,1,1,4",
      );
    const recovered = parsePublishedTable(blank).rows.at(-1);
    expect(recovered).toMatchObject({ recovered: true, section: "charter", district: 701, total: 22, school: 28006 });
  });

  test("a school without figures gets those that its section lacks", () => {
    const empty = older.replace("28001,Bright Charter,0,5,0,6,7,8,26", "28001,Bright Charter,,,,,,,");
    const table = parsePublishedTable(empty);
    expect(table.rows.at(-1)).toMatchObject({ school: 28001, total: 26, recovered: true, counts: { KG: 5, 3: 8 } });
    expect(table.rows).toHaveLength(4);
    expect(table.notes.map((note) => note.message).join()).toContain("a row has no figures");
  });

  test("a section whose only row is blank becomes a district of its own", () => {
    const blank = older.replace("400,Bright,700,Bright,28001,Bright Charter,0,5,0,6,7,8,26", ",,,,,,,,,,,,");
    expect(parsePublishedTable(blank).rows.at(-1)).toMatchObject({
      recovered: true,
      section: "charter",
      district: 899,
      total: 26,
    });
  });

  test("a footnote with commas, a total without a state's name and SAU numbers with a word are read", () => {
    const loose = older
      .replace(",,,,,State Total", ",,,,,Total")
      .replace("53,Pembroke", "SAU 53,Pembroke")
      .replace("Notes\n", "Counts are of October, as sent by the districts, and final\n");
    expect(parsePublishedTable(loose)).toMatchObject({
      notes: [],
      stateTotals: { total: 1068 },
      rows: [{ sau: 53 }, {}, {}, {}],
    });
  });

  test("a column of an unknown grade is named where its pupils are missed", () => {
    const ungraded = older.replaceAll("Grade 3,Total", "Ungraded,Total");
    expect(places(ungraded)).toContain("the grades add up to 28, the total says 40; column 12 (Ungraded) is no grade");
  });

  test("a year that no line names must be given", () => {
    const nameless = older.replace("2011-2012", "").replace("2011-2012", "");
    expect(() => parsePublishedTable(nameless)).toThrow(/school year/);
    expect(parsePublishedTable(nameless, 2013).year).toBe(2013);
    expect(() => parsePublishedTable(older, 2013)).toThrow(/of 2011-2012, not of 2012-2013/);
  });

  test.each([
    [
      "a figure that is none",
      older.replace(",10,11,12,40", ",x,11,12,40"),
      'line 5, column 10: "x" is no number of pupils',
    ],
    ["a school number that is none", older.replace("26500", "none"), 'line 5, column 5: "none" is no school number'],
    ["a school listed twice", older.replace("22105", "22100"), "line 7, column 5: school 22100 stands in line 6 too"],
    ["a state total too small", older.replace("1016,19,21,1068", "1015,19,21,1067"), "the state total of 1 says 1015"],
    ["no table at all", "a,b\n1,2\n", "no heading"],
  ])("%s is refused", (_, text, message) => {
    expect(places(text)).toContain(message);
  });
});

const grades: Grade[] = GRADES.filter((grade) => grade !== "R");
const school = fc.array(fc.nat(99), { minLength: grades.length, maxLength: grades.length });

test("law: whichever single row of a section is left blank, its counts come back", () => {
  fc.assert(
    fc.property(fc.array(school, { minLength: 2, maxLength: 6 }), fc.nat(5), (schools, chosen) => {
      const blank = chosen % schools.length;
      const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
      const totals = grades.map((_, column) => sum(schools.map((counts) => counts[column] ?? 0)));
      const lines = schools.map(
        (counts, index) => `1,S,2,D,${100 + index * 10},Name,${counts.join(",")},${sum(counts)}`,
      );
      lines[blank] = ",".repeat(lines[0]!.split(",").length - 1);
      const text = [
        "2024 - 2025 Enrollments",
        `SAU #,SAU Name,District #,District Name,School #,School Name,${grades.join(",")},Total`,
        ...lines,
        `,,,,,SubTotal,${totals.join(",")},${sum(totals)}`,
      ].join("\r\n");
      const table = parsePublishedTable(text);
      const empty = sum(schools[blank]!) === 0;
      expect(table.rows.length).toBe(empty ? schools.length - 1 : schools.length);
      if (!empty) expect(grades.map((grade) => table.rows.at(-1)?.counts[grade])).toEqual(schools[blank]);
    }),
  );
});

test("a section whose heading lost a grade is refused, with the line of the total that disagrees", () => {
  const at = older.lastIndexOf("Grade 3");
  const damaged = `${older.slice(0, at)},${older.slice(at + 1)}`;
  expect(() => parsePublishedTable(damaged)).toThrow(Problem);
});

test("law: a damaged table is read whole or refused with a place, never a crash and never other pupils", () => {
  const position = fc.nat(older.length - 1);
  fc.assert(
    fc.property(position, fc.nat(40), fc.constantFrom("", '"', ",", "\n", "7"), (at, length, put) => {
      const damaged = older.slice(0, at) + put + older.slice(at + length);
      let table: ReturnType<typeof parsePublishedTable>;
      try {
        table = parsePublishedTable(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
        expect((error as Problem).facts.issues).toEqual(
          expect.arrayContaining([expect.objectContaining({ line: expect.any(Number), column: expect.any(Number) })]),
        );
        return;
      }
      const sum = table.rows.reduce((total, row) => total + row.total, 0);
      expect(sum).toBe(table.stateTotals.total);
    }),
    { numRuns: 2000 },
  );
});

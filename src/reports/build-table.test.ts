// Totals are sums of the very rows they stand over, in every combination, and the order of output never depends on luck.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TOTAL } from "../disclosure/index.ts";
import { buildLinkedTable, buildTable } from "./build-table.ts";
import type { ReportDefinition } from "./definition.ts";

const definition = {
  id: "X",
  file: "reports/X.sql",
  columns: ["sau", "district", "school", "grade", "students"].map((name) => ({ name, title: name })),
  dimensions: [
    {
      id: "place",
      title: "",
      keys: ["district", "school"],
      labels: { district: ["sau"] },
      order: [],
      attribute: false,
    },
    { id: "grade", title: "", keys: ["grade"], labels: {}, order: ["PK", "1", "2"], attribute: false },
  ],
  measures: [{ column: "students", title: "", kind: "count" }],
} as unknown as ReportDefinition;

const rows = fc
  .uniqueArray(
    fc.record({
      district: fc.constantFrom(1, 2, 3),
      school: fc.constantFrom("a", "b", "c"),
      grade: fc.constantFrom("2", "PK", "1", "PG"),
      students: fc.nat(50),
    }),
    { selector: ({ district, school, grade }) => `${district}/${school}/${grade}`, minLength: 1 },
  )
  .map((list) => list.map((row) => ({ ...row, sau: row.district * 10 })));

describe("a table", () => {
  it("has each total exactly once, and each is the sum of its rows", () => {
    fc.assert(
      fc.property(rows, (leaves) => {
        const table = buildTable(definition, leaves);
        const fits = (value: unknown, own: unknown): boolean => value === TOTAL || value === own;
        const seen = new Set(table.rows.map((row) => `${row.district}/${row.school}/${row.grade}`));
        expect(seen.size).toBe(table.rows.length);
        for (const row of table.rows) {
          const inside = leaves.filter(
            (leaf) => fits(row.district, leaf.district) && fits(row.school, leaf.school) && fits(row.grade, leaf.grade),
          );
          expect(row.students).toBe(inside.reduce((sum, leaf) => sum + leaf.students, 0));
          expect(row.sau).toBe(row.district === TOTAL ? TOTAL : (row.district as number) * 10);
        }
        expect(table.rows.at(-1)).toMatchObject({ district: TOTAL, school: TOTAL, grade: TOTAL });
      }),
      { seed: 20260201 },
    );
  });

  it("puts grades in the declared order, unknown ones after them, totals last", () => {
    const leaves = ["PG", "2", "PK", "1"].map((grade) => ({ sau: 10, district: 1, school: "a", grade, students: 1 }));
    const { rows: shown } = buildTable(definition, leaves);
    expect(shown.slice(0, 5).map((row) => row.grade)).toEqual(["PK", "1", "2", "PG", TOTAL]);
  });

  it("refuses a row that lacks a column or a count", () => {
    const row = { sau: 10, district: 1, school: "a", grade: "1", students: 4 };
    expect(() => buildTable(definition, [{ ...row, school: null }])).toThrow("a row has no school");
    expect(() => buildTable(definition, [{ ...row, students: 1.5 }])).toThrow("no count");
  });

  it("knows which finest groups each row sums, and refuses a count that is of none", () => {
    const linked = { ...definition, grain: ["school", "room"] };
    const row = { sau: 10, district: 1, school: "a", grade: "1", students: 4 };
    const rooms = [
      { ...row, room: 1 },
      { ...row, room: 2, students: 5 },
      { ...row, grade: "2", room: null, students: 0 },
    ];
    const { rows: shown, grain } = buildLinkedTable(linked, rooms);
    const parts = new Map(shown.map((own, index) => [`${own.school} ${own.grade}`, grain.parts[index]]));
    expect(grain.atoms).toEqual([
      { school: "a", room: 1 },
      { school: "a", room: 2 },
    ]);
    expect([parts.get("a 1"), parts.get("a 2"), parts.get(`${TOTAL} ${TOTAL}`)]).toEqual([[0, 1], [], [0, 1]]);
    expect(shown.find((own) => own.school === "a" && own.grade === "1")!.students).toBe(9);
    expect(() => buildLinkedTable(linked, [{ ...row, room: null }])).toThrow("has no school and room");
  });
});

// What COPY writes can be read back, and a stored record is written as the file would have it.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { ElementColumn } from "../dictionary/index.ts";
import { changedFields } from "./changed-fields.ts";
import { cellText, readCopyLine, recordLine } from "./render-record.ts";
import type { StoredRecord } from "./store/records.ts";

const column = (name: string, type: ElementColumn["type"], format = ""): ElementColumn => ({
  ...{ position: 1, name, longName: name, sqlName: name.toLowerCase(), type, sqlType: "text", format },
  ...{ minLength: 0, maxLength: 10, required: false, warehouse: true, level: 1 },
});
const entry = column("EntryDate", "date", "MM/DD/YYYY");
const race = column("Race", "integer");
const record = (entryDate: string | null, raceCode: string | null, raw: Record<string, string> = {}): StoredRecord => ({
  version: 1,
  cells: { EntryDate: entryDate, Race: raceCode },
  raw,
});

it("reads back any cells that text COPY escapes", () => {
  const escaped = (text: string) =>
    text.replace(/[\\\t\n\r]/g, (c) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[c] as string);
  const cell = fc.oneof(fc.constant(null), fc.stringMatching(/^[a-c\\\t\n\r,N]{0,6}$/));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const line = `${cells.map((c) => (c === null ? "\\N" : escaped(c))).join("\t")}\n`;
      expect(readCopyLine(line)).toEqual(cells);
    }),
  );
});

it("writes days in the format of the file and an unreadable cell as it came", () => {
  expect(cellText(entry, record("2025-08-27", "5"))).toBe("08/27/2025");
  expect(cellText(race, record(null, null, { race: "x9" }))).toBe("x9");
  expect(cellText(race, record(null, null))).toBe("");
  expect(recordLine(['a"b', "c,d", "e"])).toBe('"a""b","c,d",e\n');
});

it("says which fields differ, and nothing when a record is compared with itself", () => {
  const state = fc.record({
    day: fc.constantFrom(null, "2025-08-27", "2025-09-02"),
    code: fc.constantFrom(null, "1", "5"),
    raw: fc.constantFrom<Record<string, string>>({}, { race: "?" }),
  });
  fc.assert(
    fc.property(state, state, (a, b) => {
      const before = record(a.day, a.code, a.raw);
      const after = record(b.day, b.code, b.raw);
      const changes = changedFields([entry, race], before, after);
      const back = changedFields([entry, race], after, before);
      expect(changes.map(({ element, old, new: now }) => [element, now, old])).toEqual(
        back.map(({ element, old, new: now }) => [element, old, now]),
      );
      expect(changedFields([entry, race], before, before)).toEqual([]);
      for (const { old, new: now } of changes) expect(old).not.toBe(now);
    }),
  );
});

// Plants the errors of the first upload into a district's clean records, and says where. What is planted, and how often, is the profile's.

import type { PlantedError, SynthRecord } from "./model.ts";
import { dropped, type PlantingPlace } from "./planted-values.ts";
import { createChooser, type Owed } from "./planting-choice.ts";
import { type FileForm, type Layout, writeLine } from "./record-line.ts";

/** Lines of the first upload with what is planted in it, and lines of the corrected upload. */
type DistrictFiles = { lines: string[]; planted: PlantedError[]; corrected: string[] };

type Row = { record: SynthRecord; line: string; planted: Omit<PlantedError, "row">[] };

/** Both uploads of a district, as lines. `owed` are errors that the state must still get somewhere. */
export const plantErrors = (
  records: SynthRecord[],
  layout: Layout,
  form: FileForm,
  place: PlantingPlace,
  owed: Owed,
): DistrictFiles => {
  const corrected = records.map((record) => writeLine(layout.cells(record), form));
  let rows: Row[] = records.map((record, index) => ({ record, line: corrected[index]!, planted: [] }));
  const whole: PlantedError[] = formNotes(form);
  const write = (cells: string[]) =>
    writeLine(
      cells.filter((cell) => cell !== dropped),
      form,
    );
  forgetExits(rows, layout, place, write);
  if (owed.careless) {
    const missing = owed.missingSchool ? smallestSchool(rows, place) : undefined;
    if (missing !== undefined) {
      rows = rows.filter(({ record }) => record.school !== missing);
      const { rule } = place.profile.missing_school;
      whole.push({
        ...{ row: 0, rule, kind: "school-missing" },
        ...{ element: elementOf(layout, place, "school"), value: String(missing) },
      });
      owed.missingSchoolPlaced();
    }
    createChooser(rows, layout, place, owed).plant(write);
    rows = repeatRecords(rows, layout, place, owed);
  }
  const planted = rows.flatMap((row, index) => row.planted.map((error) => ({ row: index + 1, ...error })));
  return { lines: rows.map((row) => row.line), planted: [...whole, ...planted], corrected };
};

const elementOf = (layout: Layout, { profile }: PlantingPlace, part: string): string =>
  layout.elements.find((element) => profile.columns[element] === part) ?? "";

/** Forms of a file that a checker must read without complaint. */
const formNotes = (form: FileForm): PlantedError[] => {
  const note = (kind: string) => ({ row: 0, rule: "", element: "", kind, value: "" });
  return [
    ...(form.byteOrderMark ? [note("form:byte-order-mark")] : []),
    ...(form.lineEnd === "\r\n" ? [note("form:carriage-returns")] : []),
    ...(form.quoted ? [note("form:quoted-cells")] : []),
  ];
};

/** The district forgets that a pupil moved away: two districts claim the pupil on the count day. Both rows are noted. */
const forgetExits = (rows: Row[], layout: Layout, place: PlantingPlace, write: (cells: string[]) => string): void => {
  const { rule } = place.profile.moved_between_districts_unclosed;
  const student = elementOf(layout, place, "student");
  for (const row of rows) {
    const { unclosedTo, claimedBy } = row.record;
    if (unclosedTo > 0) {
      const cells = layout.cells({ ...row.record, exit: 0, exitCode: "" });
      row.line = write(cells);
      row.planted.push({ rule, element: student, kind: "claimed-by-two-districts", value: String(unclosedTo) });
    }
    if (claimedBy > 0)
      row.planted.push({
        rule,
        element: student,
        kind: "claimed-by-two-districts:other-side",
        value: String(claimedBy),
      });
  }
};

/** The smallest school that no record elsewhere relies on; undefined where the district would have no other. */
const smallestSchool = (rows: Row[], { profile }: PlantingPlace): number | undefined => {
  const sizes = new Map<number, number>();
  const needed = new Set<number>();
  for (const { record } of rows) {
    if (record.counted) sizes.set(record.school, (sizes.get(record.school) ?? 0) + 1);
    const second = record.entryCode === profile.entry_codes.same_district;
    if (second || record.unclosedTo > 0 || record.claimedBy > 0) needed.add(record.school);
  }
  const free = [...sizes].filter(([school]) => !needed.has(school)).sort((one, other) => one[1] - other[1]);
  return sizes.size < 2 ? undefined : free[0]?.[0];
};

const repeatRecords = (rows: Row[], layout: Layout, place: PlantingPlace, owed: Owed): Row[] => {
  const { rule, share, also_open } = place.profile.repeated_record;
  const student = elementOf(layout, place, "student");
  const wanted = Math.max(place.chance.count(rows.length, share), owed.repeatedRecord ? 1 : 0);
  const result = [...rows];
  for (let count = 0; count < wanted; count++) {
    const row = place.chance.pick(rows);
    if (row.record.reserved || !row.record.counted || row.record.exit !== 0 || row.planted.length > 0) continue;
    // The second row is the repetition; the district has two open records of the pupil, and both are concerned.
    const error = { element: student, kind: "record-repeated", value: row.record.person.student };
    row.planted.push({ ...error, rule: also_open, kind: "record-repeated:other-side" });
    result.push({
      record: row.record,
      line: row.line,
      planted: [rule, also_open].map((each) => ({ rule: each, ...error })),
    });
    owed.repeatedRecordPlaced();
  }
  return result;
};

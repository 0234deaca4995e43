// Chooses the records that get a planted error: by share, and at least once across the state for every error of the profile.
import type { DemoProfile, Planting } from "./demo-profile.ts";
import type { PlantedError, SynthRecord } from "./model.ts";
import { dropped, type PlantingPlace, plantedValues } from "./planted-values.ts";
import type { Chance } from "./random.ts";
import type { Layout } from "./record-line.ts";

type Row = { record: SynthRecord; line: string; planted: Omit<PlantedError, "row">[] };

/** Keeps count of the errors that no district has yet, so that even a small state gets every one that fits. */
export class Owed {
  careless = false;
  missingSchool = false;
  repeatedRecord = true;
  readonly plantings: Set<Planting>;
  private districtsLeft: number;
  private noneMissing = true;
  private readonly profile: DemoProfile;
  private readonly districts: number;

  constructor(profile: DemoProfile, districts: number) {
    this.profile = profile;
    this.districts = districts;
    this.districtsLeft = districts;
    this.plantings = new Set(profile.planting);
  }

  /** Decides what kind of district comes next. In a state of a few districts every one is careless. */
  nextDistrict(chance: Chance): void {
    this.careless = chance.happens(this.profile.careless_districts) || this.districts < 5;
    this.missingSchool =
      chance.happens(this.profile.missing_school.share_of_districts) || (this.noneMissing && this.careless);
    this.districtsLeft--;
  }

  /** How many owed errors this district takes, so that they spread over the state but none is left at its end. */
  quota(): number {
    return Math.ceil((2 * this.plantings.size) / Math.max(1, this.districtsLeft / 2));
  }

  missingSchoolPlaced(): void {
    this.noneMissing = false;
  }

  repeatedRecordPlaced(): void {
    this.repeatedRecord = false;
  }
}

type Test = { column: number; fits(cell: string): boolean };

export const createChooser = (rows: Row[], layout: Layout, place: PlantingPlace, owed: Owed) => ({
  plant(write: (cells: string[]) => string): void {
    let quota = owed.quota();
    for (const planting of place.profile.planting) {
      let wanted = place.chance.count(rows.length, planting.share);
      if (wanted === 0 && owed.plantings.has(planting) && quota > 0) wanted = 1;
      const thorough = owed.plantings.has(planting);
      for (; wanted > 0; wanted--) {
        const placed = plantOne(planting, rows, layout, place, thorough, write);
        if (placed && owed.plantings.delete(planting)) quota--;
      }
    }
  },
});

/** Tries some records by chance, or all of them where the error is still owed. */
const plantOne = (
  planting: Planting,
  rows: Row[],
  layout: Layout,
  place: PlantingPlace,
  thorough: boolean,
  write: (cells: string[]) => string,
): boolean => {
  const tests = testsOf(planting, layout);
  const attempts = thorough ? rows.length : Math.min(rows.length, 400);
  const start = place.chance.below(rows.length);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const at = thorough ? (start + attempt) % rows.length : place.chance.below(rows.length);
    const row = rows[at]!;
    if (row.planted.length > 0 || row.record.reserved !== planting.reserved) continue;
    const cells = layout.cells(row.record);
    if (!tests.every(({ column, fits }) => fits(cells[column]!))) continue;
    if (!change(cells, planting, row.record, layout, place)) continue;
    row.line = write(cells);
    const value = cells[layout.elements.indexOf(planting.element)] ?? "";
    note(row, planting, planting.kind, value === dropped ? "" : value);
    if (planting.others)
      for (const other of rows)
        if (other !== row && other.record.person === row.record.person)
          note(other, planting, `${planting.kind}:other-side`, "");
    return true;
  }
  return false;
};

const note = (row: Row, { rule, also, element }: Planting, kind: string, value: string): void => {
  for (const each of [rule, ...also]) row.planted.push({ rule: each, element, kind, value });
};

const testsOf = (planting: Planting, layout: Layout): Test[] =>
  Object.entries(planting.where).map(([element, wanted]) => ({
    column: columnOf(layout, element),
    fits: (cell) => (wanted === "filled" ? cell !== "" : wanted === "blank" ? cell === "" : wanted.includes(cell)),
  }));

/** Sets the wrong values; false where one of them cannot be had, or is what stands there already. */
const change = (
  cells: string[],
  planting: Planting,
  record: SynthRecord,
  layout: Layout,
  place: PlantingPlace,
): boolean => {
  const values = plantedValues(record, place);
  let changed = false;
  for (const [element, text] of Object.entries(planting.set)) {
    const column = columnOf(layout, element);
    const before = cells[column]!;
    const value = text.startsWith("@") ? values(text.slice(1), before) : text;
    if (value === undefined) return false;
    if (value !== before) changed = true;
    cells[column] = value;
  }
  return changed;
};

const columnOf = (layout: Layout, element: string): number => {
  const column = layout.elements.indexOf(element);
  if (column < 0) throw new Error(`demo.yaml: ${element} is no column of the file`);
  return column;
};

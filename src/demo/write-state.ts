// Writes a made-up state to a folder, district by district, so that memory holds one district at a time.
import { createHash, type Hash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { writeDirectoryFile } from "../directory/index.ts";
import { writeCsv } from "../platform/index.ts";
import { isoOf } from "./days.ts";
import type { PlantedError, SynthRecord } from "./model.ts";
import type { PlantingPlace } from "./planted-values.ts";
import { plantErrors } from "./planting.ts";
import { Owed } from "./planting-choice.ts";
import { Chance } from "./random.ts";
import { type FileForm, makeLayout } from "./record-line.ts";
import type { StateInput } from "./state-plan.ts";
import { synthesize } from "./synthesize.ts";

export type Manifest = {
  year: number;
  seed: number;
  scale: number;
  districts: number;
  schools: number;
  /** Pupils that the state counts: the published total times the scale. */
  pupils: number;
  persons: number;
  records: { firstUpload: number; corrected: number };
  planted: Record<string, number>;
  /** SHA-256 over all files of the districts and the ground truth, in the order they were written. */
  hash: string;
};

export type Progress = { district: number; districts: number; pupils: number };

/** `person` is who it is: a child has one, whatever its numbers. */
const studentsHeader =
  "person,student_identifier,district,school,grade,status,counted,first_name,middle_name,last_name,gender,date_of_birth,town_of_birth,guardian,race,family,twin";
const plantedHeader = ["district", "row", "rule_id", "element", "kind", "value"] as const;

export type WriteOptions = {
  onProgress?: (progress: Progress) => void;
  /** The number that a district knows of its pupil; without it numbers are made up. */
  numberOf?: (district: number, person: number) => string;
};

/** Files: `<district>/<collection>.csv` and `-corrected.csv`, `directory.csv`, `truth/`, `manifest.json`. */
export const writeState = (input: StateInput, folder: string, options: WriteOptions = {}): Manifest => {
  const { directory, profile, table, scale, seed } = input;
  const hash = createHash("sha256");
  const layout = makeLayout(profile, table.year);
  const districts = new Set(table.rows.map((row) => row.district)).size;
  const owed = new Owed(profile, districts);
  const manifest: Manifest = {
    ...{ year: table.year, seed, scale, districts, schools: table.rows.length, pupils: 0, persons: 0 },
    ...{ records: { firstUpload: 0, corrected: 0 }, planted: {}, hash: "" },
  };
  mkdirSync(join(folder, "truth"), { recursive: true });
  writeFileSync(join(folder, "directory.csv"), writeDirectoryFile(directory));
  const truth = new TextFile(join(folder, "truth", "students.csv"), hash);
  const planted = new TextFile(join(folder, "truth", "planted.csv"), hash);
  truth.write([`${studentsHeader}\n`]);
  planted.write([writeCsv(plantedHeader, [])]);
  const schools = new Map(directory.schools.map((school) => [school.number, school]));
  let done = 0;
  for (const { district, records, counted } of synthesize(input)) {
    const chance = new Chance(seed, "planting", district.number);
    const place: PlantingPlace = { profile, directory, schools, chance };
    const form = drawForm(place);
    const { numberOf } = options;
    if (numberOf) for (const { person } of records) person.student = numberOf(district.number, person.key);
    owed.nextDistrict(chance);
    const files = plantErrors(records, layout, form, place, owed);
    const own = join(folder, String(district.number));
    mkdirSync(own, { recursive: true });
    const mark = form.byteOrderMark ? "\uFEFF" : "";
    writeLines(join(own, `${profile.collection}.csv`), [mark, ...files.lines], hash);
    writeLines(join(own, `${profile.collection}-corrected.csv`), [mark, ...files.corrected], hash);
    manifest.persons += writeStudents(truth, records, profile.grades);
    planted.write([plantedRows(district.number, files.planted)]);
    for (const { rule, kind } of files.planted) {
      const name = rule || kind;
      manifest.planted[name] = (manifest.planted[name] ?? 0) + 1;
    }
    manifest.pupils += counted;
    manifest.records.firstUpload += files.lines.length;
    manifest.records.corrected += files.corrected.length;
    options.onProgress?.({ district: ++done, districts, pupils: manifest.pupils });
  }
  truth.close();
  planted.close();
  manifest.planted = Object.fromEntries(
    Object.entries(manifest.planted).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  manifest.hash = hash.digest("hex");
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
};

const drawForm = ({ profile, chance }: PlantingPlace): FileForm => ({
  byteOrderMark: chance.happens(profile.file_forms.byte_order_mark),
  lineEnd: chance.happens(profile.file_forms.carriage_returns) ? "\r\n" : "\n",
  quoted: chance.happens(profile.file_forms.quoted_cells),
});

const plantedRows = (district: number, errors: PlantedError[]): string =>
  errors
    .map(({ row, rule, element, kind, value }) => `${[district, row, rule, element, kind, value].join(",")}\n`)
    .join("");

/** One line a person, at the record that counts or else the last one of the person. Returns the number of persons. */
const writeStudents = (truth: TextFile, records: SynthRecord[], grades: Record<string, string>): number => {
  const chosen = new Map<number, SynthRecord>();
  for (const record of records)
    if (!record.away && !chosen.get(record.person.key)?.counted) chosen.set(record.person.key, record);
  const lines: string[] = [];
  for (const { person, district, school, grade, status, counted } of chosen.values())
    lines.push(
      `${person.key},${person.student},${district},${school},${grades[grade]},${status},${counted ? "yes" : "no"},${person.first},` +
        `${person.middle},${person.last},${person.gender},${isoOf(person.birth)},${person.townOfBirth},${person.guardian},` +
        `${person.race},${person.family},${person.twin ? "yes" : "no"}\n`,
    );
  truth.write(lines);
  return lines.length;
};

const chunkLines = 20_000;

const writeLines = (path: string, lines: string[], hash: Hash): void => {
  const file = new TextFile(path, hash);
  file.write(lines);
  file.close();
};

/** A file written in chunks; what it holds goes into the hash. */
class TextFile {
  private readonly handle: number;
  private readonly hash: Hash;

  constructor(path: string, hash: Hash) {
    this.handle = openSync(path, "w");
    this.hash = hash;
  }

  write(lines: string[]): void {
    for (let from = 0; from < lines.length; from += chunkLines) {
      const bytes = Buffer.from(lines.slice(from, from + chunkLines).join(""));
      this.hash.update(bytes);
      for (let at = 0; at < bytes.length; ) at += writeSync(this.handle, bytes, at);
    }
  }

  close(): void {
    closeSync(this.handle);
  }
}

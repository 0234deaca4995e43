// The directory as three tables that report SQL can join: schools, districts and SAUs of a year. Pure.
import { type Directory, GRADES, type Grade } from "../directory/index.ts";
import type { Staged } from "./engine.ts";

/** Relation name -> its rows in order of their numbers, so that the same directory gives the same bytes. */
export type DirectoryTables = { school: Staged; district: Staged; sau: Staged };

export const directoryTables = (directory: Directory): DirectoryTables => {
  const schools = directory.schools.toSorted((one, other) => one.number - other.number);
  const districts = directory.districts.toSorted((one, other) => one.number - other.number);
  const saus = directory.saus.toSorted((one, other) => one.number - other.number);
  return {
    school: {
      columns: {
        number: "integer",
        name: "text",
        district: "integer",
        sau: "integer",
        kind: "text",
        level: "text",
        lowest_grade: "integer",
        highest_grade: "integer",
        county: "text",
        required: "integer",
      },
      rows: schools.map((school) => [
        school.number,
        school.name,
        school.district,
        school.sau,
        school.kind,
        school.level,
        ...numberedSpan(school.grades),
        school.county ?? null,
        school.required ? 1 : 0,
      ]),
    },
    district: {
      columns: { number: "integer", name: "text", sau: "integer", kind: "text" },
      rows: districts.map((district) => [district.number, district.name, district.sau, district.kind]),
    },
    sau: { columns: { number: "integer", name: "text" }, rows: saus.map((sau) => [sau.number, sau.name]) },
  };
};

/** Lowest and highest of the grades 1 to 12; a school that only runs others has neither. */
const numberedSpan = (grades: readonly Grade[]): (number | null)[] => {
  const numbers = GRADES.filter((grade) => grades.includes(grade) && /^\d+$/.test(grade)).map(Number);
  return numbers.length === 0 ? [null, null] : [Math.min(...numbers), Math.max(...numbers)];
};

// A file of made-up records for the bench of `check`, with a directory that fits it. Seeded: the same file each time.
import { closeSync, openSync, writeSync } from "node:fs";
import type { DirectoryContext } from "../../src/dictionary/index.ts";

const districts = 160;
const schoolsEach = 3;
const spans = [
  { grades: ["PK", "KG", "1", "2", "3", "4"], codes: [13, 14, 1, 2, 3, 4] },
  { grades: ["5", "6", "7", "8"], codes: [5, 6, 7, 8] },
  { grades: ["9", "10", "11", "12", "PG"], codes: [9, 10, 11, 12, 15] },
];

const districtNumber = (at: number) => 11 + at * 5;
const schoolNumber = (district: number, at: number) => 20005 + district * 15 + at * 5;

export const benchDirectory = (year: number): DirectoryContext => ({
  year,
  saus: Array.from({ length: districts }, (_, at) => 1 + (at >> 1)),
  districts: Array.from({ length: districts }, (_, at) => ({
    number: districtNumber(at),
    sau: 1 + (at >> 1),
    towns: [1 + at],
  })),
  schools: Array.from({ length: districts * schoolsEach }, (_, at) => {
    const district = Math.floor(at / schoolsEach);
    return {
      number: schoolNumber(district, at % schoolsEach),
      district: districtNumber(district),
      sau: 1 + (district >> 1),
      kind: "public",
      grades: spans[at % schoolsEach]!.grades,
      opens: `${year - 1}-08-27`,
      closes: `${year}-06-12`,
      activeFrom: "1990-07-01",
      halfDaysInSession: 360,
    };
  }),
  towns: Array.from({ length: districts }, (_, at) => ({ number: 1 + at, district: districtNumber(at) })),
});

/** Writes `rows` records; about one in two hundred has a mistake. Returns the bytes written. */
export const writeBenchFile = (path: string, rows: number, year: number): number => {
  let seed = 12345;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 4294967296) * below);
  };
  const file = openSync(path, "w");
  let bytes = 0;
  let text = "";
  for (let row = 0; row < rows; row++) {
    const district = random(districts);
    const at = random(schoolsEach);
    const codes = spans[at]!.codes;
    const grade = codes[random(codes.length)]!;
    const age = grade === 13 ? 4 : grade === 14 ? 5 : grade === 15 ? 18 : grade + 5;
    const born = `${1 + random(8)}/${1 + random(28)}/${year - 1 - age}`;
    const high = grade >= 9 && grade <= 12;
    const left = random(40) === 0;
    const race = random(200) === 0 ? 9 : 1 + random(5);
    const number = districtNumber(district);
    text += `${1_000_000_000 + row * 7},${born},${race},1,${1 + (district >> 1)},${number},${schoolNumber(district, at)},${1 + district},${number},${grade},,08/27/${year - 1},E1,${left ? `10/03/${year - 1},W4` : ","},${30 + random(10)},${random(8)},,,,,,${random(60) === 0 ? 3 : ""},,${high ? year + 12 - grade : ""},${random(20) === 0 ? 1 : 0}\n`;
    if (text.length > 1 << 20 || row === rows - 1) {
      bytes += writeSync(file, text);
      text = "";
    }
  }
  closeSync(file);
  return bytes;
};

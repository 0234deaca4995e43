// Finds and reads the heading of a published school table by its words, since columns come, go and change names between years.
import type { Grade, SchoolKind } from "./model.ts";

type IdRole = "sau" | "sauName" | "district" | "districtName" | "school" | "schoolName";
export type Heading = {
  ids: Record<IdRole, number>;
  grades: { grade: Grade; column: number }[];
  total: number;
  /** Columns among the grades that are none this program knows. */
  unknown: { name: string; column: number }[];
};

const plain = (cell: string): string => cell.toLowerCase().replace(/[^a-z0-9#]/g, "");

const gradeWords: Record<string, Grade> = {
  preschool: "PK",
  prekindergarten: "PK",
  prek: "PK",
  pk: "PK",
  ps: "PK",
  kindergarten: "KG",
  kinder: "KG",
  kg: "KG",
  k: "KG",
  readiness: "R",
  readi: "R",
  r: "R",
  postgraduate: "PG",
  postgrad: "PG",
  pg: "PG",
};

const gradeOf = (cell: string): Grade | undefined => {
  const word = plain(cell);
  const number = /^(?:grade|gr)?0?(1[0-2]|[1-9])(?:st|nd|rd|th)?$/.exec(word)?.[1];
  return (number as Grade | undefined) ?? gradeWords[word];
};

const organizations = { sau: /^sau/, district: /^dist(?:rict)?/, school: /^sch(?:ool)?/ } as const;

/** The column of an organization's number and of its name: `School #`, `SchoolNbr`, `Sch ID`; `School Name`, or `School` beside a number. */
const findPair = (words: string[], organization: keyof typeof organizations): [number, number] | undefined => {
  const start = organizations[organization];
  const rest = words.map((word) => (start.test(word) ? word.replace(start, "") : undefined));
  const named = rest.indexOf("name");
  const numbered = rest.findIndex((word) => word !== undefined && /^(#|nbr|no|num|number|id|code)$/.test(word));
  const bare = rest.indexOf("");
  const number = numbered >= 0 ? numbered : bare;
  const name = named >= 0 ? named : bare;
  return number >= 0 && name >= 0 && number !== name ? [number, name] : undefined;
};

/** The heading that `cells` spell, or undefined where they are no heading. */
export const findHeading = (cells: string[]): Heading | undefined => {
  const words = cells.map(plain);
  const sau = findPair(words, "sau");
  const district = findPair(words, "district");
  const school = findPair(words, "school");
  const total = words.findLastIndex((word) => word.includes("total"));
  if (!sau || !district || !school) return undefined;
  const grades = cells.flatMap((cell, column) => {
    const grade = gradeOf(cell);
    return grade ? [{ grade, column }] : [];
  });
  const first = grades[0]?.column ?? 0;
  const known = new Set(grades.map(({ column }) => column));
  const unknown = cells.flatMap((name, column) =>
    column > first && column !== total && !known.has(column) && name !== "" ? [{ name, column }] : [],
  );
  if (grades.length < 5 || new Set(grades.map(({ grade }) => grade)).size < grades.length) return undefined;
  return {
    ids: {
      sau: sau[0],
      sauName: sau[1],
      district: district[0],
      districtName: district[1],
      school: school[0],
      schoolName: school[1],
    },
    grades,
    total,
    unknown,
  };
};

/** The kind of school that a section's title line announces, or undefined where it is another text. */
export const findSectionKind = (title: string): SchoolKind | undefined => {
  if (title.length > 80 || /foot ?note|source|report|enrollments? by|total/i.test(title)) return undefined;
  if (/charter/i.test(title)) return "charter";
  if (/academ|joint maintenance/i.test(title)) return "academy";
  if (/interstate/i.test(title)) return "interstate";
  if (/non-?public|private/i.test(title)) return "nonpublic";
  return /public school/i.test(title) ? "public" : undefined;
};

/** The school year (by its last calendar year) that the lines above the heading name. */
export const findYear = (title: string): number | undefined => {
  for (const [, from, to] of title.matchAll(/\b(20\d\d)\s*[-\u2013\u2014/]\s*(20\d\d|\d\d)\b/g))
    if ((Number(from) + 1) % 100 === Number(to) % 100) return Number(from) + 1;
  const counted = /as of october\s+\d+,?\s+(20\d\d)/i.exec(title)?.[1];
  return counted ? Number(counted) + 1 : undefined;
};

// Small published tables for tests: whole, checked by the same parser, with the columns of other years.
import type { Grade } from "../../directory/index.ts";

export type SmallSchool = {
  district: number;
  school: number;
  counts: Partial<Record<Grade, number>>;
  section?: string;
};

/** The text of a published table. `columns` are the grades that this year's table has. */
export const smallTable = (schools: SmallSchool[], columns: Grade[], year = 2026): string => {
  const heading = `SAU #,SAU Name,District #,District Name,School #,School Name,${columns.join(",")},Total`;
  const sum = (list: SmallSchool[], grade: Grade) => list.reduce((total, each) => total + (each.counts[grade] ?? 0), 0);
  const figures = (list: SmallSchool[]) => {
    const counts = columns.map((grade) => sum(list, grade));
    return [...counts, counts.reduce((total, count) => total + count, 0)].join(",");
  };
  const sections = [...new Set(schools.map((each) => each.section ?? ""))];
  const lines = sections.flatMap((section) => {
    const own = schools.filter((each) => (each.section ?? "") === section);
    const rows = own.map((each) => {
      const { district, school } = each;
      return `${district + 20},Union ${district},${district},Town ${district},${school},School ${school},${figures([each])}`;
    });
    return [...(section ? [section, heading] : []), ...rows, `,,,,,SubTotal,${figures(own)}`];
  });
  const title = `${year - 1} - ${year} Enrollments by Grade`;
  return [title, heading, `,,,,,State Total,${figures(schools)}`, ...lines, "Foot Notes", "none"].join("\n");
};

/** Five districts, an academy and a charter school; kindergarten and post-graduates are missing, readiness is there. */
export const olderSchools: SmallSchool[] = [
  { district: 11, school: 20100, counts: { PK: 12, R: 9, "1": 60, "2": 55, "3": 70, "4": 66 } },
  { district: 11, school: 20105, counts: { "5": 70, "6": 80, "7": 90, "8": 100 } },
  { district: 11, school: 20110, counts: { "9": 220, "10": 210, "11": 205, "12": 190 } },
  { district: 13, school: 20200, counts: { "1": 40, "2": 45, "3": 38, "4": 41, "5": 39, "6": 44, "7": 40, "8": 46 } },
  { district: 15, school: 20300, counts: { "1": 30, "2": 35, "3": 31, "4": 0, "5": 28 } },
  { district: 15, school: 20305, counts: { "1": 10, "6": 33, "7": 36, "8": 31 } },
  { district: 17, school: 20400, counts: { PK: 20, "1": 90, "2": 95, "3": 99, "4": 88 } },
  { district: 19, school: 20500, counts: { "7": 160, "8": 150, "9": 300, "10": 290, "11": 280, "12": 270 } },
  { district: 970, school: 28000, counts: { "9": 100, "10": 90, "11": 95, "12": 85 }, section: "Public Academies" },
  { district: 700, school: 28500, counts: { R: 3, "1": 20, "2": 21, "3": 18 }, section: "Public Charter Schools" },
];

export const olderColumns: Grade[] = ["PK", "R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

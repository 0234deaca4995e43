// What a roster changes, as lines with titles: for screens and commands.
import type { RosterCounts } from "./import-roster.ts";

const titles = {
  students: "Students",
  enrollments: "School enrollments",
  classes: "Classes",
  learners: "Students in classes",
  teachers: "Teachers of classes",
  edges: "Who teaches whom",
  families: "Parents and guardians",
  accounts: "Accounts",
  assignments: "Roles held",
} as const;

export type CountLine = { title: string; added: number; changed: number; ended: number; unchanged: number };

export const countLines = (counts: RosterCounts): CountLine[] =>
  (Object.keys(titles) as (keyof typeof titles)[]).map((what) => ({
    ...{ title: titles[what], added: 0, changed: 0, ended: 0, unchanged: 0 },
    ...counts[what],
  }));

// Ages and years that belong to a grade. Pure.
import { GRADES, type Grade } from "../directory/index.ts";
import type { Chance } from "./random.ts";

const early: Partial<Record<Grade, number>> = { PK: 4, KG: 5, R: 6, PG: 18 };

export const isHighSchool = (grade: Grade): boolean => Number(grade) >= 9;

export const gradeIndex = (grade: Grade): number => GRADES.indexOf(grade);

/** Completed years on 30 September for most pupils of a grade. */
export const usualAge = (grade: Grade): number => early[grade] ?? Number(grade) + 5;

/** Years that a pupil is behind (or ahead of) the usual age: retained, started late, skipped a grade. */
export const drawDelay = (grade: Grade, unusualShare: number, chance: Chance): number => {
  const draw = chance.unit();
  if (grade === "PK") return draw < 0.36 ? -1 : draw < 0.96 ? 0 : 1;
  if (grade === "KG") return draw < 0.05 ? 1 : 0;
  if (!isHighSchool(grade)) return draw < 0.055 ? 1 : draw < 0.058 ? -1 : draw < 0.061 ? 2 : 0;
  if (chance.happens(unusualShare)) return 4;
  return draw < 0.07 ? 1 : draw < 0.085 ? 2 : draw < 0.09 ? -1 : draw < 0.092 ? 3 : 0;
};

/** The year in which the pupil was first expected to finish; undefined outside grades 9 to 12. */
export const graduationYear = (grade: Grade, year: number, delay: number): number | undefined =>
  isHighSchool(grade) ? year + 12 - Number(grade) - (delay >= 2 ? 1 : 0) : undefined;

// Which schools a district's submission must hold. Pure.
import { schoolYearEnd, schoolYearStart } from "../platform/index.ts";
import type { Directory, School } from "./model.ts";

/** True where the school exists at some day of the directory's year. */
const isActive = (directory: Directory, school: School): boolean =>
  school.activeFrom <= schoolYearEnd(directory.year) &&
  (school.activeTo ?? "9999-12-31") >= schoolYearStart(directory.year);

/** The district's schools that must have records: active in the year, with pupils expected. */
export const requiredSchools = (directory: Directory, district: number): School[] =>
  directory.schools.filter((school) => school.district === district && school.required && isActive(directory, school));

// Districts and schools as a district's roster names them, for years of which nobody published a directory. A published
// one is never changed: the roster is only compared with it.
import { type SchoolYear, schoolYearEnd, schoolYearStart, type Tx } from "../platform/index.ts";
import { type Change, compareDirectories } from "./difference.ts";
import { importDirectory } from "./import-directory.ts";
import { type Directory, type District, GRADES, type Grade, type School, type SchoolLevel } from "./model.ts";
import { findDirectory, isRosterYear, lockYear, markRosterYear } from "./store.ts";

export type RosterOrganizations = {
  year: SchoolYear;
  district: { number: number; name: string };
  schools: { number: number; name: string; grades: string[] }[];
  /** First and last day of its classes. */
  opens: string;
  closes: string;
};

export type KeptOrganizations = {
  changes: Change[];
  /** Numbers that a published directory has not, or has in another district. */
  unknown: { record: "district" | "school"; number: number }[];
};

/** In the caller's transaction. Schools of the roster's district that it lacks are left as they are. */
export const keepRosterOrganizations = async (
  tx: Tx,
  given: RosterOrganizations,
  actor: string,
): Promise<KeptOrganizations> => {
  await lockYear(tx, given.year);
  const known = await findDirectory(tx, given.year);
  if (known && !(await isRosterYear(tx, given.year))) return { changes: [], unknown: unknownIn(known, given) };
  const merged = merge(known, given);
  // A year that only rosters know gains organizations and loses none: the next district's roster names its own.
  if (known && compareDirectories(known, merged).length === 0) return { changes: [], unknown: [] };
  const changes = await importDirectory(tx, merged, actor);
  await markRosterYear(tx, given.year);
  return { changes, unknown: [] };
};

const unknownIn = (known: Directory, { district, schools }: RosterOrganizations): KeptOrganizations["unknown"] => [
  ...(known.districts.some(({ number }) => number === district.number)
    ? []
    : [{ record: "district" as const, number: district.number }]),
  ...schools
    .filter(({ number }) => !known.schools.some((one) => one.number === number && one.district === district.number))
    .map(({ number }) => ({ record: "school" as const, number })),
];

const merge = (known: Directory | undefined, given: RosterOrganizations): Directory => {
  const { year, district } = given;
  const before = known ?? { year, saus: [], districts: [], schools: [], towns: [] };
  const own = before.districts.find(({ number }) => number === district.number);
  const newDistrict: District = {
    ...(own ?? { towns: [], kind: "public", sau: district.number, contact: { name: "", email: "", phone: "" } }),
    ...district,
  };
  const schools = given.schools.map((school) => schoolOf(school, before, given));
  return {
    year,
    saus: own ? before.saus : byNumber(before.saus, [{ number: district.number, name: district.name }]),
    districts: byNumber(before.districts, [newDistrict]),
    schools: byNumber(before.schools, schools),
    towns: before.towns,
  };
};

const byNumber = <T extends { number: number }>(before: readonly T[], changed: readonly T[]): T[] => {
  const numbers = new Set(changed.map(({ number }) => number));
  return [...before.filter(({ number }) => !numbers.has(number)), ...changed].sort((a, b) => a.number - b.number);
};

/** Half days of a school year of 180 days. */
const halfDays = 360;

const schoolOf = (
  given: RosterOrganizations["schools"][number],
  before: Directory,
  roster: RosterOrganizations,
): School => {
  const known = before.schools.find(({ number }) => number === given.number);
  const run = new Set<string>([...(known?.grades ?? []), ...given.grades]);
  const grades = GRADES.filter((grade) => run.has(grade));
  const { year, district, opens, closes } = roster;
  const within = { opens: opens || schoolYearStart(year), closes: closes || schoolYearEnd(year) };
  return {
    ...(known ?? {
      kind: "public",
      sau: district.number,
      activeFrom: schoolYearStart(year),
      halfDaysInSession: halfDays,
      required: false,
    }),
    ...{ number: given.number, name: given.name, district: district.number, grades, level: levelOf(grades), ...within },
  };
};

const levelOf = (grades: Grade[]): SchoolLevel => {
  const highest = GRADES.indexOf(grades.at(-1) ?? "KG");
  const lowest = GRADES.indexOf(grades[0] ?? "KG");
  if (highest >= GRADES.indexOf("9")) return lowest >= GRADES.indexOf("7") ? "high" : "combined";
  return highest >= GRADES.indexOf("7") && lowest >= GRADES.indexOf("4") ? "middle" : "elementary";
};

// Makes a whole directory from a published table and a profile's conventions, the same every time. Pure.
import { schoolYearEnd, schoolYearStart } from "../platform/index.ts";
import type { Conventions } from "./conventions.ts";
import {
  type Contact,
  type Directory,
  type District,
  GRADES,
  type Grade,
  type School,
  type SchoolKind,
  type SchoolLevel,
} from "./model.ts";
import type { PublishedRow, PublishedTable } from "./published-model.ts";

/** Kinds of district that pupils live in; academies and charter schools only take pupils in. */
const residents: ReadonlySet<SchoolKind> = new Set<SchoolKind>(["public", "interstate"]);

/** Valid grades are those with pupils; a school without any is not required to submit this year. */
export const deriveDirectory = (table: PublishedTable, conventions: Conventions): Directory => {
  const saus = new Map(table.rows.map((row) => [row.sau, { number: row.sau, name: row.sauName }]));
  const districts = new Map<number, District>();
  for (const row of table.rows)
    if (!districts.has(row.district)) districts.set(row.district, districtOf(row, conventions));
  const own = new Set(conventions.towns.map((town) => town.district));
  const towns = conventions.towns.filter((town) => districts.has(town.district));
  for (const district of districts.values())
    if (conventions.town_of_district === "same-number" && residents.has(district.kind) && !own.has(district.number))
      towns.push({ number: district.number, name: district.name, district: district.number });
  for (const town of towns) districts.get(town.district)?.towns.push(town.number);
  return {
    year: table.year,
    saus: [...saus.values()].sort(byNumber),
    districts: [...districts.values()].sort(byNumber),
    schools: [
      ...table.rows.map((row) => schoolOf(row, table, conventions)),
      ...specialSchools(table, conventions),
    ].sort(byNumber),
    towns: towns.sort(byNumber),
  };
};

/** Elementary, middle or high by the grades a school runs; combined where it reaches from the lower grades to high school. */
const levelOf = (grades: Grade[]): SchoolLevel => {
  const order = grades.map((grade) => GRADES.indexOf(grade));
  const lowest = Math.min(...order);
  const highest = Math.max(...order);
  if (highest >= GRADES.indexOf("9")) return lowest >= GRADES.indexOf("7") ? "high" : "combined";
  return highest >= GRADES.indexOf("7") && lowest >= GRADES.indexOf("4") ? "middle" : "elementary";
};

const byNumber = (one: { number: number }, other: { number: number }): number => one.number - other.number;

const districtOf = (row: PublishedRow, conventions: Conventions): District => ({
  number: row.district,
  name: row.districtName,
  sau: row.sau,
  kind: row.section,
  towns: [],
  contact: contactOf(row.district, conventions),
});

const schoolOf = (row: PublishedRow, table: PublishedTable, conventions: Conventions): School => {
  const grades = GRADES.filter((grade) => (row.counts[grade] ?? 0) > 0);
  return {
    number: row.school,
    name: row.schoolName,
    district: row.district,
    sau: row.sau,
    kind: row.section,
    level: levelOf(grades),
    grades,
    opens: weekdayIn(`${table.year - 1}`, conventions.first_day, row.district),
    closes: weekdayIn(`${table.year}`, conventions.last_day, row.district),
    activeFrom: conventions.active_from,
    halfDaysInSession: conventions.half_days_in_session,
    required: row.total > 0,
  };
};

/** Schools outside the state's districts keep no calendar here: every day of the school year fits them. */
const specialSchools = (table: PublishedTable, conventions: Conventions): School[] => {
  const listed = new Set(table.rows.map((row) => row.school));
  return conventions.specialSchools
    .filter((special) => !listed.has(special.number))
    .map((special) => ({
      ...special,
      district: 0,
      sau: 0,
      level: levelOf(special.grades),
      opens: schoolYearStart(table.year),
      closes: schoolYearEnd(table.year),
      activeFrom: conventions.active_from,
      halfDaysInSession: conventions.half_days_in_session,
      required: false,
    }));
};

const dayMillis = 86_400_000;

/** A weekday within the span, spread over districts by their number. */
const weekdayIn = (year: string, span: { earliest: string; latest: string }, district: number): string => {
  const days: string[] = [];
  for (
    let day = Date.parse(`${year}-${span.earliest}`);
    day <= Date.parse(`${year}-${span.latest}`);
    day += dayMillis
  ) {
    const date = new Date(day);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }
  return days[spread(district, days.length)] ?? `${year}-${span.latest}`;
};

const contactOf = (district: number, { contact }: Conventions): Contact => {
  const given = contact.given_names[spread(district, contact.given_names.length)]!;
  const family = contact.family_names[spread(district * 31 + 7, contact.family_names.length)]!;
  return {
    name: `${given} ${family}`,
    email: `${given}.${family}.${district}@${contact.mail_domain}`.toLowerCase(),
    phone: `${contact.phone_prefix}${String(district % 100).padStart(2, "0")}`,
  };
};

/** A number below `size` that looks unrelated to `seed` (multiplicative hashing). */
const spread = (seed: number, size: number): number => (Math.imul(seed, 0x9e3779b1) >>> 0) % size;

// How the same student comes again, as another clerk writes it down: slips, short forms, other names, blanks, another district.
import { type StudentFacts, studentFacts } from "../registry/facts.ts";
import { type Drawn, lastName } from "./made-names.ts";
import { mistyped } from "./made-people.ts";
import { type MadeStudent, madeDistricts, raceOf } from "./made-students.ts";

/** Shares of requests with each trouble. The sum is that of an ordinary year; nobody sees all of a record right. */
const share = {
  moved: 0.6,
  firstMistyped: 0.02,
  shortForm: 0.02,
  lastMistyped: 0.02,
  lastDoubled: 0.012,
  otherLast: 0.006,
  swappedNames: 0.003,
  middleInitial: 0.2,
  middleBlank: 0.15,
  suffixLost: 0.3,
  dayAndMonth: 0.003,
  otherDay: 0.006,
  otherYear: 0.002,
  otherSex: 0.003,
  otherRace: 0.04,
  townBlank: 0.05,
  townMistyped: 0.03,
  otherTown: 0.02,
  guardianBlank: 0.25,
  otherGuardian: 0.2,
  localMistyped: 0.02,
  localGivenAnew: 0.1,
  ssnBlank: 0.2,
  ssnMistyped: 0.01,
} as const;

/** What many children are called; many of them are names of their own. Others are cut short. */
const shortForms: Record<string, string> = Object.fromEntries(
  `Alexander Alex|Alexandra Alex|Matthew Matt|Nicholas Nick|Michael Mike|Joshua Josh|Zachary Zach|Benjamin Ben|Samuel Sam|
  William Will|Jacob Jake|Joseph Joe|Daniel Dan|Christopher Chris|Anthony Tony|Andrew Drew|Elizabeth Liz|Katherine Kate|
  Abigail Abby|Madison Maddie|Isabella Bella|Victoria Tori|Samantha Sam|Jessica Jess|Rebecca Becca|Jennifer Jen|
  Gabriella Gabby|Thomas Tom|James Jimmy|John Jack|Robert Bobby|Charles Charlie|Edward Eddie|Theodore Teddy|
  Margaret Maggie|Jonathan Jon|Timothy Tim|Nathaniel Nate|Emily Em|Olivia Liv|Natalie Nat|Hannah Hanna|Sarah Sara`
    .split("|")
    .map((pair) => pair.trim().split(" ")),
);

/** The record of a student who is known; where the student moved, with the new district's own number. */
export const askedAgain = (student: MadeStudent, chance: Drawn): MadeStudent => {
  const record = { ...student };
  const happens = (what: keyof typeof share): boolean => chance() < share[what];
  const localOf = (): string => String(10_000 + Math.floor(chance() * 3000));
  if (happens("moved")) {
    record.district = 1 + Math.floor(madeDistricts * chance() ** 2);
    record.local = localOf();
  } else if (happens("localMistyped")) record.local = mistyped(record.local, chance);
  else if (happens("localGivenAnew")) record.local = localOf();
  if (happens("firstMistyped")) record.first = mistyped(record.first, chance);
  else if (happens("shortForm")) record.first = shortForms[record.first] ?? record.first.slice(0, 4);
  if (happens("lastMistyped")) record.last = mistyped(record.last, chance);
  else if (happens("lastDoubled")) record.last = `${record.last}-${lastName(chance)}`;
  else if (happens("otherLast")) record.last = lastName(chance);
  if (happens("middleInitial")) record.middle = record.middle.slice(0, 1);
  else if (happens("middleBlank")) record.middle = "";
  if (happens("suffixLost")) record.suffix = "";
  if (happens("swappedNames")) [record.first, record.last] = [record.last, record.first];
  const [year, month, day] = record.dob.split("-") as [string, string, string];
  if (happens("dayAndMonth") && Number(day) <= 12) record.dob = `${year}-${day}-${month}`;
  else if (happens("otherDay"))
    record.dob = `${year}-${month}-${String(1 + Math.floor(chance() * 28)).padStart(2, "0")}`;
  else if (happens("otherYear")) record.dob = `${Number(year) + (chance() < 0.5 ? 1 : -1)}-${month}-${day}`;
  if (happens("otherSex")) record.sex = record.sex === "F" ? "M" : "F";
  if (happens("otherRace")) record.race = raceOf(chance);
  if (happens("townBlank")) record.town = "";
  else if (happens("townMistyped")) record.town = mistyped(record.town, chance);
  else if (happens("otherTown")) record.town = lastName(chance);
  if (happens("guardianBlank")) record.guardian = "";
  else if (happens("otherGuardian")) record.guardian = `${lastName(chance)} ${record.last}`;
  if (happens("ssnBlank")) record.ssn = "";
  else if (happens("ssnMistyped")) record.ssn = record.ssn.slice(0, 7) + record.ssn.slice(8) + record.ssn.slice(7, 8);
  return record;
};

/** What a registry hears of it. `without`: facts that the registry does not ask for. */
export const factsOf = (record: MadeStudent, without: readonly (keyof StudentFacts)[] = []): StudentFacts =>
  studentFacts.parse({
    last_name: record.last,
    first_name: record.first,
    middle_name: record.middle,
    name_suffix: record.suffix,
    birth_date: record.dob,
    sex: record.sex,
    race_ethnicity: record.race,
    town_of_birth: record.town,
    guardian_name: record.guardian,
    ssn: record.ssn,
    ...Object.fromEntries(without.map((name) => [name, ""])),
  });

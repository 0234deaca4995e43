// What a district says of a student when it asks for a number, and the same facts as the matcher compares them.
import { z } from "zod";
import { foldCode, foldText } from "../text/fold.ts";
import { foldName, suffixOf } from "../text/person-name.ts";

const text = z.string().trim().max(120).default("");

/** Facts as written; blank where the district does not know one. Names and birth date are always needed. */
export const studentFacts = z.object({
  last_name: text.refine((name) => name !== "", "the last name is needed"),
  first_name: text.refine((name) => name !== "", "the first name is needed"),
  middle_name: text,
  name_suffix: text,
  birth_date: z.iso.date("the birth date is a day such as 2015-04-30"),
  sex: text,
  race_ethnicity: text,
  town_of_birth: text,
  guardian_name: text,
  ssn: text.refine((number) => number === "" || /^\d{9}$/.test(foldCode(number)), "nine digits, or blank"),
});

export type StudentFacts = z.output<typeof studentFacts>;
export type FactName = keyof StudentFacts;
export const factNames = Object.keys(studentFacts.shape) as FactName[];

/** What the matcher compares of a record, by role of the model. */
export const cellRoles = [
  "first",
  "middle",
  "last",
  "dob",
  "sex",
  "race",
  "town",
  "guardian",
  "ssn",
  "suffix",
  "local",
] as const;
export type CellRole = (typeof cellRoles)[number];
/** Folded facts, or encodings of them; "" where blank. */
export type Cells = Record<CellRole, string>;

/** The fact of which a cell is made. */
export const factOfCell: Partial<Record<CellRole, FactName>> = {
  first: "first_name",
  middle: "middle_name",
  last: "last_name",
  dob: "birth_date",
  sex: "sex",
  race: "race_ethnicity",
  town: "town_of_birth",
  guardian: "guardian_name",
  ssn: "ssn",
  suffix: "name_suffix",
};

/** `local`: the district and its own number of the student, which other districts may use for another. */
export const foldFacts = (facts: StudentFacts, district: number, localIdentifier: string): Cells => {
  const local = foldCode(localIdentifier);
  return {
    first: foldName(facts.first_name),
    middle: foldName(facts.middle_name),
    last: foldName(facts.last_name),
    dob: facts.birth_date.replaceAll("-", ""),
    sex: foldCode(facts.sex),
    race: foldText(facts.race_ethnicity),
    town: foldText(facts.town_of_birth),
    guardian: foldName(facts.guardian_name),
    ssn: foldCode(facts.ssn),
    suffix: suffixOf(facts.name_suffix) || suffixOf(facts.last_name),
    local: local === "" ? "" : `${district} ${local}`,
  };
};

// The directory as one CSV file: a row per SAU, district, town and school, told apart by `record`. Reading and writing, no database.
import { basename, dirname } from "node:path";
import { z } from "zod";
import { ProfileError, type ProfileIssue, readProfileCsvWithPlaces, writeCsv } from "../platform/index.ts";
import { checkDirectory } from "./check-directory.ts";
import { type Directory, GRADES, type Grade } from "./model.ts";

const header = [
  "record",
  "year",
  "number",
  "name",
  "sau",
  "district",
  "kind",
  "level",
  "grades",
  "opens",
  "closes",
  "active_from",
  "active_to",
  "half_days_in_session",
  "required",
  "county",
  "contact_name",
  "contact_email",
  "contact_phone",
] as const;

export const writeDirectoryFile = (directory: Directory): string => {
  const { year } = directory;
  const row = (cells: Partial<Record<(typeof header)[number], unknown>>): unknown[] =>
    header.map((name) => cells[name] ?? "");
  return writeCsv(header, [
    ...directory.saus.map((sau) => row({ record: "sau", year, ...sau })),
    ...directory.districts.map(({ contact, ...district }) =>
      row({
        record: "district",
        year,
        ...district,
        contact_name: contact.name,
        contact_email: contact.email,
        contact_phone: contact.phone,
      }),
    ),
    ...directory.towns.map((town) => row({ record: "town", year, ...town })),
    ...directory.schools.map((school) =>
      row({
        record: "school",
        year,
        ...school,
        grades: school.grades.join(" "),
        active_from: school.activeFrom,
        active_to: school.activeTo,
        half_days_in_session: school.halfDaysInSession,
        required: school.required ? "yes" : "no",
      }),
    ),
  ]);
};

const number = z.string().regex(/^\d+$/, "a whole number is needed").transform(Number);
const numberOrNone = z.string().regex(/^\d*$/, "a whole number or nothing").transform(Number);
const kind = z.enum(["public", "academy", "charter", "interstate", "nonpublic", "out-of-state"]);
const name = z.string().min(1, "a name is needed");
const grades = z.string().transform((text, context): Grade[] => {
  const words = text.split(" ").filter((word) => word !== "");
  for (const word of words)
    if (!(GRADES as readonly string[]).includes(word)) context.addIssue(`"${word}" is no grade (${GRADES.join(" ")})`);
  return words as Grade[];
});
const organization = { year: number, number, name };
const row = z.discriminatedUnion("record", [
  z.object({ record: z.literal("sau"), ...organization }),
  z.object({
    record: z.literal("district"),
    ...organization,
    sau: number,
    kind,
    contact_name: z.string(),
    contact_email: z.string(),
    contact_phone: z.string(),
  }),
  z.object({ record: z.literal("town"), ...organization, district: number }),
  z.object({
    record: z.literal("school"),
    ...organization,
    sau: numberOrNone,
    district: numberOrNone,
    kind,
    level: z.enum(["elementary", "middle", "high", "combined"]),
    grades,
    opens: z.iso.date("a day as YYYY-MM-DD"),
    closes: z.iso.date("a day as YYYY-MM-DD"),
    active_from: z.iso.date("a day as YYYY-MM-DD"),
    active_to: z.union([z.literal(""), z.iso.date()], "a day as YYYY-MM-DD or nothing"),
    half_days_in_session: number,
    required: z.enum(["yes", "no"]).transform((word) => word === "yes"),
    county: z.string().optional(),
  }),
]);

/** True where the text begins as a directory file does. */
export const isDirectoryFile = (text: string): boolean => /^\uFEFF?"?record"?,"?year"?,/.test(text);

/** Reads the CSV form. Throws ProfileError naming line and column of every cell that is wrong or names an unknown organization. */
export const parseDirectoryFile = (path: string): Directory => {
  const file = basename(path);
  const rows = readProfileCsvWithPlaces(dirname(path), file, row);
  const directory: Directory = { year: rows[0]?.value.year ?? 0, saus: [], districts: [], schools: [], towns: [] };
  const issues: ProfileIssue[] = [];
  for (const { value, place } of rows) {
    if (value.year !== directory.year)
      issues.push({
        file,
        ...place.cell("year"),
        message: `the file is of ${directory.year}, this row of ${value.year}`,
      });
    addRow(directory, value);
  }
  for (const town of directory.towns)
    directory.districts.find((district) => district.number === town.district)?.towns.push(town.number);
  if (rows.length === 0) issues.push({ file, line: 1, column: 1, message: "the file has no rows" });
  for (const { record, number: wanted, column, message } of checkDirectory(directory)) {
    const at = rows.find(({ value }) => value.record === record && value.number === wanted);
    issues.push({ file, ...(at?.place.cell(column) ?? { line: 1, column: 1 }), message });
  }
  if (issues.length > 0) throw new ProfileError(issues);
  return directory;
};

const addRow = (directory: Directory, value: z.output<typeof row>): void => {
  const { number, name } = value;
  if (value.record === "sau") directory.saus.push({ number, name });
  else if (value.record === "town") directory.towns.push({ number, name, district: value.district });
  else if (value.record === "district") {
    const contact = { name: value.contact_name, email: value.contact_email, phone: value.contact_phone };
    directory.districts.push({ number, name, sau: value.sau, kind: value.kind, towns: [], contact });
  } else {
    const { sau, district, kind, level, grades, opens, closes, required, county } = value;
    directory.schools.push({
      ...{ number, name, sau, district, kind, level, grades, opens, closes, required },
      activeFrom: value.active_from,
      ...(value.active_to ? { activeTo: value.active_to } : {}),
      halfDaysInSession: value.half_days_in_session,
      ...(county ? { county } : {}),
    });
  }
};

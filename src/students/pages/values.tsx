// Values of the record as a reader in the United States writes them: days, school years, yes and no, names of places.
import { type FieldName, findField, type RecordTableName, recordTables } from "../../access/index.ts";
import { schoolYearLabel } from "../../platform/index.ts";
import { formatDate, formatNumber } from "../../web/index.ts";
import { kindOf } from "../reading/field-values.ts";
import type { Row, Value } from "../reading/store.ts";

/** Names of organizations by number, from the directory; a number that it does not know stays a number. */
export type PlaceNames = { district(number: number): string; school(number: number): string };

const words: Record<string, string> = {
  "english-learner": "English learner",
  "title-1": "Title I",
  "career-technical": "Career and technical education",
  iep: "IEP",
  "service-plan": "Service plan",
  "504": "Section 504",
};

export const shownValue = (column: string, value: Value | undefined, places: PlaceNames): string => {
  if (value === null || value === undefined || value === "") return "–";
  const plain = column.replace(/^(class|current)_/, "");
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") {
    if (plain === "district") return places.district(value);
    if (plain === "school") return places.school(value);
    if (plain === "school_year") return schoolYearLabel(value);
    return formatNumber(value);
  }
  if (kindOf(plain) === "day" || kindOf(column) === "day") return formatDate(value);
  const coded = ["program", "plan", "lunch_status"].includes(plain);
  return coded ? (words[value] ?? value.charAt(0).toUpperCase() + value.slice(1)) : value;
};

/** Title of a column of a table; a class's own columns stand in the table of its roster. */
export const columnTitle = (table: RecordTableName, column: string): string => {
  const name: FieldName =
    table === "class_roster" && column.startsWith("class_") ? `class.${column.slice(6)}` : `${table}.${column}`;
  return findField(name)?.field.title ?? column;
};

export const tableTitle = (table: RecordTableName): string => recordTables[table].title;

/** Last name first; where names are not seen, the number that is. */
export const studentName = (id: number, values: Row): string => {
  const last = [values.last_name, values.name_suffix].filter(Boolean).join(" ");
  const given = [values.first_name, values.middle_name].filter(Boolean).join(" ");
  const name = [last, given].filter(Boolean).join(", ");
  return name || (values.state_identifier ? `Student ${values.state_identifier}` : `Record ${id}`);
};

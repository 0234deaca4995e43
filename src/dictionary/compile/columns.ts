// The columns of a collection in a school year: which elements, in which order, with which types in the database.
import type { DataElement, Dictionary, ElementColumn } from "../types.ts";

const sqlTypes = { integer: "integer", decimal: "numeric", date: "date", text: "text" } as const;

export const inYear = (entry: { validFrom?: number; validTo?: number }, year: number): boolean =>
  (entry.validFrom ?? 0) <= year && year <= (entry.validTo ?? 9999);

/** Elements of the collection by position; only those valid in `year`, when it is given. */
export const elementsOf = (dictionary: Dictionary, collection: string, year?: number): DataElement[] =>
  dictionary.elements
    .filter((element) => element.collection === collection && (year === undefined || inYear(element, year)))
    .sort((a, b) => a.position - b.position);

export const elementColumn = (element: DataElement): ElementColumn => ({
  position: element.position,
  name: element.name,
  longName: element.longName,
  sqlName: element.sqlName,
  type: element.type,
  sqlType: sqlTypes[element.type],
  format: element.format,
  minLength: element.minLength,
  maxLength: element.maxLength,
  required: element.required === "yes",
  codeSet: element.codeSet,
  warehouse: element.warehouse,
  level: element.level,
});

// What must hold within one directory: numbers are unique, and every organization's parent exists. Pure.
import type { Directory } from "./model.ts";

export type DirectoryIssue = {
  record: "sau" | "district" | "town" | "school";
  number: number;
  /** Column of the directory file that is wrong. */
  column: string;
  message: string;
};

export const checkDirectory = (directory: Directory): DirectoryIssue[] => {
  const issues: DirectoryIssue[] = [];
  const numbersOf = (record: DirectoryIssue["record"], rows: { number: number }[]): Set<number> => {
    const seen = new Set<number>();
    for (const { number } of rows) {
      if (seen.has(number))
        issues.push({ record, number, column: "number", message: `${record} ${number} is listed twice` });
      seen.add(number);
    }
    return seen;
  };
  const saus = numbersOf("sau", directory.saus);
  const districts = numbersOf("district", directory.districts);
  numbersOf("town", directory.towns);
  numbersOf("school", directory.schools);
  const unknown = (record: DirectoryIssue["record"], number: number, column: string, parent: number): void => {
    issues.push({ record, number, column, message: `${column} ${parent} is not in the file` });
  };
  for (const { number, sau } of directory.districts) if (!saus.has(sau)) unknown("district", number, "sau", sau);
  for (const { number, district } of directory.towns)
    if (!districts.has(district)) unknown("town", number, "district", district);
  for (const { number, district, kind, opens, closes } of directory.schools) {
    const outside = kind === "nonpublic" || kind === "out-of-state";
    if (!outside && !districts.has(district)) unknown("school", number, "district", district);
    if (opens > closes)
      issues.push({
        record: "school",
        number,
        column: "closes",
        message: `the school closes (${closes}) before it opens (${opens})`,
      });
  }
  return issues;
};

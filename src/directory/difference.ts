// What an import changes: organizations added, changed and closed. Pure.
import { isDeepStrictEqual } from "node:util";
import type { Directory } from "./model.ts";

export type Change = {
  record: "sau" | "district" | "town" | "school";
  number: number;
  name: string;
  change: "added" | "changed" | "closed";
};

/** Compares by number within each kind of record. What `before` has and `after` lacks is closed. */
export const compareDirectories = (before: Directory | undefined, after: Directory): Change[] => [
  ...compare("sau", before?.saus, after.saus),
  ...compare("district", before?.districts, after.districts),
  ...compare("town", before?.towns, after.towns),
  ...compare("school", before?.schools, after.schools),
];

const compare = <Row extends { number: number; name: string; activeTo?: string }>(
  record: Change["record"],
  before: Row[] = [],
  after: Row[],
): Change[] => {
  const old = new Map(before.map((row) => [row.number, row]));
  const changes: Change[] = [];
  for (const row of after) {
    const was = old.get(row.number);
    old.delete(row.number);
    if (!was) changes.push({ record, number: row.number, name: row.name, change: "added" });
    else if (!isDeepStrictEqual(was, row))
      changes.push({ record, number: row.number, name: row.name, change: "changed" });
  }
  // A school that an earlier import closed stays in the store, and is no news.
  for (const row of old.values())
    if (row.activeTo === undefined || record !== "school")
      changes.push({ record, number: row.number, name: row.name, change: "closed" });
  return changes;
};

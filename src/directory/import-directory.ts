// Imports a year's directory and gives it back: one transaction with its audit event; importing the same twice changes nothing.
import { recordEvent } from "../audit/index.ts";
import { type Db, Problem, type SchoolYear, schoolYearLabel, schoolYearStart, type Tx } from "../platform/index.ts";
import { type Change, compareDirectories } from "./difference.ts";
import type { Directory } from "./model.ts";
import { findDirectory, lockYear, replaceYear } from "./store.ts";

/** Returns what changed; `actor` is the account that imports. Organizations of other years stay as they are. */
export const importDirectory = async (tx: Tx, directory: Directory, actor: string): Promise<Change[]> => {
  await lockYear(tx, directory.year);
  const changes = compareDirectories(await findDirectory(tx, directory.year), directory);
  if (changes.length > 0) await replaceYear(tx, directory, dayBefore(schoolYearStart(directory.year)));
  await recordEvent(tx, {
    actor,
    action: "directory.import",
    subject: `directory:${directory.year}`,
    details: { schools: directory.schools.length, ...countChanges(changes) },
  });
  return changes;
};

/** Throws `directory-missing` where the year was never imported. */
export const loadDirectory = async (db: Db | Tx, year: SchoolYear): Promise<Directory> => {
  const directory = await findDirectory(db, year);
  if (!directory) throw new Problem("directory-missing", { year, label: schoolYearLabel(year) });
  return directory;
};

export const countChanges = (changes: Change[]): Record<Change["change"], number> => {
  const counts = { added: 0, changed: 0, closed: 0 };
  for (const { change } of changes) counts[change]++;
  return counts;
};

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

// Directories from files: our CSV form or a published table, told apart by content; those a profile or an installation carries.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem, ProfileError, type SchoolYear } from "../platform/index.ts";
import { loadConventions } from "./conventions.ts";
import { deriveDirectory } from "./derive-directory.ts";
import { isDirectoryFile, parseDirectoryFile } from "./directory-file.ts";
import type { Directory } from "./model.ts";
import type { TableNote } from "./published-model.ts";
import { isPublishedTable, parsePublishedTable } from "./published-table.ts";

export type DirectoryReading = { directory: Directory; form: "directory" | "published-table"; notes: TableNote[] };

/** Where an installation keeps the imported directory of a year, so that checks need no database. */
export const directoryPath = (dataDir: string, year: SchoolYear): string => join(dataDir, "directory", `${year}.csv`);

/**
 * Reads `path` in either form. A published table takes calendar, towns and special schools from the profile.
 * Throws `directory-file-invalid` or `school-table-invalid`, both naming line and column.
 */
export const readDirectoryFile = (path: string, year: SchoolYear | undefined, profileDir: string): DirectoryReading => {
  const text = readText(path);
  if (isDirectoryFile(text)) {
    const directory = parseOwnForm(path);
    if (year !== undefined && directory.year !== year)
      throw new Problem("directory-file-invalid", { detail: `the file is of ${directory.year}, not of ${year}` });
    return { directory, form: "directory", notes: [] };
  }
  if (!isPublishedTable(text)) {
    const detail = `${path} is neither a directory file (its first line begins with record,year,...) nor a published school table`;
    throw new Problem("directory-file-invalid", { detail });
  }
  const table = parsePublishedTable(text, year);
  return {
    directory: deriveDirectory(table, loadConventions(profileDir)),
    form: "published-table",
    notes: table.notes,
  };
};

/** The directory that a profile carries for a year: `directory/<year>.csv`, or the published table named in its calendar. */
export const profileDirectory = (profileDir: string, year: SchoolYear): Directory | undefined => {
  const own = join(profileDir, "directory", `${year}.csv`);
  if (existsSync(own)) return readDirectoryFile(own, year, profileDir).directory;
  if (!existsSync(join(profileDir, "directory", "calendar.yaml"))) return undefined;
  const published = loadConventions(profileDir).published[year];
  return published ? readDirectoryFile(join(profileDir, published), year, profileDir).directory : undefined;
};

/** The directory an installation imported for a year, from its data folder; undefined where none was. */
export const findImportedDirectory = (dataDir: string, year: SchoolYear): Directory | undefined => {
  const path = directoryPath(dataDir, year);
  return existsSync(path) ? parseOwnForm(path) : undefined;
};

const parseOwnForm = (path: string): Directory => {
  try {
    return parseDirectoryFile(path);
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    const places = error.issues.map((issue) => `line ${issue.line}, column ${issue.column}: ${issue.message}`);
    throw new Problem("directory-file-invalid", { detail: places.slice(0, 20).join("; "), issues: error.issues });
  }
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Problem("file-unreadable", { file: path, detail: (error as Error).message });
  }
};

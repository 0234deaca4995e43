// The command `directory import`. It acts as the operator at the machine.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import { systemActor } from "../access/index.ts";
import { type Config, type Db, Problem, withTransaction } from "../platform/index.ts";
import { writeDirectoryFile } from "./directory-file.ts";
import { countChanges, importDirectory, loadDirectory } from "./import-directory.ts";
import { directoryPath, readDirectoryFile } from "./read-directory.ts";

/** `withInstallation` opens the installation that the command names, runs and closes it. */
export type DirectoryCommandContext = {
  withInstallation<T>(command: Command, run: (installation: { config: Config; db: Db }) => Promise<T>): Promise<T>;
  print(line: string): void;
};

export function registerDirectoryCommands(
  program: Command,
  { withInstallation, print }: DirectoryCommandContext,
): void {
  program
    .command("directory")
    .description("organizations: SAUs, districts, schools, towns and their calendars")
    .command("import")
    .description("import a year's directory, or a published school table as it is")
    .argument("<file>", "a directory CSV file, or a published table of school enrollments by grade")
    .option("--year <year>", "school year by the year in which it ends; taken from the file where left out", readYear)
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nImporting the same file again changes nothing. Schools that a later file lacks are closed, not deleted.\n\n" +
        "Example:\n  rollbook directory import enrollment-by-grade.csv --year 2026",
    )
    .action(async (file: string, options: { year?: number; json?: boolean }, command: Command) =>
      withInstallation(command, async ({ config, db }) => {
        if (!config.profileDir) throw new Problem("no-installation", { dir: config.dataDir });
        const { directory, notes } = readDirectoryFile(file, options.year, config.profileDir);
        const changes = await withTransaction(db, (tx) => importDirectory(tx, directory, systemActor.account));
        // The stored directory, not the file: it also holds the schools that this import closed.
        keepFile(
          directoryPath(config.dataDir, directory.year),
          writeDirectoryFile(await loadDirectory(db, directory.year)),
        );
        const { added, changed, closed } = countChanges(changes);
        if (options.json) {
          const { year, saus, districts, schools, towns } = directory;
          const counts = {
            saus: saus.length,
            districts: districts.length,
            schools: schools.length,
            towns: towns.length,
          };
          print(JSON.stringify({ year, ...counts, added, changed, closed, notes }));
          return;
        }
        for (const note of notes) print(`note: line ${note.line}, column ${note.column}: ${note.message}`);
        print(`${directory.year}: ${directory.districts.length} districts, ${directory.schools.length} schools`);
        print(`${added} added, ${changed} changed, ${closed} closed`);
      }),
    );
}

const readYear = (text: string): number => {
  if (/^20\d\d$/.test(text)) return Number(text);
  throw new Problem("invalid-input", {
    detail: `--year ${text}: a school year is named by the year in which it ends, as 2026`,
  });
};

/** Replaces the file in one step, so that a check that runs at the same time reads the old or the new one. */
const keepFile = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
};

// The command `synth`: writes a made-up state to a folder. Needs no database.
import { existsSync, readdirSync } from "node:fs";
import type { Command } from "commander";
import { Problem } from "../platform/index.ts";
import { readStateInput } from "./synthesize-files.ts";
import { writeState } from "./write-state.ts";

export type SynthCommandContext = {
  /** The profile's folder, as the command line and the installation name it. */
  profileDirOf(command: Command): string;
  print(line: string): void;
  /** Writes over the current line of a terminal; undefined where there is none. */
  progress?: ((line: string) => void) | undefined;
};

type SynthOptions = {
  year: number;
  table: string;
  out: string;
  scale: number;
  seed: number;
  force?: boolean;
  json?: boolean;
};

export function registerSynthCommand(program: Command, { profileDirOf, print, progress }: SynthCommandContext): void {
  program
    .command("synth")
    .description("make up a whole state of pupils whose numbers equal a published table")
    .requiredOption("--year <year>", "school year by the year in which it ends", Number)
    .requiredOption("--table <file>", "a published table of school enrollments by grade, as it is")
    .requiredOption("--out <dir>", "folder to write into; must be empty")
    .option("--scale <n>", "as many times the published pupils", Number, 1)
    .option("--seed <n>", "another seed makes other pupils", Number, 1)
    .option("--force", "write into a folder that is not empty")
    .option("--json", "print the manifest as one JSON object")
    .addHelpText(
      "after",
      "\nEach district gets a folder with its first upload, which has planted errors, and its corrected upload.\n" +
        "truth/ says who the pupils are and where every error was planted; docs/demo.md explains.\n" +
        "Student numbers are made up here, with a valid check digit: no registry gave them. `rollbook demo` asks one.\n\n" +
        "Example:\n  rollbook synth --year 2026 --table enrollment-by-grade.csv --out /tmp/state",
    )
    .action((options: SynthOptions, command: Command) => {
      const { out, table, year, scale, seed } = options;
      if (!options.force && existsSync(out) && readdirSync(out).length > 0)
        throw new Problem("folder-not-empty", { dir: out });
      const input = readStateInput({ profileDir: profileDirOf(command), table, year, scale, seed });
      const manifest = writeState(input, out, {
        onProgress: ({ district, districts, pupils }) =>
          progress?.(`${district} of ${districts} districts, ${pupils.toLocaleString("en-US")} pupils`),
      });
      if (options.json) print(JSON.stringify(manifest));
      else {
        for (const note of input.table.notes) print(`note: line ${note.line}, column ${note.column}: ${note.message}`);
        const planted = Object.values(manifest.planted).reduce((sum, count) => sum + count, 0);
        print(
          `${manifest.districts} districts, ${manifest.schools} schools, ${manifest.pupils} pupils, ${planted} planted errors`,
        );
        print(
          `${out}: ${manifest.records.corrected} records in the corrected uploads; hash ${manifest.hash.slice(0, 16)}`,
        );
      }
    });
}

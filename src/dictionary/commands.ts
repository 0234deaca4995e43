// The commands `check`, `profile check` and `profile docs`. None needs a database.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { Problem, ProfileError, type ProfileIssue, resolveProfile } from "../platform/index.ts";
import { type CheckOptions, runCheck } from "./check-command.ts";
import { dictionaryIssues } from "./check-profile.ts";
import type { DirectoryShape } from "./directory-context.ts";
import { dictionaryDocument } from "./docs/dictionary-document.tsx";
import { loadDictionary } from "./load.ts";

export type DictionaryCommandContext = {
  print(line: string): void;
  /**
   * The directory of the year: from `file` when it is given, else the one imported into the installation that the
   * command names, else the profile's; undefined when there is none.
   */
  loadDirectory(
    command: Command,
    wanted: { profileDir: string; year: number; file?: string | undefined },
  ): DirectoryShape | undefined;
  /** Checks of the other modules' parts of a profile; each throws ProfileError. */
  profileChecks?: ((profileDir: string) => void)[];
};

const readYear = (text: string): number => {
  if (!/^(19|20|21)\d{2}$/.test(text))
    throw new InvalidArgumentError("A school year is the year in which it ends, such as 2026.");
  return Number(text);
};

export const registerDictionaryCommands = (program: Command, context: DictionaryCommandContext): void => {
  registerCheck(program, context);
  const profile = program.command("profile").description("a jurisdiction's profile: check it, print its dictionary");
  profile
    .command("check")
    .description("check a profile's files; every error names file, line and column")
    .argument("<dir>", "folder of the profile, or the name of one under profiles/")
    .addHelpText("after", "\nExample:\n  rollbook profile check profiles/my-state")
    .action((dir: string) => {
      const profileDir = resolveProfile(dir);
      const issues = dictionaryIssues(profileDir);
      for (const check of context.profileChecks ?? []) issues.push(...issuesOf(profileDir, () => check(profileDir)));
      if (issues.length > 0) throw new ProfileError(issues);
      const { elements, codeSets, rules, collections, version } = loadDictionary(profileDir);
      context.print(
        `${dir}: ${elements.length} elements, ${codeSets.size} code sets, ${rules.length} rules, ` +
          `${collections.size} collections. No errors. Dictionary version ${version}.`,
      );
    });
  profile
    .command("docs")
    .description("print the data dictionary as one HTML page")
    .argument("[profile]", "name of a profile under profiles/, or a folder")
    .option("--profile <profile>", "the same, as an option")
    .option("--out <file>", "write to a file instead of the terminal")
    .addHelpText("after", "\nExample:\n  rollbook profile docs --profile my-state --out dictionary.html")
    .action((first: string | undefined, options: { profile?: string; out?: string }, command: Command) => {
      const named = options.profile ?? first;
      if (named === undefined) return command.error("error: name a profile, such as `--profile my-state`");
      const html = dictionaryDocument(loadDictionary(resolveProfile(named)));
      if (options.out) keep(options.out, html);
      else context.print(html);
    });
};

const issuesOf = (profileDir: string, check: () => void): ProfileIssue[] => {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof ProfileError) return error.issues;
    const { code, path } = error as NodeJS.ErrnoException;
    if ((code === "ENOENT" || code === "ENOTDIR") && path?.startsWith(profileDir))
      return [{ file: relative(profileDir, path), line: 1, column: 1, message: "this file or folder is missing" }];
    throw error;
  }
};

const keep = (file: string, text: string): void => {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Problem("file-unwritable", { file, detail: (error as Error).message }, { cause: error });
  }
};

const registerCheck = (program: Command, context: DictionaryCommandContext): void => {
  program
    .command("check")
    .description("check a file against all rules of its collection; needs no database and uploads nothing")
    .argument("<file>", "the CSV file, with or without a heading row")
    .requiredOption("--profile <profile>", "name of a profile under profiles/, or a folder")
    .requiredOption("--collection <collection>", "collection of the profile")
    .requiredOption("--year <year>", "school year by the year in which it ends", readYear)
    .option("--findings <out.csv>", "write every finding to a CSV file")
    .option("--directory <file>", "directory of schools to check against")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nExit code: 0 nothing blocks, 1 a finding blocks, 2 wrong usage or a file that cannot be opened.\n\n" +
        "Example:\n  rollbook check --profile my-state --collection FALL --year 2026 fall.csv --findings findings.csv",
    )
    .action(async (file: string, options: CheckOptions, command: Command) => {
      const blocked = await runCheck(file, options, command, context);
      if (blocked) process.exitCode = 1;
    });
};

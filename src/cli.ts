// The command line: every module's commands on one program. Composes only.
import { Command } from "commander";
import { configOf, print } from "./composition/command-config.ts";
import { version } from "./composition/version.ts";
import { registerDictionaryCommands } from "./dictionary/index.ts";
import { findImportedDirectory, profileDirectory, readDirectoryFile } from "./directory/index.ts";

/** `check` runs on a clerk's old machine and in scripts, so it loads nothing of what only the other commands need. */
const alone = "check";

/** The program with its commands; `first` is the first word of the command line. */
export const createProgram = async (first: string | undefined): Promise<Command> => {
  const program = new Command("rollbook")
    .description("The student data system of a state or a district.")
    .version(version)
    .showHelpAfterError("(add --help for usage)")
    .exitOverride();
  const others = first === alone ? undefined : await import("./composition/all-commands.ts");
  others?.registerOtherCommands(program);
  registerDictionaryCommands(program, {
    print,
    loadDirectory: (command, { profileDir, year, file }) =>
      file !== undefined
        ? readDirectoryFile(file, year, profileDir).directory
        : (findImportedDirectory(configOf(command).dataDir, year) ?? profileDirectory(profileDir, year)),
    profileChecks: others?.profileChecks ?? [],
  });
  for (const command of leaves(program)) offerData(command);
  return program;
};

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

/** Every command can name another installation; errors are thrown to main.ts, which explains them. */
const offerData = (command: Command): void => {
  command.exitOverride();
  command.option("--data <dir>", "folder of the installation (default: ./.rollbook, or ROLLBOOK_DATA)");
};

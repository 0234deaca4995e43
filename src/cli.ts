// The command line: every module's commands on one program. Composes only.
import { Command } from "commander";
import { registerAccessCommands } from "./access/index.ts";
import { configOf, print, terminalLine, withInstallation, write } from "./composition/command-context.ts";
import { registerDemoCommand } from "./composition/demo-command.ts";
import { registerInitCommand } from "./composition/init-command.ts";
import { registerServeCommand } from "./composition/serve-command.ts";
import { version } from "./composition/version.ts";
import { registerSynthCommand } from "./demo/index.ts";
import { registerDictionaryCommands } from "./dictionary/index.ts";
import {
  findImportedDirectory,
  profileDirectory,
  readDirectoryFile,
  registerDirectoryCommands,
} from "./directory/index.ts";
import { resolveProfile } from "./platform/index.ts";
import { registerReportCommands } from "./reports/index.ts";

export const createProgram = (): Command => {
  const program = new Command("rollbook")
    .description("The student data system of a state or a district.")
    .version(version)
    .showHelpAfterError("(add --help for usage)")
    .exitOverride();
  registerInitCommand(program);
  registerServeCommand(program);
  registerDemoCommand(program);
  registerDirectoryCommands(program, { withInstallation, print });
  registerDictionaryCommands(program, {
    print,
    loadDirectory: (command, { profileDir, year, file }) =>
      file !== undefined
        ? readDirectoryFile(file, year, profileDir).directory
        : (findImportedDirectory(configOf(command).dataDir, year) ?? profileDirectory(profileDir, year)),
  });
  registerReportCommands(program, {
    withReports: (command, run) => withInstallation(command, ({ reports }) => run(reports)),
    write,
  });
  registerAccessCommands(program, {
    withAccess: (command, run) => withInstallation(command, ({ access }) => run(access)),
    print,
  });
  registerSynthCommand(program, {
    profileDirOf: (command) =>
      configOf(command).profileDir ?? resolveProfile(command.optsWithGlobals().profile ?? "new-hampshire"),
    print,
    progress: terminalLine,
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

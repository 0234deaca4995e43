// The commands that work on an installation, and the parts of a profile that their modules check. Composes only.
import type { Command } from "commander";
import { loadAccessPolicy, registerAccessCommands, systemActor } from "../access/index.ts";
import { registerAuditCommands } from "../audit/index.ts";
import { checkCollectionsProfile, registerCollectionsCommands } from "../collections/index.ts";
import { registerSynthCommand } from "../demo/index.ts";
import { checkConventions, registerDirectoryCommands } from "../directory/index.ts";
import { registerIdentityCommands } from "../identity/index.ts";
import { checkReportsProfile, registerReportCommands } from "../reports/index.ts";
import { configOf, print, terminalLine } from "./command-config.ts";
import { withInstallation, write } from "./command-context.ts";
import { registerDemoCommand } from "./demo-command.ts";
import { demoProfile } from "./demo-profile.ts";
import { registerInitCommand } from "./init-command.ts";
import { registerServeCommand } from "./serve-command.ts";

export const profileChecks: ((profileDir: string) => void)[] = [
  loadAccessPolicy,
  checkConventions,
  checkCollectionsProfile,
  checkReportsProfile,
];

export const registerOtherCommands = (program: Command): void => {
  registerInitCommand(program);
  registerServeCommand(program);
  registerDemoCommand(program);
  registerDirectoryCommands(program, { withInstallation, print });
  registerCollectionsCommands(program, { withInstallation, print });
  registerReportCommands(program, {
    withReports: (command, run) => withInstallation(command, ({ reports }) => run(reports)),
    write,
  });
  registerIdentityCommands(program, { print });
  registerAccessCommands(program, {
    withAccess: (command, run) =>
      withInstallation(command, async ({ access, directoryOf, homeYear }) => {
        const year = await homeYear();
        const districts = new Set((await directoryOf(year)).districts.map(({ number }) => number));
        const hasDistrict = (number: number) => (districts.size === 0 ? undefined : districts.has(number));
        return run(access, { year, hasDistrict });
      }),
    print,
  });
  registerAuditCommands(program, {
    withAuditLog: (command, run) => withInstallation(command, ({ auditLog }) => run(auditLog, systemActor.account)),
    print,
    progress: terminalLine,
  });
  registerSynthCommand(program, {
    profileDirOf: (command) => configOf(command).profileDir ?? demoProfile().dir,
    print,
    progress: terminalLine,
  });
};

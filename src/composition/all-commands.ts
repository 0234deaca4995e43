// The commands that work on an installation, and the parts of a profile that their modules check. Composes only.
import type { Command } from "commander";
import {
  authorize,
  loadAccessPolicy,
  loadGrantKinds,
  registerAccessCommands,
  registerGrantCommands,
} from "../access/index.ts";
import { registerAuditCommands } from "../audit/index.ts";
import { checkCollectionsProfile, registerCollectionsCommands } from "../collections/index.ts";
import { registerSynthCommand, registerSynthRosterCommand } from "../demo/index.ts";
import { checkConventions, registerDirectoryCommands } from "../directory/index.ts";
import { loadRegistryProfile, registerIdentityCommands, registerRegistryCommands } from "../identity/index.ts";
import { loadMonitoringSettings, registerMonitoringCommands } from "../monitoring/index.ts";
import { Problem } from "../platform/index.ts";
import { checkReportsProfile, registerReportCommands } from "../reports/index.ts";
import { loadRosterProfile, registerRosterCommands, registerStudentCommands } from "../students/index.ts";
import { configOf, print, terminalLine } from "./command-config.ts";
import { offerActing, withActor, withInstallation, write } from "./command-context.ts";
import { registerDemoCommand } from "./demo-command.ts";
import { demoProfile } from "./demo-profile.ts";
import { registerInitCommand } from "./init-command.ts";
import { offerPolicyCommands } from "./policy-commands.ts";
import { registerServeCommand } from "./serve-command.ts";

export const profileChecks: ((profileDir: string) => void)[] = [
  loadAccessPolicy,
  (dir) => loadGrantKinds(dir, loadAccessPolicy(dir)),
  loadMonitoringSettings,
  (dir) => void loadRosterProfile(dir),
  (dir) => void loadRegistryProfile(dir),
  checkConventions,
  checkCollectionsProfile,
  checkReportsProfile,
];

export const registerOtherCommands = (program: Command): void => {
  registerInitCommand(program);
  registerServeCommand(program);
  registerDemoCommand(program);
  registerDirectoryCommands(program, { withInstallation, print });
  offerActing(program, () => registerActingCommands(program));
  registerIdentityCommands(program, { print });
  offerPolicyCommands(program);
  registerAccessCommands(program, {
    withAccess: (command, run) => withInstallation(command, ({ access }) => run(access)),
    print,
  });
  registerSynthRosterCommand(program, print);
  registerSynthCommand(program, {
    profileDirOf: (command) => configOf(command).profileDir ?? demoProfile().dir,
    print,
    progress: terminalLine,
  });
};

/** Commands that act on submissions, students, reports and the audit log: as a person of the installation where one is named. */
const registerActingCommands = (program: Command): void => {
  registerCollectionsCommands(program, {
    withInstallation: (command, run) => withActor(command, ({ collections }, actor) => run({ collections, actor })),
    print,
  });
  registerReportCommands(program, {
    withReports: (command, run) => withActor(command, ({ reports }, actor) => run(reports, actor)),
    write,
  });
  registerAuditCommands(program, {
    withAuditLog: (command, run) =>
      withActor(command, ({ auditLog }, actor) => {
        authorize(actor, "audit.view");
        // What the sealed log proves and exports is of every district.
        if (actor.grants.reach !== "state") throw new Problem("denied", { name: actor.name, action: "audit.view" });
        return run(auditLog, actor.account);
      }),
    print,
    progress: terminalLine,
  });
  registerGrantCommands(program, {
    withGrants: (command, run) => withActor(command, ({ grants }, actor) => run(grants, actor)),
    print,
  });
  registerStudentCommands(program, {
    withStudents: (command, run) => withActor(command, ({ students }, actor) => run(students, actor)),
    print,
  });
  registerRosterCommands(program, {
    withRosters: (command, run) => withActor(command, ({ rosters }, actor) => run(rosters, actor)),
    print,
    progress: terminalLine,
  });
  registerMonitoringCommands(program, {
    withMonitoring: (command, run) => withActor(command, ({ monitoring }, actor) => run(monitoring, actor)),
    print,
  });
  registerRegistryCommands(program, {
    withRegistry: (command, run) =>
      withActor(command, ({ registry }, actor) => {
        if (!registry) throw new Problem("no-registry");
        return run(registry, actor);
      }),
    print,
    progress: terminalLine,
  });
};

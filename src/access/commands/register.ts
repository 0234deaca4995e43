// The commands of access, one group a file: `user ...`. They act as the operator at the machine.
import type { Command } from "commander";
import { registerAssignmentCommands } from "./assignment-commands.ts";
import type { AccessCommandContext } from "./context.ts";
import { registerImportCommand } from "./import-command.ts";
import { registerResetCodes } from "./reset-codes-command.ts";
import { registerUserCommands } from "./user-commands.ts";

export function registerAccessCommands(program: Command, context: AccessCommandContext): void {
  const user = program
    .command("user")
    .description("accounts: who they are, what they may do, their one-time set-up links");
  registerUserCommands(user, context);
  registerAssignmentCommands(user, context);
  registerImportCommand(user, context);
  registerResetCodes(user, context);
}

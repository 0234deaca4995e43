// The commands `id ...` that act on an installation's registry, as the person named with --as or as the operator.
import type { Command } from "commander";
import type { Actor } from "../../access/index.ts";
import type { Registry } from "../registry/create-registry.ts";
import { registerCorrectCommand } from "./correct-command.ts";
import { registerFindCommand } from "./find-command.ts";
import { registerHistoryCommands } from "./history-commands.ts";
import { registerImportCommand } from "./import-command.ts";
import { registerQueueCommands } from "./queue-commands.ts";
import { registerRequestCommand } from "./request-command.ts";

/** `withRegistry` opens the installation that the command names, runs as who is named and closes it. */
export type RegistryCommandContext = {
  withRegistry<T>(command: Command, run: (registry: Registry, actor: Actor) => Promise<T>): Promise<T>;
  print(line: string): void;
  /** Writes over the current line of a terminal; undefined where there is none. */
  progress: ((line: string) => void) | undefined;
};

/** The one command `id`, whoever asks for it first. */
export const identifierCommand = (program: Command): Command =>
  program.commands.find((command) => command.name() === "id") ??
  program.command("id").description("student identifiers: request them, and find records that are one person");

export const registerRegistryCommands = (program: Command, context: RegistryCommandContext): void => {
  const id = identifierCommand(program);
  registerRequestCommand(id, context);
  registerImportCommand(id, context);
  registerFindCommand(id, context);
  registerHistoryCommands(id, context);
  registerCorrectCommand(id, context);
  registerQueueCommands(id, context);
};

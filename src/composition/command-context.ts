// What the command line gives the modules' commands: the installation that a command names, opened and closed around it.
import type { Command } from "commander";
import { type Actor, systemActor } from "../access/index.ts";
import { Problem, systemClock } from "../platform/index.ts";
import { configOf } from "./command-config.ts";
import { type Installation, openInstallation } from "./installation.ts";

export const withInstallation = async <T>(
  command: Command,
  run: (installation: Installation) => Promise<T>,
): Promise<T> => {
  const installation = await openInstallation(configOf(command), systemClock);
  try {
    return await run(installation);
  } finally {
    await installation.close();
  }
};

/** Lets every command that `register` adds act as a person of the installation: `--as USER [--role ROLE]`. */
export const offerActing = (program: Command, register: () => void): void => {
  const before = new Set(leavesOf(program));
  register();
  for (const command of leavesOf(program)) {
    if (before.has(command)) continue;
    const has = (long: string) => command.options.some((option) => option.long === long);
    if (!has("--as"))
      command.option("--as <user>", "act as this account (id, e-mail address or name) and see what it sees");
    if (!has("--role")) command.option("--role <role>", "with --as: the role meant, where the person holds several");
  }
};

const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);

/**
 * Runs as the account that the command names with `--as`, which the audit log says; else as the operator at the machine,
 * who sees no student's record. A name that is no account's, or a role that is not held today, stops the command.
 */
export const withActor = <T>(
  command: Command,
  run: (installation: Installation, actor: Actor) => Promise<T>,
): Promise<T> =>
  withInstallation(command, async (installation) => {
    const { as, role } = command.optsWithGlobals<{ as?: string; role?: string }>();
    if (as === undefined && role !== undefined)
      throw new Problem("invalid-input", { detail: "--role goes with --as." });
    const named = [command.parent?.name(), command.name()].filter((name) => name && name !== "rollbook").join(" ");
    const actor = as === undefined ? systemActor : await installation.access.accounts.actFor(as, role, named);
    return run(installation, actor);
  });

/** Resolves when the bytes are with the reader: a pipe may be slow. */
export const write = (bytes: Uint8Array): Promise<void> =>
  new Promise((written, fail) => process.stdout.write(bytes, (error) => (error ? fail(error) : written())));

// What the command line gives the modules' commands: the installation that a command names, opened and closed around it.
import type { Command } from "commander";
import { systemClock } from "../platform/index.ts";
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

/** Resolves when the bytes are with the reader: a pipe may be slow. */
export const write = (bytes: Uint8Array): Promise<void> =>
  new Promise((written, fail) => process.stdout.write(bytes, (error) => (error ? fail(error) : written())));

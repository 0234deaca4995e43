// What the command line gives the modules' commands: the installation that a command names, opened and closed around it.
import type { Command } from "commander";
import { type Config, loadConfig, systemClock } from "../platform/index.ts";
import { type Installation, openInstallation } from "./installation.ts";

export const configOf = (command: Command): Config => loadConfig({ data: command.optsWithGlobals().data });

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

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Resolves when the bytes are with the reader: a pipe may be slow. */
export const write = (bytes: Uint8Array): Promise<void> =>
  new Promise((written, fail) => process.stdout.write(bytes, (error) => (error ? fail(error) : written())));

/** Writes over the current line of a terminal; undefined where there is none. */
export const terminalLine = process.stderr.isTTY
  ? (line: string): void => void process.stderr.write(`\r\x1b[2K${line}`)
  : undefined;

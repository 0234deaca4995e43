// Which installation a command names, and where its words go.
import type { Command } from "commander";
import { type Config, loadConfig } from "../platform/index.ts";

export const configOf = (command: Command): Config => loadConfig({ data: command.optsWithGlobals().data });

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Writes over the current line of a terminal; undefined where there is none. */
export const terminalLine = process.stderr.isTTY
  ? (line: string): void => void process.stderr.write(`\r\x1b[2K${line}`)
  : undefined;

// A file that a command is to read, looked at before the installation is opened: a slip in a path should cost nothing.
import { accessSync, constants, statSync } from "node:fs";
import { Problem } from "../../platform/index.ts";

/** Throws `file-unreadable`. */
export const assertReadable = (file: string): void => {
  try {
    if (statSync(file).isDirectory()) throw new Error("it is a folder");
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw new Problem("file-unreadable", { file, detail: (error as Error).message }, { cause: error });
  }
};

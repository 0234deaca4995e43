// What the commands that send a file share: numbers on the command line, counts in words, and a file that was refused.
import { InvalidArgumentError } from "commander";
import { Problem } from "../../platform/index.ts";
import type { FileFinding } from "../files/findings.ts";
import { findingLines } from "./finding-lines.ts";

/** Reads `--district`. */
export const readDistrict = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("A district is named by its whole number.");
  return Number(text);
};

export const grouped = (count: number): string => count.toLocaleString("en-US");

/** Says what is wrong with a file that was refused, and sets the exit code. Throws any other error again. */
export const tellRefused = (
  error: unknown,
  { json, print }: { json: boolean | undefined; print(line: string): void },
): void => {
  if (!(error instanceof Problem) || error.code !== "request-file-refused") throw error;
  process.exitCode = 1;
  if (json) {
    print(JSON.stringify({ error: error.toDocument() }));
    return;
  }
  const { findings, total } = error.facts as { findings: FileFinding[]; total: number };
  print(`${error.title}: ${error.message}`);
  for (const line of findingLines(findings, total)) print(line);
  print(error.remedy);
};

// The generator for callers that have files: a published table and a profile folder instead of what is read from them.
import { readFileSync } from "node:fs";
import { deriveDirectory, loadConventions, parsePublishedTable } from "../directory/index.ts";
import { Problem } from "../platform/index.ts";
import { loadDemoProfile } from "./demo-profile.ts";
import type { StateInput } from "./state-plan.ts";

export type StateRequest = {
  profileDir: string;
  table: string;
  year?: number | undefined;
  scale?: number;
  seed?: number;
};

/** Reads the published table in the file `table` and what the profile says about it. */
export const readStateInput = ({ profileDir, table: path, year, scale = 1, seed = 1 }: StateRequest): StateInput => {
  if (!Number.isInteger(scale) || scale < 1 || scale > 60)
    throw new Problem("invalid-input", { detail: `--scale ${scale}: a whole number from 1 to 60` });
  if (!Number.isSafeInteger(seed)) throw new Problem("invalid-input", { detail: `--seed ${seed}: a whole number` });
  const table = parsePublishedTable(readText(path), year);
  const directory = deriveDirectory(table, loadConventions(profileDir));
  return { table, directory, profile: loadDemoProfile(profileDir), scale, seed };
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Problem("file-unreadable", { file: path, detail: (error as Error).message });
  }
};

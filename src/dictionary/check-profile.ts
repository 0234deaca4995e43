// Whether a profile's dictionary is right, down to the SQL files that its rules name.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ProfileError, type ProfileIssue } from "../platform/index.ts";
import { crossCheck } from "./cross-check.ts";
import { readDictionary } from "./load.ts";
import type { Dictionary } from "./types.ts";

/** Everything that is wrong with the dictionary of the profile; empty when nothing is. */
export const dictionaryIssues = (profileDir: string): ProfileIssue[] => {
  try {
    const dictionary = readDictionary(profileDir);
    return [...crossCheck(dictionary), ...missingSql(dictionary)];
  } catch (error) {
    if (error instanceof ProfileError) return error.issues;
    throw error;
  }
};

const missingSql = (dictionary: Dictionary): ProfileIssue[] =>
  dictionary.rules.flatMap((rule) =>
    rule.sql && !existsSync(join(dictionary.directory, "rules", rule.sql))
      ? [
          {
            file: rule.file,
            line: rule.line,
            column: rule.columns.sql,
            message: `${rule.id}: the file rules/${rule.sql} is missing`,
          },
        ]
      : [],
  );

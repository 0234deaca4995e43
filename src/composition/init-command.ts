// The command `init`: makes an installation of a profile, with its database, and imports the directories the profile carries.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { systemActor } from "../access/index.ts";
import { importDirectory, profileDirectory } from "../directory/index.ts";
import {
  dayOf,
  resolveProfile,
  schoolYearOf,
  systemClock,
  withTransaction,
  writeInstallation,
} from "../platform/index.ts";
import { configOf, print } from "./command-config.ts";

import { openInstallation } from "./installation.ts";

export const registerInitCommand = (program: Command): void => {
  program
    .command("init")
    .description("make an installation: its folder, database, keys and the profile's directory")
    .requiredOption("--profile <profile>", "a name under profiles/, or a path to a profile's folder")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nRunning it again changes nothing that is there. Keep a copy of DATA/secrets away from the machine:\n" +
        "without it neither the files nor the pseudonyms can be read again.\n\n" +
        "Examples:\n  rollbook init --profile our-state\n  rollbook init --profile ./my-state --data /srv/rollbook",
    )
    .action(async (options: { profile: string; json?: boolean }, command: Command) => {
      resolveProfile(options.profile);
      const config = writeInstallation(configOf(command), options.profile);
      const installation = await openInstallation(config, systemClock);
      try {
        const years: number[] = [];
        for (const year of carriedYears(installation.profileDir)) {
          const directory = profileDirectory(installation.profileDir, year);
          if (!directory) continue;
          await withTransaction(installation.db, (tx) => importDirectory(tx, directory, systemActor.account));
          years.push(year);
        }
        if (options.json) print(JSON.stringify({ data: config.dataDir, profile: options.profile, directories: years }));
        else {
          print(`${config.dataDir} holds an installation of ${options.profile}.`);
          print(
            years.length > 0 ? `Directory of ${years.join(", ")} imported.` : "Next: rollbook directory import FILE",
          );
          print("Next: rollbook user add ..., then rollbook serve");
        }
      } finally {
        await installation.close();
      }
    });
};

/** Years that the profile may carry a directory for: those its files name, and the years around today. */
const carriedYears = (profileDir: string): number[] => {
  const now = schoolYearOf(dayOf(systemClock));
  const named = readdirSync(join(profileDir, "directory")).flatMap((name) => /^(\d{4})\.csv$/.exec(name)?.[1] ?? []);
  const around = Array.from({ length: 6 }, (_, back) => now + 1 - back);
  return [...new Set([...named.map(Number), ...around])].sort();
};

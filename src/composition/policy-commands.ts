// What the commands `policy ...` need of an installation: a profile, and its database as the owner, unchanged by opening.
import type { Command } from "commander";
import { loadAccessPolicy, registerPolicyCommands } from "../access/index.ts";
import { loadDictionary } from "../dictionary/index.ts";
import { dayOf, inTimeZone, openDatabase, Problem, resolveProfile, systemClock } from "../platform/index.ts";
import { configOf, print } from "./command-config.ts";

/** The policy is compared, not applied: an installation that is opened would bring the database to it first. */
export const offerPolicyCommands = (program: Command): void =>
  registerPolicyCommands(program, {
    profileOf: (command, profile) => {
      const dir = profile === undefined ? profileOf(command) : resolveProfile(profile);
      return { dir, title: loadDictionary(dir).title };
    },
    withOwner: async (command, run) => {
      const policy = loadAccessPolicy(profileOf(command));
      const { owner, close } = await openDatabase(configOf(command));
      try {
        return await run(owner, policy);
      } finally {
        await close();
      }
    },
    today: (dir) => dayOf(inTimeZone(systemClock, loadDictionary(dir).timeZone)),
    print,
  });

const profileOf = (command: Command): string => {
  const { profileDir, dataDir } = configOf(command);
  if (profileDir === undefined) throw new Problem("no-installation", { dir: dataDir });
  return profileDir;
};

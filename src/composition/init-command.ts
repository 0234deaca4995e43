// The command `init`: makes an installation of a profile, with its database, and imports the directories the profile carries.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type Account, systemActor } from "../access/index.ts";
import { importDirectory, profileDirectory } from "../directory/index.ts";
import {
  dayOf,
  Problem,
  resolveProfile,
  schoolYearOf,
  systemClock,
  withTransaction,
  writeInstallation,
} from "../platform/index.ts";
import { configOf, print } from "./command-config.ts";

import { type Installation, openInstallation } from "./installation.ts";

export const registerInitCommand = (program: Command): void => {
  program
    .command("init")
    .description("make an installation: its folder, database, keys and the profile's directory")
    .requiredOption("--profile <profile>", "a name under profiles/, or a path to a profile's folder")
    .option("--admin-name <name>", "first and last name of the first person who manages accounts")
    .option("--admin-email <address>", "that person's own e-mail address")
    .option("--admin-role <role>", "that person's role, where several of the profile manage accounts")
    .option("--admin-district <number>", "that person's district, where the role reaches one", (text) => {
      if (/^\d{1,6}$/.test(text)) return Number(text);
      throw new InvalidArgumentError("A district is named by its whole number.");
    })
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nRunning it again changes nothing that is there. Keep a copy of DATA/secrets away from the machine:\n" +
        "without it neither the files nor the pseudonyms can be read again.\n\n" +
        "The first administrator gets a one-time set-up link and makes the other accounts. A second one is never made\n" +
        "this way: for the same person a new run makes nothing, and beside another one it stops.\n\n" +
        "Examples:\n  rollbook init --profile our-state\n  rollbook init --profile ./my-state --data /srv/rollbook\n" +
        '  rollbook init --profile our-state --admin-name "Mia State" --admin-email mia@state.example',
    )
    .action(async (options: InitOptions, command: Command) => {
      if ((options.adminName === undefined) !== (options.adminEmail === undefined))
        throw new Problem("invalid-input", { detail: "--admin-name and --admin-email go together." });
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
        const administrator = await firstAdministrator(installation, options);
        if (options.json) {
          const { path, expiresAt, account } = administrator ?? {};
          const made = administrator && { account: account?.id, email: account?.email, path, expiresAt };
          const { dataDir: data } = config;
          print(JSON.stringify({ data, profile: options.profile, directories: years, administrator: made }));
          return;
        }
        print(`${config.dataDir} holds an installation of ${options.profile}.`);
        print(
          years.length > 0
            ? `Directory of ${years.join(", ")} imported.`
            : "Next: rollbook directory import FILE, or rollbook roster import FILE, which brings districts and schools along",
        );
        print(administrator ? administratorWords(administrator) : withoutAdministrator);
      } finally {
        await installation.close();
      }
    });
};

/** Years that the profile may carry a directory for: those its files name, and the years around today. */
const carriedYears = (profileDir: string): number[] => {
  const now = schoolYearOf(dayOf(systemClock));
  const folder = join(profileDir, "directory");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const named = files.flatMap((name) => /^(\d{4})\.csv$/.exec(name)?.[1] ?? []);
  const around = Array.from({ length: 6 }, (_, back) => now + 1 - back);
  return [...new Set([...named.map(Number), ...around])].sort();
};

type InitOptions = {
  profile: string;
  adminName?: string;
  adminEmail?: string;
  adminRole?: string;
  adminDistrict?: number;
  json?: boolean;
};

type Administrator = { account: Account; path?: string; expiresAt?: Date };

/** With a set-up link where the account is new: one that was there has, or had, its own. */
const firstAdministrator = async (
  { access }: Installation,
  { adminName: name, adminEmail: email, adminRole: role, adminDistrict: district }: InitOptions,
): Promise<Administrator | undefined> => {
  if (name === undefined || email === undefined) return undefined;
  const { account, made } = await access.accounts.makeFirstAdministrator({ name, email, role, district });
  if (!made) return { account };
  const { path, expiresAt } = await access.createSignInLink(systemActor, account.id);
  return { account, path, expiresAt };
};

const administratorWords = ({ account, path, expiresAt }: Administrator): string =>
  path === undefined
    ? `${account.name} manages accounts here already. For a new set-up link: rollbook user link ${account.email}`
    : `${account.name} manages accounts: ${path} works once, until ${expiresAt?.toISOString().slice(0, 16).replace("T", " ")} UTC.\n` +
      `Next: rollbook serve, then open that link behind the address it prints, such as http://127.0.0.1:8484${path}`;

const withoutAdministrator =
  "Nobody manages accounts yet. Next: rollbook init again with --admin-name and --admin-email, then rollbook serve";

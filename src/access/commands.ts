// Commands for accounts: `user add`, `user list`, `user link`. They act as the operator at the machine.
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { Problem } from "../platform/index.ts";
import type { Account, Assignment } from "./accounts/model.ts";
import type { Access } from "./create-access.ts";
import { systemActor } from "./policy/actor.ts";
import type { SignInLink } from "./sign-in/links.ts";

/** Whether the directory has the district; undefined where no directory was loaded. */
type Places = { year: number; hasDistrict(number: number): boolean | undefined };

/** `withAccess` opens the installation, runs the command and closes it. */
export type AccessCommandContext = {
  withAccess<T>(command: Command, run: (access: Access, places: Places) => Promise<T>): Promise<T>;
  print(line: string): void;
};

export function registerAccessCommands(program: Command, { withAccess, print }: AccessCommandContext): void {
  const user = program.command("user").description("accounts and their one-time sign-in links");

  user
    .command("add")
    .description("make an account and print a one-time sign-in link for it")
    .requiredOption("--name <name>", "the person's name")
    .requiredOption("--email <address>", "e-mail address, the account's unique name", emailAddress)
    .requiredOption("--role <role>", "a role of the profile's access.yaml")
    .option("--district <number>", "district of a role that reaches one district", districtNumber)
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      '\nExample:\n  rollbook user add --name "Ada Clerk" --email ada@example.org --role clerk --district 112',
    )
    .action(async (options, command: Command) =>
      withAccess(command, async (access, { year, hasDistrict }) => {
        const { district } = options;
        if (district !== undefined && hasDistrict(district) === false)
          throw new Problem("district-unknown", { district, year });
        const account = await access.createAccount(systemActor, options);
        const link = await access.createSignInLink(systemActor, account.id);
        if (options.json) print(JSON.stringify({ account, path: link.path, expiresAt: link.expiresAt }));
        else print(`${account.name} (${options.role}): ${linkWords(link)}`);
      }),
    );

  user
    .command("list")
    .description("list the accounts")
    .option("--json", "print one JSON object")
    .action(async (options, command: Command) =>
      withAccess(command, async (access) => {
        const accounts = await access.listAccounts();
        if (options.json) print(JSON.stringify({ accounts }));
        else for (const line of accounts.flatMap(describe)) print(line);
      }),
    );

  user
    .command("link")
    .description("print a new one-time sign-in link for an account")
    .argument("<account>", "e-mail address, name or id")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  rollbook user link ada@example.org")
    .action(async (key: string, options, command: Command) =>
      withAccess(command, async (access) => {
        const account = await access.findAccount(key);
        if (!account) throw new Problem("account-unknown", { account: key });
        const link = await access.createSignInLink(systemActor, account.id);
        if (options.json) print(JSON.stringify({ account: account.id, path: link.path, expiresAt: link.expiresAt }));
        else print(linkWords(link));
      }),
    );
}

/** The operator knows under which address people reach the workbench; the program behind a proxy does not. */
const linkWords = ({ path, expiresAt }: SignInLink): string =>
  `${path} works once, until ${expiresAt.toISOString()}. Put the workbench's address before it.`;

const districtNumber = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("A district is named by its whole number.");
  return Number(text);
};

const emailAddress = (text: string): string => {
  const parsed = z.email().max(320).safeParse(text.trim());
  if (!parsed.success) throw new InvalidArgumentError("This is not an e-mail address.");
  return parsed.data;
};

/** One line for each assignment; an account without one has a line too. */
const describe = (account: Account): string[] => {
  const line = (assignment?: Assignment) =>
    [account.email, account.name, assignment?.role ?? "-", assignment?.district ?? (assignment ? "state" : "-")].join(
      "\t",
    );
  return account.assignments.length === 0 ? [line()] : account.assignments.map(line);
};

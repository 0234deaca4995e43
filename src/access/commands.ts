// Commands for accounts: `user add`, `user list`, `user link`. They act as the operator at the machine.
import type { Command } from "commander";
import type { Access, Account } from "./accounts.ts";
import { systemActor } from "./actor.ts";

/** `withAccess` opens the installation, runs the command and closes it. */
export type AccessCommandContext = {
  withAccess<T>(command: Command, run: (access: Access) => Promise<T>): Promise<T>;
  print(line: string): void;
};

export function registerAccessCommands(program: Command, { withAccess, print }: AccessCommandContext): void {
  const user = program.command("user").description("accounts and their one-time sign-in links");

  user
    .command("add")
    .description("make an account and print a one-time sign-in link for it")
    .requiredOption("--name <name>", "the person's name")
    .requiredOption("--email <address>", "e-mail address, the account's unique name")
    .requiredOption("--role <role>", "a role of the profile's access.yaml")
    .option("--district <number>", "district of a role that reaches one district", Number)
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      '\nExample:\n  rollbook user add --name "Ada Clerk" --email ada@example.org --role clerk --district 112',
    )
    .action(async (options, command: Command) =>
      withAccess(command, async (access) => {
        const account = await access.createAccount(systemActor, options);
        const link = await access.createSignInLink(systemActor, account.id);
        if (options.json) print(JSON.stringify({ account, path: link.path, expiresAt: link.expiresAt }));
        else print(`${account.name} (${account.role}): ${link.path} works once, until ${link.expiresAt.toISOString()}`);
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
        else for (const account of accounts) print(describe(account));
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
        const { account } = await access.getActor(key);
        const link = await access.createSignInLink(systemActor, account);
        if (options.json) print(JSON.stringify({ account, path: link.path, expiresAt: link.expiresAt }));
        else print(`${link.path} works once, until ${link.expiresAt.toISOString()}`);
      }),
    );
}

const describe = (account: Account): string =>
  [account.email, account.name, account.role, account.district ?? "state"].join("\t");

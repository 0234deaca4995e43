// `user add`, `user list`, `user roles`, `user link`, `user disable`, `user enable`: whole accounts.
import type { Command } from "commander";
import { Problem } from "../../platform/index.ts";
import type { Access } from "../create-access.ts";
import { systemActor } from "../policy/actor.ts";
import {
  type AccessCommandContext,
  type AssignmentOptions,
  assignmentOf,
  describe,
  districtNumber,
  emailAddress,
  json,
  linkWords,
  offerAssignment,
} from "./context.ts";

export function registerUserCommands(user: Command, context: AccessCommandContext): void {
  registerAdd(user, context);
  registerList(user, context);
  registerLink(user, context);
  registerClosing(user, context);
}

type AddOptions = AssignmentOptions & { name: string; email: string; singleName?: boolean; json?: boolean };

const registerAdd = (user: Command, { withAccess, print }: AccessCommandContext): void => {
  const add = user
    .command("add")
    .description("make one person's account and print a one-time set-up link for it")
    .requiredOption("--name <name>", "the person's first and last name")
    .requiredOption("--email <address>", "the person's own e-mail address, the account's unique name", emailAddress)
    .option("--single-name", "the person truly has one name only");
  offerAssignment(add)
    .addOption(json())
    .addHelpText(
      "after",
      "\nAn account is one person's: the address of an office, or a name that is none, is refused.\n\n" +
        'Examples:\n  rollbook user add --name "Ada Clerk" --email ada@example.org --role clerk --district 112\n' +
        '  rollbook user add --name "Ada Clerk" --email ada@example.org --role clerk --district 112 --to 2027-06-30',
    )
    .action(async (options: AddOptions, command: Command) =>
      withAccess(command, async (access) => {
        const { name, email, singleName } = options;
        const account = await access.createAccount(systemActor, { ...assignmentOf(options), name, email, singleName });
        const link = await access.createSignInLink(systemActor, account.id);
        if (options.json) print(JSON.stringify({ account, path: link.path, expiresAt: link.expiresAt }));
        else print(`${account.name} (${options.role}): ${linkWords(link)}`);
      }),
    );
};

type ListOptions = { search?: string; role?: string; district?: number; all?: boolean; json?: boolean };

const registerList = (user: Command, { withAccess, print }: AccessCommandContext): void => {
  user
    .command("list")
    .description("list the accounts")
    .option("--search <text>", "part of the name or address")
    .option("--role <role>", "who hold this role")
    .option("--district <number>", "who are assigned to this district", districtNumber)
    .option("--all", "closed accounts too")
    .addOption(json())
    .addHelpText("after", "\nExamples:\n  rollbook user list\n  rollbook user list --district 112 --role clerk --json")
    .action(async ({ search, role, district, all, ...options }: ListOptions, command: Command) =>
      withAccess(command, async (access) => {
        const state = all ? undefined : ("open" as const);
        const query = { search, role, district, state, limit: 1e6 };
        const { accounts } = await access.accounts.list(systemActor, query);
        if (options.json) print(JSON.stringify({ accounts }));
        else for (const line of accounts.flatMap(describe)) print(line);
      }),
    );

  user
    .command("roles")
    .description("list the roles of the profile")
    .addOption(json())
    .addHelpText("after", "\nExample:\n  rollbook user roles")
    .action(async (options: { json?: boolean }, command: Command) =>
      withAccess(command, async ({ policy }) => {
        const roles = Object.entries(policy.roles).map(([id, { title, reach }]) => ({ id, title, reach }));
        if (options.json) print(JSON.stringify({ roles }));
        else for (const { id, title, reach } of roles) print([id, reach, title].join("\t"));
      }),
    );
};

const registerLink = (user: Command, { withAccess, print }: AccessCommandContext): void => {
  user
    .command("link")
    .description("print a new one-time set-up link for an account")
    .argument("<account>", "e-mail address, name or id")
    .addOption(json())
    .addHelpText("after", "\nExample:\n  rollbook user link ada@example.org")
    .action(async (key: string, options: { json?: boolean }, command: Command) =>
      withAccess(command, async (access) => {
        const account = await access.findAccount(key);
        if (!account) throw new Problem("account-unknown", { account: key });
        const link = await access.createSignInLink(systemActor, account.id);
        if (options.json) print(JSON.stringify({ account: account.id, path: link.path, expiresAt: link.expiresAt }));
        else print(linkWords(link));
      }),
    );
};

const registerClosing = (user: Command, { withAccess, print }: AccessCommandContext): void => {
  for (const [name, description, disabled] of [
    ["disable", "close an account: its sessions end, its links stop working, its history stays", true],
    ["enable", "open a closed account again, with the assignments that still stand", false],
  ] as const)
    user
      .command(name)
      .description(description)
      .argument("<account>", "e-mail address or id")
      .addOption(json())
      .addHelpText("after", `\nExample:\n  rollbook user ${name} ada@example.org`)
      .action(async (key: string, options: { json?: boolean }, command: Command) =>
        withAccess(command, async (access) => {
          const { id, email } = await anyAccount(access, key);
          const already = await access.setDisabled(systemActor, id, disabled).then(
            () => false,
            (error) => {
              if (error instanceof Problem && error.code === "not-found") return true;
              throw error;
            },
          );
          const said = `${email} is ${disabled ? "closed" : "open"}${already ? " already" : ""}.`;
          print(options.json ? JSON.stringify({ account: id, disabled, already }) : said);
        }),
      );
};

/** A closed one too, which nothing else finds. */
const anyAccount = async (access: Access, key: string) => {
  const { accounts } = await access.accounts.list(systemActor, {
    search: key.includes("@") ? key : undefined,
    limit: 1e6,
  });
  const found = accounts.find(({ id, email }) => id === key || email === key.toLowerCase());
  if (!found) throw new Problem("account-unknown", { account: key });
  return found;
};

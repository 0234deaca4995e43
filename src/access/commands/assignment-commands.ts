// `user assign` and `user end`: what an account may do, where, and from when to when.
import type { Command } from "commander";
import { Problem } from "../../platform/index.ts";
import { systemActor } from "../policy/actor.ts";
import {
  type AccessCommandContext,
  type AssignmentOptions,
  assignmentOf,
  dayOption,
  districtNumber,
  json,
  offerAssignment,
} from "./context.ts";

export function registerAssignmentCommands(user: Command, { withAccess, print }: AccessCommandContext): void {
  const assign = user
    .command("assign")
    .description("give an account another role, beside those it has")
    .argument("<account>", "e-mail address, name or id");
  offerAssignment(assign)
    .addOption(json())
    .addHelpText(
      "after",
      "\nExample:\n  rollbook user assign ada@example.org --role clerk --district 113 --from 2026-07-01 --to 2027-06-30",
    )
    .action(async (key: string, options: AssignmentOptions & { json?: boolean }, command: Command) =>
      withAccess(command, async (access) => {
        const account = await access.addAssignment(systemActor, key, assignmentOf(options));
        if (options.json) print(JSON.stringify({ account }));
        else print(`${account.name}: ${options.role} is given.`);
      }),
    );

  user
    .command("end")
    .description("end an account's role: at once, or with a last day")
    .argument("<account>", "e-mail address, name or id")
    .requiredOption("--role <role>", "the role that ends")
    .option("--district <number>", "the district, where the role is held in several", districtNumber)
    .option("--last-day <day>", "the last day that counts (YYYY-MM-DD), today or later; default: at once", dayOption)
    .addOption(json())
    .addHelpText(
      "after",
      "\nExamples:\n  rollbook user end ada@example.org --role clerk\n" +
        "  rollbook user end ada@example.org --role clerk --last-day 2027-06-30",
    )
    .action(async (key: string, options: EndOptions, command: Command) =>
      withAccess(command, async (access) => {
        const account = await access.findAccount(key);
        if (!account) throw new Problem("account-unknown", { account: key });
        const shown = await access.accounts.get(systemActor, account.id);
        const fitting = shown.assignments.filter(
          ({ role, district, state }) =>
            (state === "valid" || state === "to come") &&
            role === options.role &&
            (options.district === undefined || options.district === district),
        );
        const roles = shown.assignments
          .map(({ role, district }) => (district ? `${role} of ${district}` : role))
          .join(", ");
        const [only, second] = fitting;
        if (!only) throw new Problem("assignment-none", { name: account.name, roles: roles || "none" });
        if (second)
          throw new Problem("invalid-input", { detail: `Name the district too: ${account.name} holds ${roles}.` });
        await access.endAssignment(systemActor, only.id, options.lastDay);
        const { role, district } = only;
        const ends = options.lastDay ? `ends with ${options.lastDay}` : "has ended";
        print(
          options.json
            ? JSON.stringify({
                account: account.id,
                assignment: only.id,
                role,
                district,
                lastDay: options.lastDay ?? null,
              })
            : `${account.name}: ${role} ${ends}.`,
        );
      }),
    );
}

type EndOptions = { role: string; district?: number; lastDay?: string; json?: boolean };

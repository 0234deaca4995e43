// Command `user reset-codes`: for who has lost the device with the one-time codes and the recovery codes too.
import type { Command } from "commander";
import { Problem } from "../../platform/index.ts";
import { systemActor } from "../policy/actor.ts";
import { type AccessCommandContext, json } from "./context.ts";

export const registerResetCodes = (user: Command, { withAccess, print }: AccessCommandContext): void => {
  user
    .command("reset-codes")
    .description("take one-time codes off an account whose person has lost device and recovery codes; its sessions end")
    .argument("<account>", "e-mail address, name or id")
    .addOption(json())
    .addHelpText(
      "after",
      "\nMake sure by other means who is asking: the password alone lets in afterwards.\n\n" +
        "Example:\n  rollbook user reset-codes ada@example.org",
    )
    .action(async (key: string, options: { json?: boolean }, command: Command) =>
      withAccess(command, async (access) => {
        const account = await access.findAccount(key);
        if (!account) throw new Problem("account-unknown", { account: key });
        const reset = await access.entrance.resetSecondFactor(systemActor, account.id);
        const said = reset ? "has no one-time codes any more" : "had no one-time codes on";
        print(options.json ? JSON.stringify({ account: account.id, reset }) : `${account.email} ${said}.`);
      }),
    );
};

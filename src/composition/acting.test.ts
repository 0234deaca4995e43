// `--as USER` for commands: as whom they run, what that person sees, and what the log says of it.
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "../access/index.ts";
import { listEvents } from "../audit/index.ts";
import { createProgram } from "../cli.ts";
import { fixedClock, writeInstallation } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { withActor } from "./command-context.ts";
import { type Installation, openInstallation } from "./installation.ts";

let t: TestDatabase;
let installation: Installation;
const before = { app: process.env.DATABASE_URL, owner: process.env.DATABASE_OWNER_URL };
beforeAll(async () => {
  t = await testDatabase();
  writeInstallation(t.config, "new-hampshire");
  process.env.DATABASE_URL = t.config.databaseUrl;
  process.env.DATABASE_OWNER_URL = t.config.databaseOwnerUrl;
  installation = await openInstallation(t.config, fixedClock("2025-10-06T12:00:00Z"));
  const { access } = installation;
  const ada = { name: "Ada Clerk", email: "ada@example.org", role: "clerk", district: 17 };
  await access.createAccount(systemActor, ada);
  const two = await access.createAccount(systemActor, { ...ada, name: "Two Roles", email: "two@example.org" });
  await access.addAssignment(systemActor, two.id, { role: "superintendent", district: 17 });
}, 60_000);
afterAll(async () => {
  for (const [name, value] of [
    ["DATABASE_URL", before.app],
    ["DATABASE_OWNER_URL", before.owner],
  ] as const)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await installation.close();
  await t.close();
});

/** Who acts when a command is run with these words. */
const acting = async (...words: string[]) => {
  let found: { account: string; name: string; role: string; viewer: string | undefined } | undefined;
  const program = new Command("rollbook");
  program
    .command("look")
    .option("--as <user>")
    .option("--role <role>")
    .option("--data <dir>")
    .action((_options, command: Command) =>
      withActor(command, async (_installation, { account, name, role, grants }) => {
        found = { account, name, role, viewer: grants.viewer };
      }),
    );
  await program.parseAsync(["look", "--data", t.config.dataDir, ...words], { from: "user" });
  return found;
};

test("without it the operator acts, who sees no student's record", async () => {
  expect(await acting()).toMatchObject({ account: "system", viewer: undefined });
});

test("with it the person acts, as that person's role of the database; the log names operator and command", async () => {
  const ada = await installation.access.findAccount("ada@example.org");
  expect(await acting("--as", "ADA@example.org")).toMatchObject({
    account: ada?.id,
    viewer: "rollbook_view_clerk_district",
  });
  const [event] = await listEvents(installation.db, { limit: 1 });
  expect(event).toMatchObject({ actor: "system", action: "command.acted-as", subject: ada?.id });
  expect(event?.details).toMatchObject({ command: "look", role: "clerk" });
});

test("who holds several roles is asked which; an account or role that is none stops the command", async () => {
  await expect(acting("--as", "two@example.org")).rejects.toMatchObject({ code: "assignment-unclear" });
  expect(await acting("--as", "Two Roles", "--role", "superintendent")).toMatchObject({ role: "superintendent" });
  await expect(acting("--as", "two@example.org", "--role", "state-manager")).rejects.toMatchObject({
    code: "assignment-none",
  });
  await expect(acting("--as", "nobody")).rejects.toMatchObject({ code: "account-unknown" });
  await expect(acting("--role", "clerk")).rejects.toMatchObject({ code: "invalid-input" });
});

test("every command on submissions, reports and the audit log offers it", async () => {
  const program = await createProgram(undefined);
  const offers = (...path: string[]) => {
    const found = path.reduce((from, word) => from.commands.find((one) => one.name() === word)!, program);
    return ["--as", "--role", "--data"].every((long) => found.options.some((option) => option.long === long));
  };
  const acted = ["submit", "verify", "findings", "explain", "certify", "reopen", "withdraw"].map((word) => [word]);
  const others = [
    ["report", "run"],
    ["audit", "seal"],
    ["audit", "export"],
    ["audit", "verify"],
  ];
  const all = [...acted, ...others];
  expect(all.filter((path) => !offers(...path))).toEqual([]);
  expect(all).toHaveLength(11);
});

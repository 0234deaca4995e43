// The command `demo`: a whole made-up state, certified and reported, and its workbench with one sign-in link for each part.
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { systemActor } from "../access/index.ts";
import { buildState, readStateInput } from "../demo/index.ts";
import { resolveProfile, systemClock, writeInstallation } from "../platform/index.ts";
import { type Serving, serveApp } from "./app.ts";
import { configOf, print, terminalLine } from "./command-config.ts";

import { claimFolder, type DemoPlan, finishFolder, planDemo } from "./demo-folder.ts";
import { demoProfile } from "./demo-profile.ts";
import { describeBuild } from "./describe-build.ts";
import { type Installation, openInstallation } from "./installation.ts";
import { portOption, readPort } from "./port.ts";
import { startSealing, untilStopped } from "./serve-command.ts";

type DemoOptions = {
  profile: string;
  year: number;
  table?: string;
  scale: number;
  seed: number;
  port: number;
  serve: boolean;
  json?: boolean;
};

const whole = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number is needed.");
};

export const registerDemoCommand = (program: Command): void => {
  program
    .command("demo")
    .description("make up a whole state, take it from files to published tables, and serve its workbench")
    .option("--profile <profile>", "the jurisdiction", demoProfile().name)
    .option("--year <year>", "school year by the year in which it ends", whole, 2026)
    .option(
      "--table <file>",
      "a published table of school enrollments by grade; default: the profile's own of the year",
    )
    .option("--scale <n>", "as many times the published pupils", whole, 1)
    .option("--seed <n>", "another seed makes other pupils", whole, 1)
    .option(...portOption, readPort, 8484)
    .option("--no-serve", "stop when the reports are ready")
    .option("--json", "print one JSON object when the reports are ready")
    .addHelpText(
      "after",
      "\nThe districts ask the registry for their pupils' numbers over three school years; how many it answered rightly is\n" +
        "printed, and stands request by request in demo/files/registry-truth.csv. docs/demo.md explains.\n" +
        "\nA folder that holds the finished demo is served as it is; one that was cut off goes on where it stopped.\n\n" +
        "Examples:\n  rollbook demo\n  rollbook demo --data /tmp/six-fold --scale 6 --no-serve",
    )
    .action((options: DemoOptions, command: Command) => runDemo(options, command));
};

const runDemo = async (options: DemoOptions, command: Command): Promise<void> => {
  const before = configOf(command);
  const folder = join(before.dataDir, "demo");
  const plan = planDemo(resolveProfile(options.profile), options);
  const earlier = claimFolder(before.dataDir, folder, plan);
  const config = writeInstallation(before, options.profile, { demo: true });
  const installation = await openInstallation(config, systemClock);
  const sealer = startSealing(installation);
  try {
    const figures = earlier ?? (await build(installation, folder, plan, options.json === true));
    if (options.json) print(JSON.stringify(figures));
    else if (earlier) print(`${config.dataDir} holds this demo already; delete the folder to build it anew.`);
    if (!options.serve) return;
    const serving = await serveApp(installation, options.port);
    await printLinks(installation, serving, (figures as { waitingIn?: number }).waitingIn);
    await untilStopped(serving);
  } finally {
    await sealer.stop();
    await installation.close();
  }
};

const build = async (installation: Installation, folder: string, plan: DemoPlan, quiet: boolean) => {
  const input = readStateInput({ profileDir: installation.profileDir, ...plan });
  const say = quiet ? () => {} : print;
  for (const note of input.table.notes) say(`note: line ${note.line}, column ${note.column}: ${note.message}`);
  const built = await buildState({
    ...installation,
    ...{ input, folder },
    progress: (stage, share) => terminalLine?.(`${stage}: ${Math.round(share * 100)} %`),
  });
  terminalLine?.("");
  const { lines, ...figures } = describeBuild(built);
  for (const line of lines) say(line);
  finishFolder(folder, figures);
  return figures;
};

/** `waitingIn`: the district whose clerk has near matches to decide. */
const printLinks = async ({ access }: Installation, serving: Serving, waitingIn?: number): Promise<void> => {
  const accounts = await access.listAccounts();
  print(`\nThe workbench is at ${serving.address}\nSign in with one of these links; each works once, within 24 hours:`);
  for (const role of ["clerk", "superintendent", "state-manager"]) {
    const holders = accounts.filter(({ assignments }) => assignments.some((one) => one.role === role));
    const account =
      holders.find(({ assignments }) => assignments.some(({ district }) => district === waitingIn)) ?? holders[0];
    if (!account) continue;
    const { path } = await access.createSignInLink(systemActor, account.id);
    print(`  ${account.name.padEnd(40)} ${serving.address}${path}`);
  }
  print("\nStop with Ctrl+C; start again with: rollbook serve\n");
};

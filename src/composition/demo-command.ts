// The command `demo`: a whole made-up state, certified and reported, and its workbench with one sign-in link for each part.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { systemActor } from "../access/index.ts";
import { buildState, readStateInput, type StateBuild } from "../demo/index.ts";
import { loadConventions } from "../directory/index.ts";
import { Problem, systemClock, writeInstallation } from "../platform/index.ts";
import { type Serving, serveApp } from "./app.ts";
import { configOf, print, terminalLine } from "./command-config.ts";

import { demoProfile } from "./demo-profile.ts";
import { describeBuild } from "./describe-build.ts";
import { type Installation, openInstallation } from "./installation.ts";
import { portOption, readPort } from "./port.ts";
import { untilStopped } from "./serve-command.ts";

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
      "\nA folder that a demo has finished in is served as it is; a demo that was cut off begins again.\n\n" +
        "Examples:\n  rollbook demo\n  rollbook demo --data /tmp/six-fold --scale 6 --no-serve",
    )
    .action((options: DemoOptions, command: Command) => runDemo(options, command));
};

const runDemo = async (options: DemoOptions, command: Command): Promise<void> => {
  const before = configOf(command);
  const folder = join(before.dataDir, "demo");
  const finished = existsSync(join(folder, "reports"));
  if (!finished && existsSync(before.dataDir) && readdirSync(before.dataDir).length > 0) {
    if (!existsSync(folder) && existsSync(join(before.dataDir, "installation.json")))
      throw new Problem("already-installed", { dir: before.dataDir, profile: before.profileDir });
  }
  const config = writeInstallation(before, options.profile);
  const installation = await openInstallation(config, systemClock);
  try {
    if (finished) print(`${config.dataDir} holds a finished demo; delete the folder to build it anew.`);
    else await build(installation, folder, options);
    if (!options.serve) return;
    const serving = await serveApp(installation, options.port);
    await printLinks(installation, serving);
    await untilStopped(serving);
  } finally {
    await installation.close();
  }
};

const build = async (installation: Installation, folder: string, options: DemoOptions): Promise<void> => {
  const { profileDir } = installation;
  const own = loadConventions(profileDir).published[options.year];
  const table = options.table ?? (own === undefined ? undefined : join(profileDir, own));
  if (table === undefined)
    throw new Problem("invalid-input", {
      detail: `the profile carries no published table of ${options.year}: give one with --table`,
    });
  rmSync(folder, { recursive: true, force: true });
  const { year, scale, seed } = options;
  const input = readStateInput({ profileDir, table, year, scale, seed });
  const say = options.json ? () => {} : print;
  for (const note of input.table.notes) say(`note: line ${note.line}, column ${note.column}: ${note.message}`);
  const built: StateBuild = await buildState({
    ...installation,
    ...{ input, folder },
    progress: (stage, share) => terminalLine?.(`${stage}: ${Math.round(share * 100)} %`),
  });
  terminalLine?.("");
  if (options.json) print(JSON.stringify(describeBuild(built)));
  else for (const line of describeBuild(built).lines) print(line);
};

const printLinks = async ({ access, collections, homeYear }: Installation, serving: Serving): Promise<void> => {
  const accounts = await access.listAccounts();
  print(`\nThe workbench is at ${serving.address}\nSign in with one of these links; each works once, within 24 hours:`);
  for (const role of ["clerk", "superintendent", "state-manager"]) {
    const account = accounts.find((one) => one.role === role);
    if (!account) continue;
    const { path } = await access.createSignInLink(systemActor, account.id);
    print(`  ${account.name.padEnd(40)} ${serving.address}${path}`);
  }
  const { due } = await collections.overview(systemActor, await homeYear());
  print(`${due.length} submissions. Stop with Ctrl+C; start again with: rollbook serve\n`);
};

// The commands of this module. Each opens the installation, calls one verb as the operator (or as USER) and prints.
import { accessSync, constants, createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Actor, can, systemActor } from "../access/index.ts";
import { Problem } from "../platform/index.ts";
import { printBatch, printGroups, printVerification } from "./command-output.ts";
import type { Finding } from "./model.ts";
import { blocks } from "./open-counts.ts";
import type { BatchReceipt, Collections, NotWhole, VerifyScope } from "./verbs.ts";

export type CollectionsCommandContext = {
  /** Opens the installation that the command names, runs as who is named (`--as`), else as the operator, and closes it. */
  withInstallation<T>(
    command: Command,
    run: (installation: { collections: Collections; actor: Actor }) => Promise<T>,
  ): Promise<T>;
  print(line: string): void;
};

type Where = { collection: string; district: number; year: number; json?: boolean };
const keyOf = ({ collection, district, year }: Where) => ({ collection, district, year });

const whole = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("A whole number is needed.");
  return Number(text);
};
const schoolYear = (text: string): number => {
  if (!/^(19|20|21)\d{2}$/.test(text))
    throw new InvalidArgumentError("A school year is the year in which it ends, such as 2026.");
  return Number(text);
};
const where = (command: Command): Command =>
  command
    .requiredOption("--collection <collection>", "collection, such as FALL")
    .requiredOption("--district <number>", "district number", whole)
    .requiredOption("--year <year>", "school year by the year in which it ends", schoolYear)
    .option("--json", "print one JSON object");

const exits = "\nExit code: 0 fine, 1 a finding blocks or the step was refused, 2 wrong usage.\n";

export function registerCollectionsCommands(program: Command, context: CollectionsCommandContext): void {
  registerSubmit(program, context);
  registerVerify(program, context);
  registerFindings(program, context);
  registerExplain(program, context);
  registerCertify(program, context);
  registerReopen(program, context);
  registerWithdraw(program, context);
}

function registerSubmit(program: Command, { withInstallation, print }: CollectionsCommandContext): void {
  where(program.command("submit").description("upload files of a district and run the batch verification"))
    .argument("<file...>", "CSV files; each becomes a batch. The same bytes again are the same batch")
    .option("--replaces <batch>", "batch that the file replaces, or none to add it beside the others")
    .addHelpText("after", `${exits}\nExample:\n  rollbook submit --collection FALL --district 111 --year 2026 fall.csv`)
    .action(async (files: string[], options: Where & { replaces?: string }, command: Command) => {
      for (const file of files) assertReadable(file);
      await withInstallation(command, async ({ collections, actor }) => {
        const receipts: BatchReceipt[] = [];
        for (const file of files) {
          const fileName = basename(file);
          const request = { ...keyOf(options), fileName, replaces: options.replaces };
          try {
            const source = createReadStream(file);
            const receipt = await collections.submit(actor, { ...request, source });
            receipts.push(receipt);
            if (!options.json) printBatch(receipt, print);
            if (receipt.batch.status === "Batch Verified with Errors") process.exitCode = 1;
          } catch (error) {
            if (!(error instanceof Problem) || error.code !== "upload-not-whole") throw error;
            const { findings } = error.facts as NotWhole;
            if (options.json) {
              const refused = { ...error.toDocument(), facts: { fileName } };
              print(JSON.stringify({ error: refused, findings, ...keyOf(options), batches: receipts }));
              process.exitCode = 1;
              return;
            }
            for (const finding of findings.slice(0, 20))
              print(`  row ${finding.row}, column ${finding.column}: ${finding.ruleId} ${finding.message}`);
            throw error;
          }
        }
        const status = receipts.at(-1)?.submissionStatus;
        if (options.json) print(JSON.stringify({ ...keyOf(options), status, batches: receipts }));
        else print(`Submission: ${status}`);
      });
    });
}

/** Before the installation is opened: a slip in a path should cost nothing. */
function assertReadable(file: string): void {
  try {
    if (statSync(file).isDirectory()) throw new Error("it is a folder");
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw new Problem("file-unreadable", { file, detail: (error as Error).message }, { cause: error });
  }
}

function registerVerify(program: Command, { withInstallation, print }: CollectionsCommandContext): void {
  where(program.command("verify").description("run the rules of a step over the district's records"))
    .requiredOption("--scope <scope>", "batch, district or state", (text): VerifyScope => {
      if (text === "batch" || text === "district" || text === "state") return text;
      throw new InvalidArgumentError("Choose batch, district or state.");
    })
    .addHelpText(
      "after",
      `${exits}\nExample:\n  rollbook verify --collection FALL --district 111 --year 2026 --scope district`,
    )
    .action(async (options: Where & { scope: VerifyScope }, command: Command) =>
      withInstallation(command, async ({ collections, actor }) => {
        const result = await collections.verify(actor, { ...keyOf(options), scope: options.scope });
        if (options.json) print(JSON.stringify({ ...keyOf(options), ...result }));
        else printVerification(result, print);
        if (result.refused.length > 0 || blocks(result.findings) > 0) process.exitCode = 1;
      }),
    );
}

function registerFindings(program: Command, { withInstallation, print }: CollectionsCommandContext): void {
  where(program.command("findings").description("what stands against a submission, grouped by cause"))
    .addOption(new Option("--csv", "print every finding as CSV").conflicts("json"))
    .addHelpText(
      "after",
      "\nExample:\n  rollbook findings --collection FALL --district 111 --year 2026 --csv > findings.csv",
    )
    .action(async (options: Where & { csv?: boolean }, command: Command) =>
      withInstallation(command, async ({ collections, actor }) => {
        const key = keyOf(options);
        const { batches } = await collections.submission(actor, key);
        if (batches.length === 0) throw new Problem("nothing-submitted", key);
        if (options.csv) {
          for await (const part of await collections.findingsCsv(actor, key)) print(part.toString().trimEnd());
          return;
        }
        const groups = await collections.findingGroups(actor, key);
        if (!options.json) return printGroups(groups, print);
        const all: Finding[] = [];
        for await (const page of await collections.everyFinding(actor, key)) all.push(...page);
        print(
          JSON.stringify({ ...key, total: all.length, groups: groups.map(({ first: _, ...g }) => g), findings: all }),
        );
      }),
    );
}

function registerExplain(program: Command, { withInstallation, print }: CollectionsCommandContext): void {
  program
    .command("explain")
    .description("say why a finding that asks for confirmation is right")
    .requiredOption("--finding <id>", "id of the finding, as `findings` prints it")
    .requiredOption("--text <text>", "the explanation")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      '\nExample:\n  rollbook explain --finding 1042 --text "Skipped a grade; placement test on file."',
    )
    .action(async (options: { finding: string; text: string; json?: boolean }, command: Command) =>
      withInstallation(command, async ({ collections, actor }) => {
        const { finding: findingId, text } = options;
        const explanation = await collections.explain(actor, { findingId, text }).catch((error) => {
          // The operator may see every finding, so nothing is given away by saying that there is none.
          if (error instanceof Problem && error.code === "not-found")
            throw new Problem("finding-unknown", { finding: findingId });
          throw error;
        });
        print(options.json ? JSON.stringify({ finding: options.finding, ...explanation }) : "Explained.");
      }),
    );
}

function registerCertify(program: Command, { withInstallation, print }: CollectionsCommandContext): void {
  where(program.command("certify").description("certify a submission on behalf of the district's superintendent"))
    .requiredOption("--as <user>", "account of the superintendent: id, e-mail address or name")
    .addHelpText(
      "after",
      `${exits}\nThe review reports are recorded as confirmed by the operator on behalf of the superintendent.\n` +
        "\nExample:\n  rollbook certify --collection FALL --district 111 --year 2026 --as super@district.example",
    )
    .action(async (options: Where & { as: string }, command: Command) =>
      withInstallation(command, async ({ collections, actor }) => {
        const key = keyOf(options);
        const reports = collections.reviewReports(key.collection, key.year).filter(({ mustConfirm }) => mustConfirm);
        const mayCertify =
          can(actor, "submission.certify", { district: key.district }) && actor.district === key.district;
        const { status } = await collections.submission(systemActor, key);
        if (mayCertify && status !== "Certified" && status !== "Not Submitted") {
          const operator = `operator for ${actor.account}`;
          await collections.attest(
            actor,
            key,
            reports.map(({ id }) => id),
            operator,
          );
        }
        const done = await collections.certify(actor, key);
        if (options.json) print(JSON.stringify({ ...key, status: "Certified", ...done }));
        else print(`Certified: version ${done.version}, ${done.records} records, data hash ${done.dataHash}`);
      }),
    );
}

function registerReopen(program: Command, { withInstallation, print }: CollectionsCommandContext): void {
  where(program.command("reopen").description("reopen a certified submission; its version stays, a new one begins"))
    .requiredOption("--reason <text>", "why it is reopened")
    .requiredOption("--as <user>", "account of the state's data manager: id, e-mail address or name")
    .addHelpText(
      "after",
      `${exits}\nExample:\n  rollbook reopen --collection FALL --district 111 --year 2026 --reason "A school was left out" ` +
        "--as manager@state.example",
    )
    .action(async (options: Where & { reason: string; as: string }, command: Command) =>
      withInstallation(command, async ({ collections, actor }) => {
        const view = await collections.reopen(actor, { ...keyOf(options), reason: options.reason });
        const { status, version } = view;
        print(options.json ? JSON.stringify({ ...keyOf(options), status, version }) : `${status}, version ${version}`);
      }),
    );
}

function registerWithdraw(program: Command, { withInstallation, print }: CollectionsCommandContext): void {
  program
    .command("withdraw")
    .description("take a batch out of its submission; it stays readable, and nothing takes its place")
    .requiredOption("--batch <id>", "id of the batch, as `submit` prints it")
    .requiredOption("--reason <text>", "why it is withdrawn")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `${exits}\nExample:\n  rollbook withdraw --batch df152e4d-f03f-4caa-8174-ea2ba2d12cc0 --reason "Sent twice"`,
    )
    .action(async (options: { batch: string; reason: string; json?: boolean }, command: Command) =>
      withInstallation(command, async ({ collections, actor }) => {
        const request = { batchId: options.batch, reason: options.reason };
        const { collection, year, district, status } = await collections.withdraw(actor, request).catch((error) => {
          if (error instanceof Problem && error.code === "not-found")
            throw new Problem("batch-not-current", { batch: options.batch });
          throw error;
        });
        const done = { collection, year, district, status, withdrawn: options.batch };
        print(options.json ? JSON.stringify(done) : `Withdrawn. Submission: ${status}`);
      }),
    );
}

// The commands `report ID` and `report list`. They act as the operator at the machine, or as who is named.
import { writeFile } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Actor } from "../access/index.ts";
import { Problem } from "../platform/index.ts";
import { REPORT_FORMATS, type ReportFormat, renderReport } from "./render/render.ts";
import type { Audience } from "./report.ts";
import type { Reports } from "./reports.ts";

/** `withReports` opens the installation that the command names, runs as who is named (`--as`), else as the operator, and closes it; `write` sends bytes to standard output. */
export type ReportCommandContext = {
  withReports<T>(command: Command, run: (reports: Reports, actor: Actor) => Promise<T>): Promise<T>;
  write(bytes: Buffer): Promise<void>;
};

type RunOptions = {
  year: number;
  asOf?: string;
  format: ReportFormat;
  audience: Audience;
  out?: string;
  json?: boolean;
};

export function registerReportCommands(program: Command, { withReports, write }: ReportCommandContext): void {
  const report = program
    .command("report")
    .usage("ID --year Y [options] | list")
    .description("run a standard report over the certified data, or list the reports")
    .addHelpText(
      "after",
      "\nOptions of a run: --year Y [--as-of DATE] [--format csv|json|html|xlsx|pdf] [--audience internal|public] [--out FILE]" +
        "\n`rollbook report run --help` explains them.\n\nExamples:\n  rollbook report STD-14 --year 2026\n  rollbook report list",
    );

  // `report ID` is short for `report run ID`: a group of its own keeps the year from being asked of `list`.
  report
    .command("run", { isDefault: true })
    .description("run one report")
    .argument("<id>", "a report, such as STD-14; `rollbook report list` shows all")
    .requiredOption("--year <year>", "school year by the year in which it ends", readYear)
    .option("--as-of <date>", "from what was certified by the end of that day (YYYY-MM-DD); default: now", readDay)
    .addOption(new Option("--format <format>", "form of the output").choices(REPORT_FORMATS).default("csv"))
    .addOption(
      new Option("--audience <audience>", "internal shows every figure; public withholds small counts")
        .choices(["internal", "public"])
        .default("internal"),
    )
    .option("--out <file>", "write to a file instead of standard output")
    .option("--json", "the same as --format json")
    .addHelpText(
      "after",
      "\nExamples:\n  rollbook report STD-14 --year 2026\n  rollbook report STD-12 --year 2026 --audience public --format pdf --out race.pdf",
    )
    .action(async (id: string, options: RunOptions, command: Command) =>
      withReports(command, async (reports, actor) => {
        const { year, asOf, audience, out } = options;
        const done = await reports.run(actor, { id, year, asOf, audience });
        const bytes = await renderReport(done, options.json ? "json" : options.format);
        if (out === undefined) await write(bytes);
        else await keep(out, bytes);
      }),
    );

  report
    .command("list")
    .description("list the reports of the profile")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  rollbook report list")
    .action(async (options: { json?: boolean }, command: Command) =>
      withReports(command, async (reports) => {
        const list = reports
          .list()
          .map(({ id, title, description, audiences }) => ({ id, title, description, audiences }));
        // The parent command takes --json for itself when it stands before the word `list`.
        const asJson = options.json || command.parent?.opts<RunOptions>().json;
        const text = asJson
          ? JSON.stringify({ reports: list })
          : list.map(({ id, title }) => `${id.padEnd(10)}${title}`).join("\n");
        await write(Buffer.from(`${text}\n`));
      }),
    );
}

async function keep(file: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw new Problem("file-unwritable", { file, detail: (error as Error).message }, { cause: error });
  }
}

function readYear(text: string): number {
  if (!/^\d{4}$/.test(text))
    throw new InvalidArgumentError("A school year is the year in which it ends, such as 2026.");
  return Number(text);
}

function readDay(text: string): string {
  if (
    !/^\d{4}-\d\d-\d\d$/.test(text) ||
    Number.isNaN(Date.parse(text)) ||
    new Date(text).toISOString().slice(0, 10) !== text
  )
    throw new InvalidArgumentError("A day is YYYY-MM-DD, such as 2025-10-15.");
  return text;
}

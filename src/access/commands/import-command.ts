// `user import FILE.csv`: many accounts from a file, all or nothing.
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { Problem } from "../../platform/index.ts";
import type { AccountImport } from "../accounts/import/import-accounts.ts";
import { fileColumns } from "../accounts/import/read-file.ts";
import { systemActor } from "../policy/actor.ts";
import { type AccessCommandContext, json, linkWords } from "./context.ts";

type ImportCommandOptions = { check?: boolean; links?: boolean; json?: boolean };

export function registerImportCommand(user: Command, { withAccess, print }: AccessCommandContext): void {
  user
    .command("import")
    .description("make and change accounts from a file: all of it or nothing")
    .argument("<file>", "CSV with a heading row")
    .option("--check", "say what would change, and change nothing")
    .option("--links", "print a one-time set-up link for each new account")
    .addOption(json())
    .addHelpText(
      "after",
      `\nColumns: ${fileColumns.join(",")}; the last four may be left out. Schools have ; between them, days are\n` +
        "YYYY-MM-DD. A row is one person and one role; a person with several roles has several rows. An address that has an\n" +
        "account already is that account. What the file does not name stays as it is, and the same file again changes nothing.\n\n" +
        "Examples:\n  rollbook user import staff.csv --check\n  rollbook user import staff.csv --links",
    )
    .action(async (file: string, options: ImportCommandOptions, command: Command) => {
      const text = read(file);
      await withAccess(command, async (access) => {
        const { check, links } = options;
        const done = await access.accounts.import(systemActor, text, { check, links }).catch((error) => {
          if (!(error instanceof Problem) || error.code !== "account-file-invalid") throw error;
          const detail = error.message.replace(/^line (\d+), column (\d+):/gm, `${file}:$1:$2:`);
          throw new Problem("account-file-invalid", { ...error.facts, detail });
        });
        if (options.json) print(JSON.stringify({ file, check: check === true, ...done }));
        else for (const line of words(done, check === true)) print(line);
      });
    });
}

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Problem("file-unreadable", { file, detail: (error as Error).message }, { cause: error });
  }
};

const words = ({ added, changed, unchanged, rows, links }: AccountImport, check: boolean): string[] => {
  const touched = rows.filter(({ account, assignment }) => account !== "unchanged" || assignment !== "unchanged");
  return [
    ...touched.map(
      ({ line, name, email, account, assignment, role, district }) =>
        `line ${line}: ${name} <${email}> account ${account}, ${role}${district === undefined ? "" : ` of ${district}`} ${assignment}`,
    ),
    `${check ? "Would be" : "Done"}: ${added} added, ${changed} changed, ${unchanged} unchanged.`,
    ...links.map((link) => `${link.email}: ${linkWords(link)}`),
  ];
};

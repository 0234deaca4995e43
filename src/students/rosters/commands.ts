// Commands for rosters: `roster import`, `roster status`. They act as the operator at the machine, or as the user named.
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { Actor } from "../../access/index.ts";
import { Problem, schoolYearLabel } from "../../platform/index.ts";
import type { Rosters } from "../create-rosters.ts";
import type { RosterFinding } from "./findings.ts";
import type { RosterOutcome } from "./import-roster.ts";
import { countLines } from "./words.ts";

export type RosterCommandContext = {
  /** Opens the installation and says who acts. */
  withRosters<T>(command: Command, run: (rosters: Rosters, actor: Actor) => Promise<T>): Promise<T>;
  print(line: string): void;
  progress?: ((line: string) => void) | undefined;
};

type ImportOptions = { district?: number; check?: boolean; json?: boolean };

export function registerRosterCommands(program: Command, { withRosters, print, progress }: RosterCommandContext): void {
  const roster = program.command("roster").description("rosters: who teaches and who is taught, from OneRoster files");

  roster
    .command("import")
    .description("import a district's OneRoster zip (1.1 or 1.2, bulk CSV)")
    .argument("<file>", "the zip as the school system exports it")
    .option("--district <number>", "refuse a file of any other district", Number)
    .option("--check", "do everything, count it, and take it back")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nThe same file again changes nothing. Rows that a later file no longer has end yesterday; docs/rosters.md explains.\n\n" +
        "Example:\n  rollbook roster import roster.zip --check",
    )
    .action((file: string, options: ImportOptions, command: Command) =>
      withRosters(command, async (rosters, actor) => {
        const { district, check = false } = options;
        const request = { fileName: file.split("/").at(-1) ?? file, bytes: readZipFile(file), district, check };
        try {
          const outcome = await rosters.importRoster(actor, request, (stage) => progress?.(`${stage} ...`));
          progress?.("");
          if (options.json) print(JSON.stringify(outcome));
          else for (const line of describe(outcome)) print(line);
        } catch (error) {
          progress?.("");
          if (!options.json && error instanceof Problem && error.code === "roster-invalid")
            for (const line of (error.facts.findings as RosterFinding[]).map(describeFinding)) print(line);
          throw error;
        }
      }),
    );

  roster
    .command("status")
    .description("list what was imported, the latest first")
    .option("--json", "print one JSON object")
    .action((options: { json?: boolean }, command: Command) =>
      withRosters(command, async (rosters, actor) => {
        const imports = await rosters.listImports(actor);
        if (options.json) print(JSON.stringify({ imports }));
        else if (imports.length === 0) print("No roster was imported yet.");
        else
          for (const { at, district, fileName, by, counts } of imports)
            print(
              [
                at.toISOString(),
                district,
                fileName,
                by,
                `who teaches whom: ${counts.edges.added} added, ${counts.edges.ended} ended`,
              ].join("\t"),
            );
      }),
    );
}

const readZipFile = (file: string): Uint8Array => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Problem("file-unreadable", { file, detail: (error as Error).message });
  }
};

const describe = (outcome: RosterOutcome): string[] => [
  `${outcome.districtName} (district ${outcome.district}), school year ${outcome.years.map(schoolYearLabel).join(", ")}: ${outcome.imported ? "imported" : "checked, nothing was kept"}`,
  ...countLines(outcome.counts).map(
    ({ title, added, changed, ended, unchanged }) =>
      `${title.padEnd(22)} ${added} added, ${changed} changed, ${ended} ended, ${unchanged} unchanged`,
  ),
  ...Object.entries(outcome.notLinked).map(([why, count]) => `not linked: ${count} ${why}`),
  ...outcome.findings.map(describeFinding),
];

const describeFinding = ({ severity, file, line, column, message, remedy }: RosterFinding): string =>
  `${severity}: ${[file || "the zip", line > 0 ? `line ${line}` : "", column].filter(Boolean).join(", ")}: ${message} ${remedy}`;

// The commands `student export ask | list | pending | approve | refuse | download`.
import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { Actor } from "../../access/index.ts";
import type { Filter } from "../reading/list-query.ts";
import type { Exports } from "./create-exports.ts";
import type { ExportRequest } from "./model.ts";

export type ExportCommandContext = {
  withStudents<T>(command: Command, run: (students: { exports: Exports }, actor: Actor) => Promise<T>): Promise<T>;
  print(line: string): void;
  /** Keeps what is made in a file that was not there, for its owner alone. The place is taken first: the download works once. */
  keep<T extends { bytes: Buffer }>(file: string, make: () => Promise<T>): Promise<T>;
};

type Asked = { purpose: string; fields: string; where: Filter[]; json?: boolean };

export function registerExportCommands(group: Command, { withStudents, print, keep }: ExportCommandContext): void {
  const lists = (name: "list" | "pending", description: string) =>
    group
      .command(name)
      .description(description)
      .option("--json", "print one JSON object")
      .action(async (options: { json?: boolean }, command: Command) =>
        withStudents(command, async ({ exports }, actor) => {
          const found = await (name === "list" ? exports.listOwn(actor) : exports.listOpen(actor));
          if (options.json) print(JSON.stringify({ exports: found }));
          else if (found.length === 0)
            print(name === "list" ? "No file was asked for." : "No file waits for a decision.");
          else for (const request of found) print(lineOf(request));
        }),
      );

  group
    .command("ask")
    .description("ask for a file")
    .requiredOption("--purpose <sentence>", "what the file is for")
    .requiredOption("--fields <names>", "fields, with commas between, as last_name,enrollment.grade")
    .option("--where <field=value>", "only students where; may be repeated", filterOf, [])
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      '\nExample:\n  rollbook student export ask --purpose "Labels for report cards" --fields last_name,first_name --where current_grade=05 --as ada@example.org',
    )
    .action(async ({ purpose, fields, where, json }: Asked, command: Command) =>
      withStudents(command, async ({ exports }, actor) => {
        const names = fields.split(",").map((name) => name.trim());
        const id = await exports.request(actor, { purpose, fields: names, filters: where });
        print(json ? JSON.stringify({ id }) : `${id} waits for a second person.`);
      }),
    );
  lists("list", "the files that the person asked for");
  lists("pending", "the files that wait for the person's decision");

  group
    .command("approve")
    .description("approve a file that another person asked for; it can be downloaded once, within seven days")
    .argument("<id>")
    .action(async (id: string, _options, command: Command) =>
      withStudents(command, async ({ exports }, actor) => {
        await exports.decide(actor, id, { approve: true });
        print(`${id} is approved.`);
      }),
    );

  group
    .command("refuse")
    .description("refuse a file that another person asked for")
    .argument("<id>")
    .requiredOption("--reason <sentence>", "why")
    .action(async (id: string, { reason }: { reason: string }, command: Command) =>
      withStudents(command, async ({ exports }, actor) => {
        await exports.decide(actor, id, { approve: false, reason });
        print(`${id} is refused.`);
      }),
    );

  group
    .command("download")
    .description("make and keep the approved file; works once")
    .argument("<id>")
    .requiredOption("--out <file>", "a file that is not there yet")
    .action(async (id: string, { out }: { out: string }, command: Command) =>
      withStudents(command, async ({ exports }, actor) => {
        const { rows, sha256 } = await keep(out, () => exports.download(actor, id));
        print(`${out}: ${rows} rows, SHA-256 ${sha256}`);
      }),
    );
}

const lineOf = ({ id, decision, studentsThen, requestedByName, purpose }: ExportRequest): string =>
  [id, decision ?? "pending", `${studentsThen} students`, requestedByName, purpose].join("\t");

const filterOf = (text: string, before: Filter[]): Filter[] => {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("A filter is field=value, such as current_grade=05.");
  return [...before, { field: text.slice(0, at), value: text.slice(at + 1) }];
};

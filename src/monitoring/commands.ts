// Commands for who watches over the log: `audit who` by student or person, `audit unusual`. They stand beside `audit seal`.
import { type Command, InvalidArgumentError } from "commander";
import type { Actor } from "../access/index.ts";
import { Problem } from "../platform/index.ts";
import type { Monitoring } from "./create-monitoring.ts";
import type { ListedEvent } from "./event-page.ts";

export type MonitoringCommandContext = {
  withMonitoring<T>(command: Command, run: (monitoring: Monitoring, actor: Actor) => Promise<T>): Promise<T>;
  print(line: string): void;
};

const isoDay = (text: string): string => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("A day is written as 2025-10-06.");
  return text;
};

/** After the commands of the sealed log, whose name `audit` they share. */
export function registerMonitoringCommands(program: Command, context: MonitoringCommandContext): void {
  const audit = program.commands.find((one) => one.name() === "audit") ?? program.command("audit");
  registerWho(audit, context);
  registerUnusual(audit, context);
}

type WhoOptions = { student?: string; person?: string; from?: string; to?: string; json?: boolean };

const registerWho = (audit: Command, { withMonitoring, print }: MonitoringCommandContext): void => {
  audit
    .command("who")
    .description("list who looked at a student, or what a person did")
    .option("--student <id>", "the state's number of a student, or the number of the record")
    .option("--person <email>", "e-mail address or id of an account")
    .option("--from <day>", "first day; default: a year back for a student, 30 days for a person", isoDay)
    .option("--to <day>", "last day; default: today", isoDay)
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nNewest first. It shows events, nothing of a student's record; the asking is an event too.\n\n" +
        "Examples:\n  rollbook audit who --student 1030405060\n" +
        "  rollbook audit who --person ada@example.org --from 2025-10-01 --to 2025-10-31 --json",
    )
    .action((options: WhoOptions, command: Command) =>
      withMonitoring(command, async (monitoring, actor) => {
        const { student, person, from, to, json } = options;
        if ((student === undefined) === (person === undefined))
          throw new Problem("invalid-input", { detail: "Name either --student or --person." });
        const asked = { from, to };
        const view =
          student !== undefined
            ? await monitoring.student(actor, student, asked, "downloaded")
            : await monitoring.person(actor, person ?? "", asked, "downloaded");
        if (json) print(JSON.stringify(view));
        else {
          for (const event of view.events) print(line(event));
          print(
            `${view.events.length === 1 ? "1 event" : `${view.events.length} events`} from ${view.from} to ${view.to}.`,
          );
        }
      }),
    );
};

const line = ({ at, name, role, action, subject, organization, details }: ListedEvent): string =>
  [at.toISOString(), name, role ?? "-", action, subject ?? organization ?? "-", JSON.stringify(details)].join("\t");

const registerUnusual = (audit: Command, { withMonitoring, print }: MonitoringCommandContext): void => {
  audit
    .command("unusual")
    .description("list people who looked at unusually many students on a day")
    .option("--day <day>", "default: today", isoDay)
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nAgainst the person's own habit and the role's; the profile's monitoring.yaml says what is unusual.\n\n" +
        "Examples:\n  rollbook audit unusual\n  rollbook audit unusual --day 2025-10-06 --json",
    )
    .action((options: { day?: string; json?: boolean }, command: Command) =>
      withMonitoring(command, async (monitoring, actor) => {
        const list = await monitoring.unusual(actor, { day: options.day }, "downloaded");
        if (options.json) print(JSON.stringify(list));
        else {
          for (const { name, role, why } of list.lines) print([name, role || "-", why].join("\t"));
          print(`${list.lines.length} of ${list.people} people who looked at students on ${list.day}.`);
        }
      }),
    );
};

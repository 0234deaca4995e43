// The commands `id queue` and `id decide`: near matches for who works at a terminal, as the person named with --as.
import { type Command, InvalidArgumentError } from "commander";
import type { Decision } from "../queue/decide-near.ts";
import type { Waiting } from "../queue/list-queue.ts";
import type { NearDecision } from "../queue/near-match.ts";
import { paperOf } from "../queue/paper.ts";
import { percent } from "../queue/plain-words.ts";
import type { RegistryCommandContext } from "./registry-commands.ts";

type QueueOptions = { district?: number; offset: number; json?: boolean };
type DecideOptions = { sameAs?: string; new?: boolean; reason: string; json?: boolean };

const pageLength = 200;

const whole = (text: string): number => {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError("A whole number.");
  return Number(text);
};

export const registerQueueCommands = (id: Command, { withRegistry, print }: RegistryCommandContext): void => {
  id.command("queue")
    .description("near matches that wait for a person, the oldest first")
    .option("--district <number>", "of this district alone", whole)
    .option("--offset <count>", `leave out so many; at most ${pageLength} are printed`, whole, 0)
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  rollbook id queue --as ada@example.org")
    .action((options: QueueOptions, command: Command) =>
      withRegistry(command, async (registry, actor) => {
        const { district, offset } = options;
        const queue = await registry.queue(actor, { district, offset, limit: pageLength });
        if (options.json) return print(JSON.stringify(paperOf(queue)));
        for (const one of queue.waiting) print(lineOf(one));
        print(queue.total === 0 ? "No near match waits." : `${queue.total} waiting`);
      }),
    );

  id.command("decide")
    .description("decide one near match: the same student as one who is known, or a new one")
    .argument("<request>", "the request, as `id queue` prints it first")
    .option(
      "--same-as <student>",
      "reference of the student; or the number, where the registry keeps it with the student",
    )
    .option("--new", "a new student, none of those that the near match shows")
    .requiredOption("--reason <text>", "why; kept for ever")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nA near match is decided once. A wrong `same` is mended by a split, a wrong `new` by a merge.\n\n" +
        "Examples:\n  rollbook id decide 6f1c... --same-as 7G2ESJ7JY9 --reason 'The mother confirmed it' --as ada@example.org\n" +
        "  rollbook id decide 6f1c... --new --reason 'Two cousins, the school knows both' --as ada@example.org",
    )
    .action((request: string, options: DecideOptions, command: Command) => {
      const decision = decisionOf(options, command);
      return withRegistry(command, async (registry, actor) => {
        await registry.decide(actor, request, decision, options.reason);
        const decided = (await registry.nearMatch(actor, request)).decision!;
        print(options.json ? JSON.stringify(paperOf(decided)) : sentenceOf(decided));
      });
    });
};

/** One of the two, never both: a number is at stake. */
const decisionOf = ({ sameAs, new: isNew }: DecideOptions, command: Command): Decision => {
  if ((isNew === true) === (sameAs !== undefined))
    return command.error("error: say either --same-as STUDENT or --new", { exitCode: 2 });
  return sameAs === undefined ? "new" : { same: sameAs };
};

const lineOf = ({ request, asker, asked, localIdentifier, days, candidates, probability }: Waiting): string =>
  [
    request,
    asker.districtName,
    localIdentifier ?? "-",
    [asked.last_name, asked.first_name].filter(Boolean).join(", ") || "-",
    days === 0 ? "since today" : counted(days, "day"),
    counted(candidates, "candidate"),
    `${percent(probability)} likely`,
  ].join("\t");

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

const sentenceOf = ({ kind, reference, number, owed, holder }: NearDecision): string => {
  const what = kind === "new" ? `a new student, ${reference}` : `the student ${reference}`;
  if (number !== undefined) return `${what}: ${number}`;
  if (owed) return `${what}: the number is drawn when the district that asked fetches it`;
  return holder ? `${what}: call ${holder.districtName} for the number` : what;
};

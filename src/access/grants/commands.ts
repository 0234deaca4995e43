// Commands for dated grants: list, give, end. What is signed (memo, statement, decision) is signed on a page, by its person.
import type { Command } from "commander";
import { Problem } from "../../platform/index.ts";
import { dayOption } from "../commands/context.ts";
import { type Actor, systemActor } from "../policy/actor.ts";
import type { DatedGrants } from "./create-dated-grants.ts";
import type { DatedGrant, Lack } from "./model.ts";

/** `withGrants` opens the installation, runs as the account that `--as` names, else as the operator, and closes it. */
export type GrantCommandContext = {
  withGrants<T>(command: Command, run: (grants: DatedGrants, actor: Actor) => Promise<T>): Promise<T>;
  print(line: string): void;
};

export function registerGrantCommands(program: Command, { withGrants, print }: GrantCommandContext): void {
  const grant = program
    .command("grant")
    .description("dated grants: authorizations, trainings, agreements, designations");

  grant
    .command("list")
    .description("who lacks what and what ends within 60 days, or all grants of one person")
    .argument("[person]", "e-mail address, name or id")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExamples:\n  rollbook grant list\n  rollbook grant list ada@example.org --json")
    .action(async (person: string | undefined, options: { json?: boolean }, command: Command) =>
      withGrants(command, async (grants, actor) => {
        const found = person === undefined ? await grants.overview(actor) : await grants.personGrants(actor, person);
        if (options.json) return print(JSON.stringify(found));
        const shown = "ending" in found ? found.ending : found.grants;
        if (found.lacking.length + shown.length === 0)
          return print(
            person === undefined
              ? "Nobody lacks anything, and nothing ends within 60 days."
              : "No grant, and none is lacking.",
          );
        for (const lack of found.lacking) print(describeLack(lack));
        for (const one of shown) print(describeGrant(one));
      }),
    );

  grant
    .command("give")
    .description("record a training, an agreement or another fact, as a person who may (--as)")
    .argument("<kind>", "a recorded kind of the profile's grants.yaml")
    .argument("<person>", "e-mail address, name or id")
    .requiredOption("--title <title>", "the training, agreement or need")
    .option("--for <role>", "the role that it is for; default: every role of the person")
    .option("--from <day>", "first day (YYYY-MM-DD); default: today", dayOption)
    .option("--to <day>", "last day (YYYY-MM-DD); default: as long as the kind lasts", dayOption)
    .option("--assessed", "what was learned was assessed")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      '\nExample:\n  rollbook grant give training cleo@example.org --title "Data security" --from 2026-08-17 --assessed --as super@example.org',
    )
    .action(async (kind: string, person: string, options, command: Command) =>
      withGrants(command, async (grants, actor) => {
        const { title, from, to, assessed, for: role } = options;
        const given = await grants.recordGrant(aPerson(actor), { kind, person, title, from, to, assessed, role });
        print(options.json ? JSON.stringify(given) : describeGrant(given));
      }),
    );

  grant
    .command("end")
    .description("end a grant at once, as a person who may give it (--as)")
    .argument("<grant>", "its id, as `grant list` shows it")
    .requiredOption("--reason <reason>", "kept in the log")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      '\nExample:\n  rollbook grant end 5e0c6f0a-6a3b-4f3e-9a53-0d5f1c6f7a11 --reason "Changed duties" --as chief@example.org',
    )
    .action(async (id: string, options: { reason: string; json?: boolean }, command: Command) =>
      withGrants(command, async (grants, actor) => {
        const ended = await grants.endGrant(aPerson(actor), id, options.reason);
        print(options.json ? JSON.stringify(ended) : describeGrant(ended));
      }),
    );
}

/** A grant is a person's word. The operator at the machine gives none. */
const aPerson = (actor: Actor): Actor => {
  if (actor.account === systemActor.account) throw new Problem("grant-needs-person");
  return actor;
};

const describeLack = ({ name, role, kind }: Lack): string => ["lacking", name, role, kind].join("\t");

const describeGrant = (one: DatedGrant): string =>
  [
    ...[one.id, one.accountName, one.role ?? "-", one.kind, `${one.validFrom}..${one.validTo}`],
    ...(one.title ? [one.title] : []),
    ...(one.ended ? [`ended: ${one.ended.reason}`] : []),
  ].join("\t");

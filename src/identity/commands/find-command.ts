// The command `id find`: the locator for who works at a terminal. Acts as the person named with --as, and counts as that person's search.
import type { Command } from "commander";
import type { Found } from "../locator/find-students.ts";
import { foundPaper } from "../locator/found-paper.ts";
import type { RegistryCommandContext } from "./registry-commands.ts";

type Options = {
  last: string;
  first: string;
  dob: string;
  middle?: string;
  sex?: string;
  town?: string;
  guardian?: string;
  json?: boolean;
};

export const registerFindCommand = (id: Command, { withRegistry, print }: RegistryCommandContext): void => {
  id.command("find")
    .description("find a student of any district by names and birth date")
    .requiredOption("--last <name>", "last name, in full")
    .requiredOption("--first <name>", "first name, in full or as the student is called")
    .requiredOption("--dob <day>", "birth date, as 2012-03-07 or 3/7/2012")
    .option("--middle <name>", "middle name")
    .option("--sex <code>", "sex")
    .option("--town <town>", "town of birth")
    .option("--guardian <name>", "name of a parent or guardian")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nAt most five students are shown; more that fit are none. Each search is kept in the log, and guessing is slowed.\n\n" +
        "Example:\n  rollbook id find --last Tremblay --first Betsy --dob 2012-03-07 --as ada@example.org",
    )
    .action((options: Options, command: Command) =>
      withRegistry(command, async (registry, actor) => {
        const found = await registry.find(actor, factsOf(options));
        if (options.json) print(JSON.stringify(foundPaper(found)));
        else for (const line of lines(found)) print(line);
      }),
    );
};

const factsOf = ({ last, first, dob, middle, sex, town, guardian }: Options): Record<string, string> => ({
  ...{ last_name: last, first_name: first, birth_date: dob },
  ...(middle === undefined ? {} : { middle_name: middle }),
  ...(sex === undefined ? {} : { sex }),
  ...(town === undefined ? {} : { town_of_birth: town }),
  ...(guardian === undefined ? {} : { guardian_name: guardian }),
});

const lines = ({ tooMany, students }: Found): string[] => {
  if (tooMany) return ["Too many students fit: give more facts."];
  if (students.length === 0) return ["No student fits. Compare with a document; then request a number."];
  return students.map(({ reference, number, facts, holder }) => {
    const { name, phone, email } = holder.contact ?? {};
    const who = Object.values(facts).join(", ");
    return [reference, number, who, holder.districtName, name, phone, email].filter(Boolean).join("  ");
  });
};

// The command `id correct`: what is kept with a number is put right, after a district has shown that it is wrong.
import type { Command } from "commander";
import type { RegistryCommandContext } from "./registry-commands.ts";

type Options = { dob?: string; sex?: string; race?: string };

export const registerCorrectCommand = (id: Command, { withRegistry, print }: RegistryCommandContext): void => {
  id.command("correct")
    .argument("<number>", "the student identifier")
    .description("correct the birth date, sex or race that is kept with a number")
    .option("--dob <day>", "birth date, as 2012-03-07 or 3/7/2012")
    .option("--sex <code>", "sex")
    .option("--race <code>", "race and ethnicity")
    .addHelpText(
      "after",
      "\nWhat districts sent stays as it was. Submissions are checked against the correction when they are verified again.\n\n" +
        "Example:\n  rollbook id correct 4102937567 --dob 2012-03-07 --as ada@example.org",
    )
    .action((number: string, { dob, sex, race }: Options, command: Command) =>
      withRegistry(command, async (registry, actor) => {
        const facts = {
          ...(dob === undefined ? {} : { birth_date: dob }),
          ...(sex === undefined ? {} : { sex }),
          ...(race === undefined ? {} : { race_ethnicity: race }),
        };
        await registry.correctFacts(actor, number, facts);
        print("Corrected. Submissions that name this number are checked against it when they are verified again.");
      }),
    );
};

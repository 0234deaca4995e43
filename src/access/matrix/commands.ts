// The commands `policy ...`: what is made from a profile's access policy, and whether the database says the same.
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { type Db, Problem } from "../../platform/index.ts";
import { checkCatalog, differenceWords } from "../enforcement/check-catalog.ts";
import { policyScript } from "../enforcement/policy-sql.ts";
import { type AccessPolicy, loadAccessPolicy } from "../policy/policy.ts";
import { policyCases } from "./cases.ts";
import { matrixFile } from "./pages/matrix-file.tsx";
import { type MatrixField, type PolicyMatrix, policyMatrix } from "./policy-matrix.ts";

export type PolicyCommandContext = {
  /** Of the profile named, or else of the installation. */
  profileOf(command: Command, profile?: string): { dir: string; title: string };
  /** Opens the installation's database as its owner, and closes it. */
  withOwner<T>(command: Command, run: (owner: Db, policy: AccessPolicy) => Promise<T>): Promise<T>;
  /** The day in the jurisdiction of the profile in this folder. */
  today(dir: string): string;
  print(line: string): void;
};

type Options = { profile?: string; html?: string; json?: boolean };

const profileOption = [
  "--profile <profile>",
  "a name under profiles/, or a folder; default: the installation's",
] as const;

export function registerPolicyCommands(program: Command, context: PolicyCommandContext): void {
  const { print } = context;
  const policy = program.command("policy").description("who sees what: the access policy, and what is made from it");

  policy
    .command("matrix")
    .description("print who sees what: roles, fields and actions")
    .option(...profileOption)
    .option("--html <file>", "write one page to print instead")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExamples:\n  rollbook policy matrix --profile our-state --html who-sees-what.html")
    .action((options: Options, command: Command) => {
      const { dir, title } = context.profileOf(command, options.profile);
      const matrix = policyMatrix(loadAccessPolicy(dir));
      if (options.html) {
        write(options.html, matrixFile(matrix, title, context.today(dir)));
        print(`${options.html} says who sees what in ${title}.`);
      } else if (options.json) print(JSON.stringify(matrix));
      else for (const line of matrixLines(matrix)) print(line);
    });

  policy
    .command("sql")
    .description("print the SQL that enforces the policy, for a superuser to run in psql")
    .option(...profileOption)
    .action((options: Options, command: Command) => {
      print(policyScript(loadAccessPolicy(context.profileOf(command, options.profile).dir)));
    });

  policy
    .command("cases")
    .description("print the test cases made from the policy: role, field, shown or refused")
    .option(...profileOption)
    .option("--json", "print one JSON object")
    .action((options: Options, command: Command) => {
      const cases = policyCases(loadAccessPolicy(context.profileOf(command, options.profile).dir));
      if (options.json) print(JSON.stringify({ cases }));
      else for (const { role, field, expected } of cases) print(`${role}\t${field}\t${expected}`);
    });

  policy
    .command("check")
    .description("compare the database with the policy and name every difference; exit code 1 if there is one")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nCompares roles and their memberships, columns, row policies, views and what each role needs. Changes nothing.",
    )
    .action((options: Options, command: Command) =>
      context.withOwner(command, async (owner, declared) => {
        const { compared, differences } = await checkCatalog(owner, declared);
        if (options.json) print(JSON.stringify({ compared, differences }));
        else {
          for (const difference of differences) print(differenceWords(difference));
          print(`${compared} points compared, ${differences.length} differ.`);
        }
        if (differences.length > 0) process.exitCode = 1;
      }),
    );
}

const write = (file: string, text: string): void => {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Problem("file-unwritable", { file, detail: (error as Error).message }, { cause: error });
  }
};

const fieldWords = (shown: number, hidden: MatrixField[]): string =>
  hidden.length === 0 ? `all ${shown}` : `${shown}, without ${hidden.map(({ name }) => name).join(", ")}`;

/** A block a role: whom it sees, which fields it does not, what it may do. */
const matrixLines = ({ roles, tables, actions }: PolicyMatrix): string[] =>
  roles.flatMap(({ id, title, students, needs }) => {
    const fields = tables.flatMap((table) => table.fields);
    const hidden = fields.filter(({ seenBy }) => !seenBy.includes(id));
    const shown = fields.length - hidden.length;
    const may = actions.filter(({ heldBy }) => heldBy.includes(id)).map(({ action }) => action);
    return [
      `${id}: ${title}`,
      `  students: ${students}`,
      ...(shown > 0 ? [`  fields: ${fieldWords(shown, hidden)}`] : []),
      ...(needs.length > 0 ? [`  needs: ${needs.join(", ")}`] : []),
      `  may: ${may.join(", ") || "nothing"}`,
    ];
  });

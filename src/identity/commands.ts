// The identity commands. `id link` needs no installation: it is the matcher alone, on any CSV.
import { type Command, InvalidArgumentError, Option } from "commander";
import { identifierCommand } from "./commands/registry-commands.ts";
import { keyVariable } from "./link/encode.ts";
import { type LinkOptions, type LinkReport, runLink } from "./link/link-command.ts";

export type IdentityCommandContext = { print(line: string): void };

const share = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value <= 1))
    throw new InvalidArgumentError("A probability above 0 and up to 1.");
  return value;
};

const linkHelp = `
With one file, finds the records in it that are one person; with two, the links between them. Files may be .csv or .csv.gz
with a heading row. Nothing has to be labelled: the matcher learns from the files themselves.

fields.yaml says which columns play which role; leave out what the files do not have:
  id: student_no                # required, different in every row
  first: given_name
  middle: middle_name
  last: surname
  dob: { column: birth_date, format: YYYY-MM-DD }
  sex: gender
  town: town_of_birth
  postcode: zip
  ssn: ssn
  guardian: parent_name
  extra: [phone, street]        # compared as plain text

pairs.csv has the columns id_a,id_b,probability,explanation, the surest pairs first.

--mode encoded compares keyed encodings in place of values. Its key comes from --key-file or from ${keyVariable}.

Exit code: 0 done, 2 wrong usage or a file that cannot be used.

Examples:
  rollbook id link students.csv --map fields.yaml --out duplicates.csv
  rollbook id link fall.csv spring.csv.gz --map fields.yaml --out pairs.csv --one-to-one --threshold 0.9
  rollbook id link a.csv b.csv --map fields.yaml --out pairs.csv --mode encoded --key-file link.key`;

export const registerIdentityCommands = (program: Command, { print }: IdentityCommandContext): void => {
  identifierCommand(program)
    .command("link")
    .description("link the records of one or two CSV files without labels")
    .argument("<file_a>", "CSV file, plain or .gz")
    .argument("[file_b]", "second file; without it, duplicates within the first are found")
    .requiredOption("--map <fields.yaml>", "which columns play which role")
    .requiredOption("--out <pairs.csv>", "where to write the links")
    .addOption(
      new Option("--mode <mode>", "compare values, or keyed encodings of them")
        .choices(["plain", "encoded"])
        .default("plain"),
    )
    .option("--key-file <file>", "key of the encodings, at least 16 characters")
    .option("--one-to-one", "a record has at most one link; the surest wins")
    .option("--threshold <p>", "least probability of a link", share, 0.5)
    .option("--json", "print one JSON object")
    .addHelpText("after", linkHelp)
    .action(async (a: string, b: string | undefined, options: LinkOptions & { json?: boolean }) => {
      const report = await runLink(b === undefined ? [a] : [a, b], options);
      if (options.json) print(JSON.stringify(report));
      else for (const line of lines(report, options.out)) print(line);
    });
};

const grouped = (count: number): string => count.toLocaleString("en-US");

const lines = (report: LinkReport, out: string): string[] => [
  `${report.records.map(grouped).join(" and ")} records, ${grouped(report.pairsLookedAt)} pairs looked at by ${report.rules.length} rules`,
  `${grouped(report.pairs)} links of probability ${report.threshold} or more: ${out}`,
  `${report.seconds.all} s`,
];

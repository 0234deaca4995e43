// `id import FILE`: students who were given their numbers before the registry began come in with them.
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import type { Actor } from "../../access/index.ts";
import type { ImportReceipt } from "../import/import-numbers.ts";
import type { Registry } from "../registry/create-registry.ts";
import { assertReadable } from "./assert-readable.ts";
import { grouped, readDistrict, tellRefused } from "./command-parts.ts";
import type { RegistryCommandContext } from "./registry-commands.ts";

type Options = { district?: number; json?: boolean };

const help = `
The file is CSV with a heading row: the columns of the profile's request file (identity.yaml, request_file) and one more, number: ten
digits, the first not 0; no check digit is needed. Needed are number, the district (or --district), last name, first name and birth
date; other columns may be missing or blank. A finding in one row refuses the whole file; then nothing is changed.

Who comes in is a student of its own, under its own number. Students who resemble another one are listed, for a person to merge.
The same file again changes nothing. Under split custody numbers and names are written apart, no list has a number, and the file must
have at least ten students.

Exit code: 0 done, 1 the file has findings, 2 wrong usage or a file that cannot be read.

Examples:
  rollbook id import numbers-of-2024.csv --as manager@state.example
  rollbook id import keene.csv --district 111 --json --as manager@state.example`;

export const registerImportCommand = (id: Command, context: RegistryCommandContext): void => {
  id.command("import")
    .description("take in students with the numbers that they were given before")
    .argument("<file>", "CSV file of students and their numbers")
    .option("--district <number>", "district of every row; default: what the row says", readDistrict)
    .option("--json", "print one JSON object")
    .addHelpText("after", help)
    .action(async (file: string, options: Options, command: Command) => {
      assertReadable(file);
      await context.withRegistry(command, (registry, actor) => run(registry, actor, { file, options, ...context }));
    });
};

type Run = { file: string; options: Options } & Pick<RegistryCommandContext, "print" | "progress">;

const run = async (registry: Registry, actor: Actor, { file, options, print, progress }: Run): Promise<void> => {
  let receipt: ImportReceipt;
  try {
    receipt = await registry.importNumbers(actor, {
      ...{ district: options.district, fileName: basename(file), source: createReadStream(file) },
      progress: ({ done, rows }) => progress?.(`${grouped(done)} of ${grouped(rows)} students`),
    });
  } catch (error) {
    return tellRefused(error, { json: options.json, print });
  }
  progress?.("");
  if (options.json) return print(JSON.stringify(receipt));
  for (const line of receiptLines(receipt)) print(line);
};

const receiptLines = ({ rows, imported, known, again, resembling: { total, pairs } }: ImportReceipt): string[] => {
  const head = again
    ? `${grouped(rows)} students: all taken in before, nothing new`
    : `${grouped(rows)} students: ${grouped(imported)} taken in with their numbers, ${grouped(known)} in the registry before`;
  if (total === 0) return [head];
  const name = ({ reference, number }: { reference: string; number?: string }): string =>
    [reference, number].filter(Boolean).join(" ");
  return [
    head,
    `${grouped(total)} pairs resemble each other; compare them, and merge those that are one student:`,
    ...pairs.map(
      ({ student, other, probability }) =>
        `  ${name(student)} and ${name(other)}, probability ${probability.toFixed(4)}`,
    ),
    ...(total > pairs.length ? [`  and ${grouped(total - pairs.length)} less probable ones`] : []),
    `rollbook id merge ${pairs[0]!.student.reference} ${pairs[0]!.other.reference} --reason "..."`,
  ];
};
